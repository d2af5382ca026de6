import { describe, expect, it } from "vitest";
import type { TrackInfo } from "./catalogue.ts";
import { isTarget, type Now } from "./page.ts";

const track = { id: "t1" } as TrackInfo;
const now = (changes: Partial<Now> = {}): Now => ({
  current: track,
  source: "album:a",
  sounding: true,
  position: 0,
  ...changes,
});

describe("a play button is of what plays", () => {
  it("when it is of the album, artist or list that the track came from", () => {
    expect(isTarget(now(), "album:a", undefined)).toBe(true);
    expect(isTarget(now({ sounding: false }), "album:a", undefined)).toBe(true);
    expect(isTarget(now(), "album:b", undefined)).toBe(false);
  });

  it("when it is of this radio and not of another", () => {
    expect(isTarget(now({ source: "radio:a" }), "radio:a", undefined)).toBe(true);
    expect(isTarget(now({ source: "radio:a" }), "radio:b", undefined)).toBe(false);
  });

  it("when it is of the track itself: of the same list, or of any while it sounds", () => {
    expect(isTarget(now({ sounding: false }), "album:a", "t1")).toBe(true);
    expect(isTarget(now(), "rows", "t1")).toBe(true);
    expect(isTarget(now(), "track:t1", undefined)).toBe(true);
    expect(isTarget(now({ sounding: false }), "rows", "t1")).toBe(false);
    expect(isTarget(now({ sounding: false }), "track:t1", undefined)).toBe(false);
  });

  it("not when it is of another track, also of the same album", () => {
    expect(isTarget(now(), "album:a", "t2")).toBe(false);
    expect(isTarget(now(), "track:t2", undefined)).toBe(false);
  });

  it("never when nothing plays", () => {
    expect(isTarget(now({ current: null }), "album:a", undefined)).toBe(false);
  });
});
