import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULTS, parseSettings } from "./settings.ts";

describe("stored settings", () => {
  it("come back as they were kept", () => {
    const kept = { ...DEFAULTS, volume: 0.4, quality: "128", gain: "track", remaining: true };
    expect(parseSettings(JSON.stringify(kept))).toEqual(kept);
  });

  it("fall back value by value where something else is stored", () => {
    expect(parseSettings('{"volume": 7, "muted": true, "quality": "999"}')).toEqual({
      ...DEFAULTS,
      muted: true,
    });
  });

  it("are always usable, whatever is stored", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { volume } = parseSettings(text);
        return volume >= 0 && volume <= 1;
      }),
    );
  });
});
