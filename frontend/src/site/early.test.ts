import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../api/client.ts";
import { askEarly, takeEarly } from "./early.ts";

beforeEach(() => {
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.spyOn(api, "GET").mockImplementation(((_: string, options: unknown) =>
    Promise.resolve({ data: options, response: new Response() })) as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("asking early", () => {
  it("asks once, and serves once", async () => {
    askEarly("a", 0);
    askEarly("a", 500);
    expect(api.GET).toHaveBeenCalledTimes(1);
    expect(await takeEarly("a", "original", 600)).toMatchObject({
      params: { path: { public_id: "a" }, query: { quality: "original" } },
    });
    expect(takeEarly("a", "original", 700)).toBeUndefined();
  });

  it("serves no other track or quality, and not for long", () => {
    askEarly("a", 0);
    expect(takeEarly("b", "original", 1)).toBeUndefined();
    askEarly("a", 2);
    expect(takeEarly("a", "128", 3)).toBeUndefined();
    askEarly("a", 4);
    expect(takeEarly("a", "original", 60_000)).toBeUndefined();
  });
});
