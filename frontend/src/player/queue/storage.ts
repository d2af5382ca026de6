/** The queue as text for localStorage, and back. Whatever does not fit is an empty queue: never an error, never half of one. */
import { EMPTY, MOST_ITEMS, type Queue, type QueueItem } from "./state.ts";

const VERSION = 2;
const TRACK_ID = /^[0-9a-f]{32}$/;
const KEY = /^[0-9a-z]{1,11}$/;

export function serialise(queue: Queue): string {
  const { items, order, current, repeat, shuffle, seed, serial } = queue;
  // Told once: most items of a long queue come from the same list.
  const sources = [...new Set(items.map((item) => item.source))];
  const numbers = new Map(sources.map((source, number) => [source, number]));
  return JSON.stringify({
    version: VERSION,
    sources,
    items: items.map(({ key, trackId, source }) => [key, trackId, numbers.get(source)]),
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
  const { version, sources, items, order, current, repeat, shuffle, seed, serial } =
    stored as Record<string, unknown>;
  if (version !== VERSION || !Array.isArray(items) || items.length > MOST_ITEMS) return null;
  if (!Array.isArray(sources) || !sources.every(isSource)) return null;
  const read = items.map((item) => readItem(item, sources));
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

function isSource(stored: unknown): stored is string | null {
  return stored === null || (typeof stored === "string" && stored.length <= 200);
}

function readItem(stored: unknown, sources: readonly (string | null)[]): QueueItem | null {
  if (!Array.isArray(stored)) return null;
  const [key, trackId, number] = stored as unknown[];
  if (typeof key !== "string" || !KEY.test(key)) return null;
  if (typeof trackId !== "string" || !TRACK_ID.test(trackId)) return null;
  const source = typeof number === "number" ? sources[number] : undefined;
  return source === undefined ? null : { key, trackId, source };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
