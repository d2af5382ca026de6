/** The queue as text for localStorage, and back. Whatever does not fit is an empty queue: never an error, never half of one. */
import { EMPTY, MOST_ITEMS, type Queue, type QueueItem } from "./state.ts";

const VERSION = 1;
const TRACK_ID = /^[0-9a-f]{32}$/;
const KEY = /^[0-9a-z]{1,11}$/;

export function serialise(queue: Queue): string {
  const { items, order, current, repeat, shuffle, seed, serial } = queue;
  return JSON.stringify({
    version: VERSION,
    items: items.map(({ key, trackId, source }) => [key, trackId, source]),
    // Without shuffle the order says nothing that the items don't.
    order: shuffle ? order : null,
    current,
    repeat,
    shuffle,
    seed,
    serial,
  });
}

export function restore(text: string | null): Queue {
  if (text === null) return EMPTY;
  try {
    return read(JSON.parse(text)) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

function read(stored: unknown): Queue | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { version, items, order, current, repeat, shuffle, seed, serial } = stored as Record<
    string,
    unknown
  >;
  if (version !== VERSION || !Array.isArray(items) || items.length > MOST_ITEMS) return null;
  const read = items.map(readItem);
  const good = read.filter((item) => item !== null);
  const keys = good.map((item) => item.key);
  const unique = new Set(keys);
  if (good.length !== items.length || unique.size !== keys.length) return null;
  if (repeat !== "off" && repeat !== "all" && repeat !== "one") return null;
  if (typeof shuffle !== "boolean" || !isCount(seed) || !isCount(serial)) return null;
  // A later key must not be one of these.
  if (keys.some((key) => parseInt(key, 36) >= serial)) return null;
  const played = shuffle ? order : keys;
  if (!Array.isArray(played) || played.length !== keys.length) return null;
  if (new Set(played).size !== keys.length || !played.every((key) => unique.has(key as string))) {
    return null;
  }
  if (keys.length === 0 ? current !== null : !unique.has(current as string)) return null;
  return {
    items: good,
    order: played as string[],
    current: current as string | null,
    repeat,
    shuffle,
    seed,
    serial,
  };
}

function readItem(stored: unknown): QueueItem | null {
  if (!Array.isArray(stored)) return null;
  const [key, trackId, source] = stored as unknown[];
  if (typeof key !== "string" || !KEY.test(key)) return null;
  if (typeof trackId !== "string" || !TRACK_ID.test(trackId)) return null;
  if (source !== null && (typeof source !== "string" || source.length > 200)) return null;
  return { key, trackId, source };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
