import { expect, it } from "vitest";
import type { Playback } from "../engine/index.ts";
import { Bookmarks } from "./bookmarks.ts";

type Sent = [string, number | null, boolean];

function begun({ id = "mix", seconds = 3600, left = null as number | null, isLong = true } = {}) {
  const sent: Sent[] = [];
  const bookmarks = new Bookmarks(
    (...told) => sent.push(told),
    () => true,
  );
  const playback = (trackId: string): Playback => ({
    id: trackId,
    duration_ms: seconds * 1000,
    keeps_position: isLong,
    resume_ms: left,
    stream_url: "",
    sources: [],
    gain: null,
  });
  bookmarks.begin(playback(id), false);
  const listen = (from: number, count: number): void => {
    for (let second = 1; second <= count; second += 1) {
      bookmarks.at(from + second);
      bookmarks.heard(1);
    }
  };
  return { sent, bookmarks, listen, playback };
}

it("keeps the place of a long track once a minute, at a pause, and when the page goes", () => {
  const { sent, bookmarks, listen } = begun();
  listen(100, 60);
  listen(160, 5);
  bookmarks.tell();
  bookmarks.tell();
  listen(165, 1);
  bookmarks.tell(true);
  expect(sent).toEqual([
    ["mix", 160_000, false],
    ["mix", 165_000, false],
    ["mix", 166_000, true],
  ]);
});

it("keeps nothing of a short track, nor of one that was only looked into", () => {
  const short = begun({ isLong: false });
  short.listen(0, 100);
  short.bookmarks.tell();
  const glance = begun({ left: 90_000 });
  glance.listen(0, 10);
  glance.bookmarks.begin(glance.playback("other"), false);
  expect([...short.sent, ...glance.sent]).toEqual([]);
});

it("forgets what was heard to its end: by itself, or near enough", () => {
  const { sent, bookmarks, listen, playback } = begun({ left: 3_500_000 });
  listen(3500, 20);
  bookmarks.begin(playback("next"), true);
  listen(3560, 20);
  bookmarks.tell();
  expect(sent).toEqual([
    ["mix", null, false],
    ["next", null, false],
  ]);
});

it("keeps the place where another track was chosen instead", () => {
  const { sent, bookmarks, listen, playback } = begun();
  listen(600, 30);
  bookmarks.begin(playback("other"), false);
  expect(sent).toEqual([["mix", 630_000, false]]);
});
