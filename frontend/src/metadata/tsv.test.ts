import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromTsv, toTsv } from "./tsv.ts";

describe("cells on the clipboard", () => {
  test("come as spreadsheets put them there", () => {
    expect(fromTsv("a\tb\r\nc\td\r\n")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(fromTsv('"two\nlines"\t"she said ""no"""')).toEqual([["two\nlines", 'she said "no"']]);
  });

  test("keep quotes that stand around nothing", () => {
    expect(fromTsv('7" mix\t"Heroes" again')).toEqual([['7" mix', '"Heroes" again']]);
  });

  test("come back as they went", () => {
    const cell = fc.string().map((text) => text.replace(/\r/g, ""));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (wide, rows) => {
        const cells = rows.map((row) => row.slice(0, wide));
        // A last empty line is what spreadsheets end with.
        fc.pre(cells.length === 1 || cells.at(-1)?.join("") !== "" || wide > 1);
        expect(fromTsv(toTsv(cells))).toEqual(cells);
      }),
    ); // prettier-ignore
  });
});
