import { describe, expect, it } from "vitest";
import {
  chooseAll,
  extend,
  focusOn,
  listOf,
  moved,
  refreshed,
  stepped,
  subjects,
  toggle,
  without,
  withPage,
  type Entry,
  type List,
} from "./list.ts";

const entry = (id: string): Entry => ({ id, added_at: "", track: null, missing: false });
const rows = (word: string): Entry[] => Array.from(word, entry);
const list = (word: string): List => listOf(rows(word), word.length);
const word = (of: List): string => of.entries.map(({ id }) => id).join("");

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
    expect(refreshed(focusOn(list("abc"), 2), rows("cxab"), 4).focus).toBe(0);
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
    expect([word(left), left.total, left.chosen.size]).toEqual(["ac", 2, 0]);
    expect([...refreshed(chooseAll(list("abc")), rows("bd"), 2).chosen]).toEqual(["b"]);
  });

  it("takes in a page once", () => {
    expect(word(withPage(list("abc"), rows("cde")))).toBe("abcde");
  });
});
