import { expect, test } from "vitest";
import { heardTo, type Segment } from "./heard.ts";

function after(...told: [position: number, seconds: number][]): readonly Segment[] {
  return told.reduce<readonly Segment[]>((all, [at, some]) => heardTo(all, at, some), []);
}

test("listening on is one segment", () => {
  expect(after([0.25, 0.25], [0.5, 0.25], [1, 0.5])).toEqual([[0, 1000]]);
});

test("a jump begins another, and the same part twice stands twice", () => {
  expect(after([2, 2], [61, 1], [2, 2])).toEqual([[0, 2000], [60_000, 61_000], [0, 2000]]); // prettier-ignore
});

test("what was not heard adds nothing, and nothing begins before the start", () => {
  expect(after([5, 0])).toEqual([]);
  expect(after([0.2, 0.5])).toEqual([[0, 200]]);
});

test("what begins a few milliseconds after the start, by two clocks, begins at the start", () => {
  expect(after([2.003, 1.999])).toEqual([[0, 2003]]);
  expect(after([2.06, 2])).toEqual([[60, 2060]]);
});
