import { describe, expect, it } from "vitest";
import { SHORTCUTS, shortcutFor } from "./shortcuts.ts";

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe("shortcuts", () => {
  it("answer to their keys, in either case", () => {
    expect(shortcutFor({ ...plain, key: " " }, null)).toBe("toggle");
    expect(shortcutFor({ ...plain, key: "n" }, null)).toBe("next");
    expect(shortcutFor({ ...plain, key: "?", shiftKey: true }, null)).toBe("help");
  });

  it("leave plain arrows to the page and take them with Shift", () => {
    expect(shortcutFor({ ...plain, key: "ArrowRight" }, null)).toBeNull();
    expect(shortcutFor({ ...plain, key: "ArrowRight", shiftKey: true }, null)).toBe("forward");
  });

  it("leave the browser's own combinations alone", () => {
    expect(shortcutFor({ ...plain, key: "r", ctrlKey: true }, null)).toBeNull();
    expect(shortcutFor({ ...plain, key: "l", metaKey: true }, null)).toBeNull();
  });

  it("are each shown once in the help", () => {
    expect(new Set(SHORTCUTS.map(({ label }) => label)).size).toBe(SHORTCUTS.length);
  });
});
