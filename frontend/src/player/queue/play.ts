/** Moving through the queue: next, previous, repeat, shuffle, and what the engine should have ready. */
import { shuffledAfter } from "./edit.ts";
import { nextSeed, shuffled } from "./order.ts";
import { currentIndex, currentItem, type Queue, type QueueItem, type Repeat } from "./state.ts";

export function jump(queue: Queue, key: string): Queue {
  return queue.order.includes(key) ? { ...queue, current: key } : queue;
}

/**
 * The queue after the current item: at its natural end (`ended`: repeat-one stays) or at the listener's wish (it moves on).
 * Null at the end of the order without repeat. With repeat-all and shuffle, each cycle has a new order, which does not
 * begin with the track that was just heard.
 */
export function next(queue: Queue, { ended = false }: { ended?: boolean } = {}): Queue | null {
  if (queue.current === null) return null;
  if (ended && queue.repeat === "one") return queue;
  const following = queue.order[currentIndex(queue) + 1];
  if (following !== undefined) return { ...queue, current: following };
  // A listener who presses "next" under repeat-one goes round as well: the wish to hear on is plain.
  return queue.repeat === "off" ? null : startCycle(queue);
}

/** The item before; the last one under repeat at the start; null where there is none. */
export function previous(queue: Queue): Queue | null {
  if (queue.current === null) return null;
  const before = queue.order[currentIndex(queue) - 1];
  if (before !== undefined) return { ...queue, current: before };
  const last = queue.order.at(-1);
  return queue.repeat === "off" || last === undefined ? null : { ...queue, current: last };
}

export function setRepeat(queue: Queue, repeat: Repeat): Queue {
  return { ...queue, repeat };
}

/** Off, all, one, off … */
export function cycleRepeat(queue: Queue): Queue {
  const after: Record<Repeat, Repeat> = { off: "all", all: "one", one: "off" };
  return { ...queue, repeat: after[queue.repeat] };
}

/**
 * Shuffle on: the current item first, the rest behind it in the seed's order. Off: the listener's own order again. The
 * current item stays current both ways.
 */
export function setShuffle(queue: Queue, shuffle: boolean, seed: number = queue.seed): Queue {
  if (shuffle === queue.shuffle) return queue;
  const keys = queue.items.map((item) => item.key);
  if (!shuffle) return { ...queue, shuffle, order: keys };
  const order = shuffledAfter(keys, queue.current ?? undefined, seed);
  return { ...queue, shuffle, seed: seed >>> 0, order };
}

/** The items that will play after the current one if nobody touches anything; under repeat they come round again. */
export function upcoming(queue: Queue, count: number): QueueItem[] {
  const result: QueueItem[] = [];
  let at = next(queue, { ended: true });
  while (at && result.length < count) {
    const item = currentItem(at);
    if (!item) break;
    result.push(item);
    at = next(at, { ended: true });
  }
  return result;
}

/** The queue after the engine went on by itself to the item that `upcoming` gave first. */
export function advance(queue: Queue): Queue {
  return next(queue, { ended: true }) ?? queue;
}

function startCycle(queue: Queue): Queue {
  if (!queue.shuffle) return { ...queue, current: queue.order[0] ?? null };
  const seed = nextSeed(queue.seed);
  const keys = queue.items.map((item) => item.key);
  let order = shuffled(keys, seed);
  if (order.length > 1 && order[0] === queue.current)
    order = [...order.slice(1), ...order.slice(0, 1)];
  return { ...queue, seed, order, current: order[0] ?? null };
}
