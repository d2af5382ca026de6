import { describe, expect, it } from "vitest";
import {
  chooseAll,
  extend,
  fits,
  focusOn,
  listOf,
  moved,
  needed,
  refreshed,
  stepped,
  subjects,
  toggle,
  unloaded,
  without,
  withPage,
  type Entry,
  type List,
} from "./list.ts";

const entry = (id: string): Entry => ({ id, added_at: "", track: null, missing: false });
const rows = (word: string): Entry[] => Array.from(word, entry);
const list = (word: string): List => listOf(rows(word), word.length);
/** As it stands; a dash where nothing is loaded. */
const word = (of: List): string => of.entries.map((one) => one?.id ?? "-").join("");
/** `word`, of which what is a dash is not loaded. */
const holey = (word: string): List => {
  const all = list(word);
  return { ...all, entries: all.entries.map((one) => (one?.id === "-" ? undefined : one)) };
};

describe("a playlist that is edited", () => {
  it("moves rows before another, and says behind which they stand", () => {
    const done = moved(list("abcdef"), ["b", "e"], 3);
    expect(done && word(done.list)).toBe("acbedf");
    expect(done?.place).toEqual({ after: "c" });
  });

  it("moves rows to the top and to the end", () => {
    expect(moved(list("abc"), ["c"], 0)?.place).toEqual({ before: "a" });
    expect(moved(list("abc"), ["a"], 3)?.place).toEqual({ after: "c" });
  });

  it("does nothing where nothing would change", () => {
    expect(moved(list("abc"), ["b"], 1)).toBeNull();
    expect(moved(list("abc"), ["b"], 2)).toBeNull();
    expect(moved(list("abc"), ["a", "b", "c"], 0)).toBeNull();
    expect(moved(list("abc"), ["x"], 0)).toBeNull();
  });

  it("steps what is chosen as a block, and stops at the ends", () => {
    const chosen = toggle(toggle(list("abcde"), 1), 3);
    expect(word(stepped(chosen, -1)?.list ?? chosen)).toBe("bdace");
    expect(word(stepped(chosen, 1)?.list ?? chosen)).toBe("acebd");
    expect(stepped(focusOn(list("abc"), 0), -1)).toBeNull();
    expect(stepped(focusOn(list("abc"), 2), 1)).toBeNull();
  });

  it("keeps the focus with its row", () => {
    const stepping = stepped(focusOn(list("abc"), 0), 1);
    expect(stepping?.list.focus).toBe(1);
    expect(refreshed(focusOn(list("abc"), 2), [[0, rows("cxab")]], 4).focus).toBe(0);
    expect(without(focusOn(list("abcd"), 3), ["a", "b"]).focus).toBe(1);
  });

  it("chooses ranges from where they began", () => {
    const range = extend(extend(focusOn(list("abcde"), 2), 4), 1);
    expect(subjects(range)).toEqual(["b", "c"]);
    expect(subjects(focusOn(list("abc"), 1))).toEqual(["b"]);
    expect(subjects(chooseAll(list("abc")))).toHaveLength(3);
  });

  it("counts what goes, and forgets what others removed", () => {
    const left = without(chooseAll(list("abcd")), ["b", "d"]);
    expect([word(left), left.chosen.size]).toEqual(["ac", 0]);
    expect([...refreshed(chooseAll(list("abc")), [[0, rows("bd")]], 2).chosen]).toEqual(["b"]);
  });

  it("knows which pages are not loaded, near what is seen", () => {
    const far = holey("ab----gh--");
    expect(unloaded(far, 0, 10, 2)).toEqual([2, 4, 8]);
    expect(unloaded(far, 5, 9, 4)).toEqual([4, 8]);
    expect(unloaded(far, -5, 2, 2)).toEqual([]);
  });

  it("takes in pages at their places, an entry once", () => {
    expect(word(withPage(listOf(rows("ab"), 6), [4, rows("ef")]))).toBe("ab--ef");
    expect(word(withPage(holey("abc---"), [3, rows("cde")]))).toBe("ab-cde");
  });

  it("sees that a page is of another state than the rest", () => {
    expect(fits(holey("ab----"), [2, rows("cd")], 2)).toBe(true);
    expect(fits(holey("ab----"), [2, rows("bc")], 2)).toBe(false);
    expect(fits(holey("ab----"), [4, rows("e")], 2)).toBe(false);
    expect(fits(holey("ab---"), [4, rows("e")], 2)).toBe(true);
  });

  it("reads anew what is seen, chosen or has the focus, and nothing else", () => {
    const chosen = toggle(toggle(holey("abcd----ijkl--"), 9), 2);
    expect(needed(chosen, 4, 6, 4).sort((a, b) => a - b)).toEqual([0, 4, 8]);
    const again = refreshed(chosen, [[8, rows("ijkl")]], 13);
    expect([word(again), [...again.chosen]]).toEqual(["--------ijkl-", ["j"]]);
  });

  it("moves rows across what is not loaded, beside what is", () => {
    const far = holey("ab----gh");
    const down = moved(far, ["a"], 7);
    expect([down && word(down.list), down?.place]).toEqual(["b----gah", { after: "g" }]);
    expect(moved(far, ["h"], 6)?.place).toEqual({ before: "g" });
    expect(moved(holey("--cd"), ["d"], 0)?.place).toEqual({ at: "first" });
    expect(moved(holey("ab--"), ["a"], 4)?.place).toEqual({ at: "last" });
    expect(moved(far, ["a"], 4)).toBeNull();
  });
});
