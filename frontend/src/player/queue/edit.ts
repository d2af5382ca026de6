/** Changes of what is in the queue. Each gives a new queue; undoing is keeping the old one (`history.ts`). */
import { shuffled } from "./order.ts";
import { currentIndex, EMPTY, MOST_ITEMS, type Queue, type QueueItem } from "./state.ts";

/** What is added: tracks, and what they were added from. */
export interface Addition {
  trackIds: readonly string[];
  source: string | null;
}

/**
 * A new queue, current from its item number `start` (0 for none given: the first of the order of play). Repeat and shuffle
 * stay as they are; under shuffle a chosen track comes first and the rest follow in the seed's order.
 */
export function replace(
  queue: Queue,
  addition: Addition,
  options: { start?: number; seed?: number } = {},
): Queue {
  const bare = { ...queue, items: [], order: [], current: null, seed: options.seed ?? queue.seed };
  const [items, serial] = makeItems(bare, addition);
  const keys = items.map((item) => item.key);
  const chosen = options.start === undefined ? undefined : keys[options.start];
  const order = queue.shuffle ? shuffledAfter(keys, chosen, bare.seed) : keys;
  return { ...bare, items, order, serial, current: chosen ?? order[0] ?? null };
}

/**
 * The list of which the one item of this queue is number `at` (-1: none; it comes first then). The item stays what it is, and
 * current: it may sound already.
 */
export function surround(queue: Queue, addition: Addition, at: number): Queue {
  const [here] = queue.items;
  if (!here) return replace(queue, addition);
  const [made, serial] = makeItems({ ...queue, items: [] }, addition);
  const items = at < 0 ? [here, ...made] : made.with(at, here);
  const keys = items.map((item) => item.key);
  const order = queue.shuffle ? shuffledAfter(keys, here.key, queue.seed) : keys;
  return { ...queue, items, order, serial, current: here.key };
}

/**
 * More of the list that the queue was begun with. It comes at the end; under shuffle it mixes with all that is still to
 * come, by the seed.
 */
export function extend(queue: Queue, addition: Addition): Queue {
  const longer = playLast(queue, addition);
  if (!queue.shuffle) return longer;
  const begun = currentIndex(longer) + 1;
  const rest = shuffled(longer.order.slice(begun), longer.seed);
  return { ...longer, order: [...longer.order.slice(0, begun), ...rest] };
}

/** Puts tracks directly after the current one, in their order, whether shuffled or not. */
export function playNext(queue: Queue, addition: Addition): Queue {
  const [added, serial] = makeItems(queue, addition);
  const at = currentIndex(queue) + 1;
  const listed = queue.items.findIndex((item) => item.key === queue.current) + 1;
  return withCurrent({
    ...queue,
    serial,
    items: queue.items.toSpliced(listed, 0, ...added),
    order: queue.order.toSpliced(at, 0, ...added.map((item) => item.key)),
  });
}

/** Puts tracks at the end of the order of play. */
export function playLast(queue: Queue, addition: Addition): Queue {
  const [added, serial] = makeItems(queue, addition);
  return withCurrent({
    ...queue,
    serial,
    items: [...queue.items, ...added],
    order: [...queue.order, ...added.map((item) => item.key)],
  });
}

/** Takes an item out. If it was current, the one after it is (or the one before, at the end). */
export function remove(queue: Queue, key: string): Queue {
  const at = queue.order.indexOf(key);
  if (at < 0) return queue;
  const order = queue.order.toSpliced(at, 1);
  const current = queue.current === key ? (order[at] ?? order.at(-1) ?? null) : queue.current;
  return { ...queue, items: queue.items.filter((item) => item.key !== key), order, current };
}

/** Moves an item to place `to` of the order of play. Without shuffle that is the listener's own order, too. */
export function move(queue: Queue, key: string, to: number): Queue {
  const from = queue.order.indexOf(key);
  if (from < 0) return queue;
  const place = Math.min(Math.max(0, Math.trunc(to) || 0), queue.order.length - 1);
  const order = queue.order.toSpliced(from, 1).toSpliced(place, 0, key);
  if (queue.shuffle) return { ...queue, order };
  const rank = new Map(order.map((each, index) => [each, index]));
  const items = [...queue.items].sort((a, b) => (rank.get(a.key) ?? 0) - (rank.get(b.key) ?? 0));
  return { ...queue, items, order };
}

/** Empties the queue; repeat and shuffle are the listener's habits and stay. */
export function clear(queue: Queue): Queue {
  const { repeat, shuffle, seed, serial } = queue;
  return { ...EMPTY, repeat, shuffle, seed, serial };
}

/** Takes out what comes after the current item. */
export function clearUpcoming(queue: Queue): Queue {
  const order = queue.order.slice(0, currentIndex(queue) + 1);
  const kept = new Set(order);
  return { ...queue, items: queue.items.filter((item) => kept.has(item.key)), order };
}

/** Keys in the seed's order, with one of them first. */
export function shuffledAfter(
  keys: readonly string[],
  first: string | undefined,
  seed: number,
): string[] {
  const rest = shuffled(
    keys.filter((key) => key !== first),
    seed,
  );
  return first === undefined ? rest : [first, ...rest];
}

function makeItems(queue: Queue, addition: Addition): [QueueItem[], number] {
  const room = Math.max(0, MOST_ITEMS - queue.items.length);
  const items = addition.trackIds.slice(0, room).map((trackId, index) => ({
    key: (queue.serial + index).toString(36),
    trackId,
    source: addition.source,
  }));
  return [items, queue.serial + items.length];
}

function withCurrent(queue: Queue): Queue {
  return queue.current === null ? { ...queue, current: queue.order[0] ?? null } : queue;
}
