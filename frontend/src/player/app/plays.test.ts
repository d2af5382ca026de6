import { describe, expect, it } from "vitest";
import { startReporting, type PlayReport } from "./plays.ts";

function record() {
  const sent: (PlayReport & { last: boolean })[] = [];
  const reporter = startReporting((report, last) => sent.push({ ...report, last }));
  return { sent, reporter };
}

describe("reporting what was heard", () => {
  it("tells at the first sound, then every half minute, always the whole of it", () => {
    const { sent, reporter } = record();
    reporter.start("a", "track", "album:1");
    for (let second = 0; second < 65; second += 1) reporter.heard(1);
    expect(sent.map((report) => report.seconds)).toEqual([1, 31, 61]);
    expect(new Set(sent.map((report) => report.id)).size).toBe(1);
  });

  it("tells the rest when the next track begins, and gives that one an id of its own", () => {
    const { sent, reporter } = record();
    reporter.start("a", "one", "");
    reporter.heard(5);
    reporter.heard(5);
    reporter.start("b", "two", "");
    reporter.heard(1);
    expect(sent.map(({ track, seconds, ended }) => [track, seconds, ended])).toEqual([
      ["one", 5, false],
      ["one", 10, true],
      ["two", 1, false],
    ]);
    expect(sent[0]?.id).not.toBe(sent[2]?.id);
  });

  it("sends a beacon when the page goes away, once for what was heard", () => {
    const { sent, reporter } = record();
    reporter.start("a", "one", "");
    reporter.heard(5);
    reporter.heard(2);
    reporter.flush();
    reporter.flush();
    expect(sent.map(({ seconds, last }) => [seconds, last])).toEqual([
      [5, false],
      [7, true],
    ]);
  });

  it("says nothing of silence", () => {
    const { sent, reporter } = record();
    reporter.start("a", "one", "");
    reporter.start("b", "two", "");
    reporter.flush();
    expect(sent).toEqual([]);
  });
});
