import { expect, test } from "vitest";
import { randomId } from "./random.ts";

test("an id is 32 hex digits, another each time", () => {
  const ids = new Set(Array.from({ length: 100 }, randomId));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
