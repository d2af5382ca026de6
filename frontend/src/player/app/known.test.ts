import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TrackInfo } from "./catalogue.ts";
import { KnownTracks } from "./known.ts";

const track = (id: string): TrackInfo => ({ id, title: id }) as TrackInfo;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks together for what comes to be seen together, and for nothing twice", async () => {
  const ask = vi.fn((ids: readonly string[]) =>
    Promise.resolve(ids.filter((id) => id !== "gone").map(track)),
  );
  const learned = vi.fn();
  const known = new KnownTracks(new Map([["a", track("a")]]), learned, ask);
  known.need(["a", "b"]);
  known.need(["b", "gone", "c"]);
  await vi.runAllTimersAsync();
  known.need(["b", "gone"]);
  await vi.runAllTimersAsync();
  expect(ask.mock.calls).toEqual([[["b", "gone", "c"]]]);
  expect(learned).toHaveBeenCalledTimes(1);
  expect([known.get("c")?.title, known.get("gone")]).toEqual(["c", undefined]);
});

it("asks again after the network failed", async () => {
  const ask = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
  const known = new KnownTracks(new Map(), () => {}, ask);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    known.need(["a"]);
    await vi.runAllTimersAsync();
  }
  expect(ask).toHaveBeenCalledTimes(2);
});
