import { describe, expect, test } from "vitest";
import * as S from "./sheet.ts";

const column = (key: string, is_of_album = false): S.Column => ({
  key, kind: "text", label: key, choices: [], help: "", is_private: false, is_of_album,
}); // prettier-ignore
const COLUMNS = [column("title"), column("album", true), column("isrc"), column("comment")];

function row(id: string, cells: Record<string, string> = {}, said: S.Row["said"] = {}): S.Row {
  const all = { title: `Title ${id}`, album: "A", isrc: "", comment: "", ...cells };
  return { id, tag: `"${id}"`, album_tag: '"A"', url: "", album: "1", file: "", duration_ms: 0, cells: all, said }; // prettier-ignore
}

const sheet = (...rows: S.Row[]): S.Sheet =>
  S.opened(COLUMNS, rows.length ? rows : [row("a"), row("b"), row("c")]);
const texts = (of: S.Sheet, key: string): string[] => of.rows.map((one) => S.textOf(of, one, key));

describe("writing", () => {
  test("is unsaved until it is as the server has it", () => {
    const one = S.written(sheet(), [[0, 0, "New"]]);
    expect(S.pending(one)).toEqual([{ row: one.rows[0], cells: { title: "New" }, release: [] }]);
    expect(S.unsavedCount(S.written(one, [[0, 0, "Title a"]]))).toBe(0);
  });

  test("leaves alone what is not there", () => {
    expect(S.unsavedCount(S.written(sheet(), [[0, 9, "X"], [9, 0, "X"]]))).toBe(0); // prettier-ignore
  });

  test("is undone and done again, a step at a time", () => {
    const twice = S.written(S.written(sheet(), [[0, 0, "One"]]), [[0, 0, "Two"]]);
    expect(texts(S.undone(twice), "title")[0]).toBe("One");
    expect(texts(S.undone(S.undone(S.undone(twice))), "title")[0]).toBe("Title a");
    expect(texts(S.redone(S.undone(twice)), "title")[0]).toBe("Two");
  });
});

describe("filling and pasting", () => {
  const chosen = S.gone(S.gone(sheet(), { row: 0, column: 2 }), { row: 2, column: 3 }, true);

  test("fills the first row down, and one row from above", () => {
    const begun = S.written(chosen, [[0, 2, "X"], [0, 3, "Y"]]); // prettier-ignore
    const filled = S.filledDown(begun);
    expect(texts(filled, "isrc")).toEqual(["X", "X", "X"]);
    expect(texts(filled, "comment")).toEqual(["Y", "Y", "Y"]);
    const below = S.filledDown(S.gone(begun, { row: 1, column: 2 }));
    expect(texts(below, "isrc")).toEqual(["X", "X", ""]);
    expect(texts(S.undone(filled), "isrc")).toEqual(["X", "", ""]);
  });

  test("pastes a block from the first selected cell on, and no further than there are rows", () => {
    const at = S.gone(sheet(), { row: 1, column: 2 });
    const done = S.pasted(at, [["1", "2"], ["3", "4"], ["5", "6"]]); // prettier-ignore
    expect(texts(done, "isrc")).toEqual(["", "1", "3"]);
    expect(texts(done, "comment")).toEqual(["", "2", "4"]);
  });

  test("repeats one text in all that is selected", () => {
    const done = S.pasted(chosen, [["X"]]);
    expect([...texts(done, "isrc"), ...texts(done, "comment")]).toEqual(Array(6).fill("X"));
    expect(S.copied(done)).toEqual(Array(3).fill(["X", "X"]));
    expect(S.unsavedCount(S.cleared(done))).toBe(0);
  });
});

describe("tags", () => {
  test("take their cells back where they say something", () => {
    const held = sheet(row("a", { title: "Ours" }, { title: { by: "person", tags: "Theirs" } }));
    const given = S.givenBack(S.written(held, [[0, 0, "Mine"]]));
    expect(texts(given, "title")).toEqual(["Theirs"]);
    expect(S.pending(given)[0]).toMatchObject({ cells: {}, release: ["title"] });
    expect(S.givenBack(sheet()).releases).toEqual({});
  });
});

describe("what the server says", () => {
  const two = S.written(sheet(), [[0, 0, "Mine"], [0, 2, "X"], [1, 0, "Other"]]); // prettier-ignore

  test("saves a row, and keeps what was written since", () => {
    const since = S.written(two, [[0, 3, "late"]]);
    const saved = { ...row("a", { title: "Mine", isrc: "X" }), tag: '"new"' };
    const sent = { title: "Mine", isrc: "X" };
    const done = S.heard(since, [{ kind: "saved", id: "a", row: saved, sent }]);
    expect(S.pending(done).map((one) => [one.row.tag, one.cells])).toEqual([
      ['"new"', { comment: "late" }],
      ['"b"', { title: "Other" }],
    ]);
  });

  test("of an album stands in all of its rows, and in no other", () => {
    const other = { ...row("c"), album: "2", album_tag: '"C"' };
    const of = S.written(sheet(row("a"), row("b"), other), [[0, 1, "Quay"], [1, 0, "Mine"]]); // prettier-ignore
    const by: S.Row["said"] = { album: { by: "person", tags: "A" } };
    const saved = { ...row("a", { album: "Quay" }, by), album_tag: '"new"' };
    const done = S.heard(of, [{ kind: "saved", id: "a", row: saved, sent: { album: "Quay" } }]);
    expect(texts(done, "album")).toEqual(["Quay", "Quay", "A"]);
    expect(texts(done, "title")).toEqual(["Title a", "Mine", "Title c"]);
    expect(done.rows.map((one) => [one.album_tag, one.said])).toEqual([['"new"', by], ['"new"', by], ['"C"', {}]]); // prettier-ignore
  });

  test("marks each cell that is wrong until it is written again", () => {
    const errors = { isrc: "No." };
    const done = S.heard(two, [{ kind: "refused", id: "a", errors, words: "" }]);
    expect(done.errors.a).toEqual(errors);
    expect(S.unsavedCount(done)).toBe(3);
    expect(S.written(done, [[0, 2, "Y"]]).errors.a).toEqual({});
  });

  test("loses nothing of two who wrote at once", () => {
    const theirs = { ...row("a", { title: "Theirs", comment: "Told" }), tag: '"later"' };
    const done = S.heard(two, [{ kind: "changed", id: "a", theirs }]);
    // Ours stays, theirs stands beside it; what only they wrote is taken.
    expect(texts(done, "title")[0]).toBe("Mine");
    expect(done.theirs.a).toEqual({ title: "Theirs" });
    expect(texts(done, "comment")[0]).toBe("Told");
    expect(S.pending(done)[0]).toMatchObject({ row: { tag: '"later"' }, cells: { title: "Mine", isrc: "X" } });
    const [first] = done.rows;
    if (!first) throw new Error("no row");
    const given = S.withTheirs(done, first, "title");
    expect(texts(given, "title")[0]).toBe("Theirs");
    expect(S.pending(given)[0]?.cells).toEqual({ isrc: "X" });
  }); // prettier-ignore
});
