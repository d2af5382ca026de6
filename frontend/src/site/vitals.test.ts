import { describe, expect, it } from "vitest";
import { beginTrace, traceparent } from "./trace.ts";
import { Interactions, Shifts } from "./vitals.ts";

describe("layout shifts", () => {
  it("add up while they follow each other", () => {
    const shifts = new Shifts();
    for (const at of [0, 900, 1800]) shifts.add(0.1, at);
    expect(shifts.worst).toBeCloseTo(0.3);
  });

  it("begin anew after a second of rest, or five of shifting; the worst counts", () => {
    const shifts = new Shifts();
    shifts.add(0.2, 0);
    shifts.add(0.1, 1000);
    expect(shifts.worst).toBeCloseTo(0.2);
    for (let at = 10_000; at <= 16_000; at += 500) shifts.add(0.01, at);
    expect(shifts.worst).toBeCloseTo(0.2);
  });
});

describe("interactions", () => {
  it("are as slow as the slowest event of each, leaving one out of fifty", () => {
    const interactions = new Interactions();
    expect(interactions.inp).toBeUndefined();
    interactions.add(1, 80);
    interactions.add(1, 300);
    interactions.add(1, 100);
    expect(interactions.inp).toBe(300);
    for (let id = 2; id <= 50; id += 1) interactions.add(id, 50 + id);
    expect(interactions.inp).toBe(100);
  });
});

describe("traces", () => {
  it("have the shape of X-Ray's ids and of W3C's header, another one each time", () => {
    const first = beginTrace();
    expect(first).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(Math.abs(parseInt(first.slice(3, 11), 16) - Date.now() / 1000)).toBeLessThan(5);
    expect(traceparent()).toBe(first);
    expect(beginTrace()).not.toBe(first);
  });
});
