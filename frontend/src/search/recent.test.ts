import { describe, expect, it } from "vitest";
import { forget, MOST, recall, remember, withRecent } from "./recent.ts";

function store(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
    removeItem: (key: string) => {
      Reflect.deleteProperty(kept, key);
    },
  };
}

describe("recent searches", () => {
  it("stand with the last one first, each once", () => {
    expect(withRecent(["blue", "miles"], " Miles ")).toEqual(["Miles", "blue"]);
    expect(withRecent(["blue"], "kind   of")).toEqual(["kind of", "blue"]);
    expect(withRecent(["blue"], "  ")).toEqual(["blue"]);
  });
  it("are few", () => {
    const many = Array.from({ length: 20 }, (_, n) => String(n));
    expect(withRecent(many, "new")).toHaveLength(MOST);
  });
  it("come back, and nothing comes of what somebody else wrote there", () => {
    const kept = store();
    remember(kept, "k", "blue");
    remember(kept, "k", "miles");
    expect(recall(kept, "k")).toEqual(["miles", "blue"]);
    for (const wrong of ["{", "{}", "null", '[1, {}, "blue"]'])
      expect(recall(store({ k: wrong }), "k")).toEqual(wrong.includes("blue") ? ["blue"] : []);
  });
  it("are forgotten one by one, and with the last of them nothing is kept", () => {
    const kept = store();
    for (const text of ["blue", "miles"]) remember(kept, "k", text);
    forget(kept, "k", "never typed");
    forget(kept, "k", "miles");
    expect(recall(kept, "k")).toEqual(["blue"]);
    forget(kept, "k", "blue");
    expect(kept.kept).toEqual({});
  });
  it("need no storage that works", () => {
    const full = {
      ...store(),
      setItem: () => {
        throw new Error("full");
      },
    };
    remember(full, "k", "blue");
    expect(recall(full, "k")).toEqual([]);
  });
});
