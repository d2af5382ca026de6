/**
 * The queue: what plays, in which order, and what comes next. A value and functions from value to value; the player
 * keeps one, stores it, and tells the engine what follows.
 *
 * `items` is the order in which the listener put them together; `order` holds their keys in the order of play, which is
 * the same until shuffle is on. Everything that goes next, moves or is shown goes by `order`; switching shuffle off
 * returns to `items`, with the same item current.
 */

/** A place in the queue. The same track may stand in several; the key tells them apart. */
export interface QueueItem {
  key: string;
  trackId: string;
  /** What put it here, as the API's `source` of a play: "album:<id>", "search". */
  source: string | null;
}

export type Repeat = "off" | "all" | "one";

export interface Queue {
  readonly items: readonly QueueItem[];
  /** Keys in the order of play: each item once. */
  readonly order: readonly string[];
  /** Key of the item that plays or would play; null exactly when the queue is empty. */
  readonly current: string | null;
  readonly repeat: Repeat;
  readonly shuffle: boolean;
  /** Decides the shuffled order of this cycle. */
  readonly seed: number;
  /** The number that the next key is made of. */
  readonly serial: number;
}

export const EMPTY: Queue = {
  items: [],
  order: [],
  current: null,
  repeat: "off",
  shuffle: false,
  seed: 1,
  serial: 0,
};

/** Longer queues are cut: the server keeps as many, and localStorage some 50 bytes of each. */
export const MOST_ITEMS = 10_000;

export function itemOf(queue: Queue, key: string | null): QueueItem | null {
  return queue.items.find((item) => item.key === key) ?? null;
}

export function currentItem(queue: Queue): QueueItem | null {
  return itemOf(queue, queue.current);
}

/** The items in the order of play. */
export function inOrder(queue: Queue): QueueItem[] {
  const byKey = new Map(queue.items.map((item) => [item.key, item]));
  return queue.order.flatMap((key) => byKey.get(key) ?? []);
}

/** Where the current item stands in the order of play; -1 in an empty queue. */
export function currentIndex(queue: Queue): number {
  return queue.current === null ? -1 : queue.order.indexOf(queue.current);
}
