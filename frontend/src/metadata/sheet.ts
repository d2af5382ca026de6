/**
 * The grid as a value: rows as the server told them, what is written over them and not saved yet, what is wrong with it,
 * and where one is. Everything that keys, the clipboard and the server do is a function from one sheet to the next.
 */
import type { Schemas } from "../api/client.ts";

export type Column = Schemas["Column"];
export type Row = Schemas["Row"];
export interface Cell {
  readonly row: number;
  readonly column: number;
}
/** By row's id, then by column's key. */
type ByCell = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Written and not saved. */
  readonly edits: ByCell;
  /** Given back to the tags, and not saved: what they say. */
  readonly releases: ByCell;
  readonly errors: ByCell;
  /** What somebody else wrote meanwhile where this one wrote too. */
  readonly theirs: ByCell;
  readonly cursor: Cell;
  readonly anchor: Cell;
  readonly past: readonly Written[];
  readonly future: readonly Written[];
}
type Written = Pick<Sheet, "edits" | "releases">;

export interface Pending {
  readonly row: Row;
  readonly cells: Readonly<Record<string, string>>;
  readonly release: string[];
}
export type Result =
  | { kind: "saved"; id: string; row: Row; sent: Readonly<Record<string, string>> }
  | { kind: "changed"; id: string; theirs?: Row }
  | { kind: "refused"; id: string; errors: Record<string, string>; words: string };

const START: Cell = { row: 0, column: 0 };
const MOST_STEPS = 200;

export function opened(columns: readonly Column[], rows: readonly Row[]): Sheet {
  const nothing = { edits: {}, releases: {}, errors: {}, theirs: {} };
  return { columns, rows, ...nothing, cursor: START, anchor: START, past: [], future: [] };
}

/** What a cell shows: what was written, else what the tags will say, else what the server told. */
export function textOf(sheet: Sheet, row: Row, key: string): string {
  return sheet.edits[row.id]?.[key] ?? sheet.releases[row.id]?.[key] ?? row.cells[key] ?? "";
}

export function isUnsaved(sheet: Sheet, row: Row, key: string): boolean {
  return sheet.edits[row.id]?.[key] !== undefined || sheet.releases[row.id]?.[key] !== undefined;
}

export function unsavedCount(sheet: Sheet): number {
  return pending(sheet).reduce((all, one) => all + Object.keys(one.cells).length + one.release.length, 0);
} // prettier-ignore

export function pending(sheet: Sheet): Pending[] {
  return sheet.rows.flatMap((row) => {
    const cells = sheet.edits[row.id] ?? {};
    const release = Object.keys(sheet.releases[row.id] ?? {});
    return Object.keys(cells).length + release.length ? [{ row, cells, release }] : [];
  });
}

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function range({ cursor, anchor }: Sheet): Range {
  return {
    top: Math.min(cursor.row, anchor.row), bottom: Math.max(cursor.row, anchor.row),
    left: Math.min(cursor.column, anchor.column), right: Math.max(cursor.column, anchor.column),
  }; // prettier-ignore
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** The cursor elsewhere; with `extend` the selection reaches there. */
export function gone(sheet: Sheet, to: Cell, extend = false): Sheet {
  const cursor = {
    row: within(to.row, sheet.rows.length),
    column: within(to.column, sheet.columns.length),
  };
  return { ...sheet, cursor, anchor: extend ? sheet.anchor : cursor };
}

export function moved(sheet: Sheet, rows: number, columns: number, extend = false): Sheet {
  const { row, column } = sheet.cursor;
  return gone(sheet, { row: row + rows, column: column + columns }, extend);
}

type Change = readonly [row: number, column: number, text: string];

/** With these texts written, as one step to be undone. What is as the server told it is no change. */
export function written(sheet: Sheet, changes: readonly Change[]): Sheet {
  let { edits, releases, errors } = sheet;
  for (const [at, index, text] of changes) {
    const row = sheet.rows[at];
    const column = sheet.columns[index];
    if (!row || !column) continue;
    const { id } = row;
    releases = without(releases, id, column.key);
    errors = without(errors, id, column.key);
    const same = text.trim() === (row.cells[column.key] ?? "").trim();
    edits = same ? without(edits, id, column.key) : put(edits, id, column.key, text);
  }
  return stepped(sheet, { edits, releases, errors });
}

function stepped(sheet: Sheet, next: Partial<Sheet>): Sheet {
  const changed = { ...sheet, ...next };
  if (changed.edits === sheet.edits && changed.releases === sheet.releases) return sheet;
  const step = { edits: sheet.edits, releases: sheet.releases };
  return { ...changed, past: [...sheet.past.slice(-MOST_STEPS + 1), step], future: [] };
}

function cellsOf({ top, bottom, left, right }: Range): Cell[] {
  const cells: Cell[] = [];
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) cells.push({ row, column });
  return cells;
}

function shown(sheet: Sheet, { row, column }: Cell): string {
  const at = sheet.rows[row];
  const of = sheet.columns[column];
  return at && of ? textOf(sheet, at, of.key) : "";
}

/** The selection's first row in all of its rows; of one row, what stands above it. */
export function filledDown(sheet: Sheet): Sheet {
  const chosen = range(sheet);
  const from = chosen.top === chosen.bottom ? chosen.top - 1 : chosen.top;
  if (from < 0) return sheet;
  const cells = cellsOf(chosen).filter((cell) => cell.row !== from);
  return written(
    sheet,
    cells.map(({ row, column }) => [row, column, shown(sheet, { row: from, column })]),
  );
}

export function cleared(sheet: Sheet): Sheet {
  return written(sheet, cellsOf(range(sheet)).map(({ row, column }) => [row, column, ""]));
} // prettier-ignore

export function copied(sheet: Sheet): string[][] {
  const { top, bottom, left, right } = range(sheet);
  const rows: string[][] = [];
  for (let row = top; row <= bottom; row += 1) {
    const line: string[] = [];
    for (let column = left; column <= right; column += 1) line.push(shown(sheet, { row, column }));
    rows.push(line);
  }
  return rows;
}

/** Texts from the selection's first cell on; repeated where a larger selection holds them a whole number of times. */
export function pasted(sheet: Sheet, texts: readonly (readonly string[])[]): Sheet {
  const high = texts.length;
  const wide = Math.max(...texts.map((line) => line.length));
  const { top, left, bottom, right } = range(sheet);
  const rows = bottom - top + 1;
  const columns = right - left + 1;
  const repeats = rows % high === 0 && columns % wide === 0;
  const [tall, broad] = repeats ? [rows, columns] : [high, wide];
  const changes: Change[] = [];
  for (let row = 0; row < tall; row += 1)
    for (let column = 0; column < broad; column += 1) {
      const text = texts[row % high]?.[column % wide];
      if (text !== undefined) changes.push([top + row, left + column, text]);
    }
  const last = { row: top + tall - 1, column: left + broad - 1 };
  const done = written(sheet, changes);
  return { ...gone(done, last), anchor: { row: top, column: left } };
}

/** The selected cells as their tags say, where those say something. */
export function givenBack(sheet: Sheet): Sheet {
  let { edits, releases, errors } = sheet;
  for (const cell of cellsOf(range(sheet))) {
    const row = sheet.rows[cell.row];
    const key = sheet.columns[cell.column]?.key;
    if (!row || !key) continue;
    const tags = row.said[key]?.tags;
    if (tags === undefined || tags === null) continue;
    edits = without(edits, row.id, key);
    errors = without(errors, row.id, key);
    releases = put(releases, row.id, key, tags);
  }
  return stepped(sheet, { edits, releases, errors });
}

export function undone(sheet: Sheet): Sheet {
  const step = sheet.past.at(-1);
  if (!step) return sheet;
  const now = { edits: sheet.edits, releases: sheet.releases };
  return { ...sheet, ...step, errors: {}, past: sheet.past.slice(0, -1), future: [...sheet.future, now] };
} // prettier-ignore

export function redone(sheet: Sheet): Sheet {
  const step = sheet.future.at(-1);
  if (!step) return sheet;
  const now = { edits: sheet.edits, releases: sheet.releases };
  return { ...sheet, ...step, errors: {}, past: [...sheet.past, now], future: sheet.future.slice(0, -1) };
} // prettier-ignore

/**
 * With what the server said of saving. A row that was saved is as told; what was written on it since stays unsaved. On a
 * row that somebody else changed, theirs is taken where nothing was written here; where both wrote, ours stays unsaved
 * and theirs stands beside it.
 */
export function heard(sheet: Sheet, results: readonly Result[]): Sheet {
  let { rows, edits, releases, errors, theirs } = sheet;
  for (const result of results) {
    const { id } = result;
    if (result.kind === "saved") {
      rows = rows.map((row) =>
        row.id === id ? result.row : withAlbum(sheet.columns, row, result.row),
      );
      for (const [key, text] of Object.entries(edits[id] ?? {}))
        if (text === result.sent[key] || text === result.row.cells[key])
          edits = without(edits, id, key);
      releases = { ...releases, [id]: {} };
      errors = { ...errors, [id]: {} };
      theirs = { ...theirs, [id]: {} };
    } else if (result.kind === "refused") {
      const [first] = Object.keys(edits[id] ?? {});
      const wrong = Object.keys(result.errors).length
        ? result.errors
        : { [first ?? "title"]: result.words };
      errors = { ...errors, [id]: wrong };
    } else if (result.theirs) {
      const { theirs: current } = result;
      const before = rows.find((row) => row.id === id);
      rows = rows.map((row) => (row.id === id ? current : row));
      const both = new Map<string, string>();
      for (const [key, text] of Object.entries(edits[id] ?? {})) {
        const told = current.cells[key] ?? "";
        if (told === text) edits = without(edits, id, key);
        else if (told !== before?.cells[key]) both.set(key, told);
      }
      theirs = { ...theirs, [id]: Object.fromEntries(both) };
    }
  }
  // Steps before what is saved now would bring back texts that others may have changed since.
  const isSaved = results.some((result) => result.kind === "saved");
  const steps = isSaved ? { past: [], future: [] } : {};
  return { ...sheet, rows, edits, releases, errors, theirs, ...steps };
}

/** A row with what another one of its album has been told of it. */
function withAlbum(columns: readonly Column[], row: Row, told: Row): Row {
  if (row.album !== told.album || row.album_tag === told.album_tag) return row;
  const keys = new Set(columns.filter((column) => column.is_of_album).map(({ key }) => key));
  const of = <T>(texts: Readonly<Record<string, T>>, mine: boolean): [string, T][] =>
    Object.entries(texts).filter(([key]) => keys.has(key) === mine);
  return {
    ...row,
    album_tag: told.album_tag,
    cells: Object.fromEntries([...of(row.cells, false), ...of(told.cells, true)]),
    said: Object.fromEntries([...of(row.said, false), ...of(told.said, true)]),
  };
}

/** Theirs instead of ours, where both wrote. */
export function withTheirs(sheet: Sheet, row: Row, key: string): Sheet {
  const edits = without(sheet.edits, row.id, key);
  return stepped(sheet, { edits, theirs: without(sheet.theirs, row.id, key) });
}

function put(cells: ByCell, id: string, key: string, text: string): ByCell {
  return { ...cells, [id]: { ...cells[id], [key]: text } };
}

function without(cells: ByCell, id: string, key: string): ByCell {
  const held = cells[id];
  if (held?.[key] === undefined) return cells;
  const left = Object.fromEntries(Object.entries(held).filter(([name]) => name !== key));
  return { ...cells, [id]: left };
}
