/**
 * The list that is edited, as values: what is loaded of it, what is chosen, where the focus is. Edits are made here at
 * once and sent to the server by the ids of entries and a place beside another one, so that they fit in with what others
 * do meanwhile.
 */
import type { Schemas } from "../../api/client.ts";

export type Entry = Schemas["Entry"];

export interface List {
  /** By their place in the playlist; undefined where they are not loaded. */
  readonly entries: readonly (Entry | undefined)[];
  readonly chosen: ReadonlySet<string>;
  /** The row that keys act on. */
  readonly focus: number;
  /** Where a range of chosen rows began. */
  readonly anchor: number;
}

/** Entries from a place on. */
export type Page = readonly [at: number, entries: readonly Entry[]];

/** Where entries go, as the API says it. */
export type Place =
  | { readonly at: "first" }
  | { readonly at: "last" }
  | { readonly before: string }
  | { readonly after: string };

export function listOf(entries: readonly Entry[], total: number): List {
  return { entries: filled(total, [[0, entries]]), chosen: new Set(), focus: 0, anchor: 0 };
}

function filled(total: number, pages: readonly Page[]): (Entry | undefined)[] {
  const entries = new Array<Entry | undefined>(total).fill(undefined);
  for (const [at, page] of pages)
    for (const [offset, entry] of page.entries()) if (at + offset < total) entries[at + offset] = entry; // prettier-ignore
  return entries;
}

/** What the next edit is about: the chosen rows, or else the one with the focus. */
export function subjects(list: List): string[] {
  if (list.chosen.size > 0)
    return list.entries.flatMap((entry) => (entry && list.chosen.has(entry.id) ? [entry.id] : []));
  const here = list.entries[list.focus];
  return here ? [here.id] : [];
}

/** Where pages of `size` begin that have rows from `from` to before `to` which are not loaded. */
export function unloaded(list: List, from: number, to: number, size: number): number[] {
  const pages = new Set<number>();
  const end = Math.min(to, list.entries.length);
  for (let index = Math.max(0, from); index < end; index++)
    if (!list.entries[index]) pages.add(index - (index % size));
  return [...pages];
}

/** Where pages of `size` begin that must not be lost: what is seen, what is chosen, the row with the focus. */
export function needed(list: List, from: number, to: number, size: number): number[] {
  const pages = new Set<number>([list.focus - (list.focus % size)]);
  list.entries.forEach((entry, index) => {
    const isSeen = from <= index && index < to;
    if (isSeen || (entry && list.chosen.has(entry.id))) pages.add(index - (index % size));
  });
  return [...pages];
}

/** Whether a page may be one of the list as it is here: somebody else may have changed it before it was read. */
export function fits(list: List, [at, page]: Page, size: number): boolean {
  const ids = new Set(page.map(({ id }) => id));
  return (
    page.length === Math.min(size, list.entries.length - at) &&
    list.entries.every((entry, index) => !entry || !ids.has(entry.id) || page[index - at]?.id === entry.id) // prettier-ignore
  );
}

export function withPage(list: List, [at, page]: Page): List {
  const ids = new Set(page.map(({ id }) => id));
  const entries = list.entries.map(
    (entry, index) =>
    index >= at && index < at + page.length ? page[index - at] : entry && ids.has(entry.id) ? undefined : entry, // prettier-ignore
  );
  return { ...list, entries };
}

/** Pages read anew: what is gone is not chosen any more, and the focus stays with its row. */
export function refreshed(list: List, pages: readonly Page[], total: number): List {
  const entries = filled(total, pages);
  const there = new Set(entries.map((entry) => entry?.id));
  const focused = list.entries[list.focus]?.id;
  const found = focused === undefined ? -1 : entries.findIndex((entry) => entry?.id === focused);
  const focus = found >= 0 ? found : Math.max(0, Math.min(list.focus, total - 1));
  const chosen = new Set([...list.chosen].filter((id) => there.has(id)));
  return { entries, chosen, focus, anchor: focus };
}

export function focusOn(list: List, index: number): List {
  const focus = Math.max(0, Math.min(index, list.entries.length - 1));
  return { ...list, focus, anchor: focus };
}

/** Choose a row or leave it out. */
export function toggle(list: List, index: number): List {
  const id = list.entries[index]?.id;
  if (id === undefined) return list;
  const chosen = new Set(list.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...list, chosen, focus: index, anchor: index };
}

/** Choose everything from where the range began up to a row. */
export function extend(list: List, index: number): List {
  const focus = Math.max(0, Math.min(index, list.entries.length - 1));
  const [from, to] = [Math.min(list.anchor, focus), Math.max(list.anchor, focus)];
  return { ...list, chosen: idsOf(list.entries.slice(from, to + 1)), focus };
}

export function chooseAll(list: List): List {
  return { ...list, chosen: idsOf(list.entries) };
}

function idsOf(entries: readonly (Entry | undefined)[]): Set<string> {
  return new Set(entries.flatMap((entry) => (entry ? [entry.id] : [])));
}

export function chooseNone(list: List): List {
  return { ...list, chosen: new Set() };
}

export function without(list: List, ids: readonly string[]): List {
  const going = new Set(ids);
  const goes = (entry: Entry | undefined): boolean => entry !== undefined && going.has(entry.id);
  const entries = list.entries.filter((entry) => !goes(entry));
  const before = list.entries.slice(0, list.focus).filter(goes).length;
  const focus = Math.max(0, Math.min(list.focus - before, entries.length - 1));
  return { entries, chosen: new Set(), focus, anchor: focus };
}

/** Rows put before the row at `index` of the list as it is (its length: at the end); null where nothing would change. */
export function moved(
  list: List,
  ids: readonly string[],
  index: number,
): { list: List; place: Place } | null {
  const moving = new Set(ids);
  const moves = (entry: Entry | undefined): boolean => entry !== undefined && moving.has(entry.id);
  const rows = list.entries.filter(moves);
  const rest = list.entries.filter((entry) => !moves(entry));
  if (rows.length === 0 || rest.length === 0) return null;
  const cut = list.entries.slice(0, index).filter((entry) => !moves(entry)).length;
  const entries = [...rest.slice(0, cut), ...rows, ...rest.slice(cut)];
  if (entries.every((entry, at) => entry === list.entries[at])) return null;
  const place = placeAt(rest, cut);
  if (!place) return null;
  const focused = list.entries[list.focus]?.id;
  const focus = Math.max(
    0,
    entries.findIndex((entry) => entry?.id === focused),
  );
  return { list: { ...list, entries, focus, anchor: focus }, place };
}

/** Between two rows that are not loaded no place has a name: there is nothing to be seen to drop something at. */
function placeAt(rest: readonly (Entry | undefined)[], cut: number): Place | null {
  const behind = rest[cut - 1];
  if (behind) return { after: behind.id };
  const ahead = rest[cut];
  if (ahead) return { before: ahead.id };
  return cut === 0 ? { at: "first" } : cut === rest.length ? { at: "last" } : null;
}

/** The subjects one row up (-1) or down (1), as a block. */
export function stepped(list: List, by: -1 | 1): { list: List; place: Place } | null {
  const ids = subjects(list);
  const at = ids.map((id) => list.entries.findIndex((entry) => entry?.id === id));
  const index = by < 0 ? Math.min(...at) - 1 : Math.max(...at) + 2;
  if (index < 0 || index > list.entries.length) return null;
  return moved(list, ids, index);
}
