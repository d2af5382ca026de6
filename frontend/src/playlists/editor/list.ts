/**
 * The list that is edited, as values: what is loaded of it, what is chosen, where the focus is. Edits are made here at
 * once and sent to the server by the ids of entries and a place beside another one, so that they fit in with what others
 * do meanwhile.
 */
import type { Schemas } from "../../api/client.ts";

export type Entry = Schemas["Entry"];

export interface List {
  /** From the start of the playlist on; the rest is not loaded yet. */
  readonly entries: readonly Entry[];
  readonly total: number;
  readonly chosen: ReadonlySet<string>;
  /** The row that keys act on. */
  readonly focus: number;
  /** Where a range of chosen rows began. */
  readonly anchor: number;
}

/** Where entries go, as the API says it. */
export type Place =
  | { readonly at: "first" }
  | { readonly at: "last" }
  | { readonly before: string }
  | { readonly after: string };

export function listOf(entries: readonly Entry[], total: number): List {
  return { entries, total, chosen: new Set(), focus: 0, anchor: 0 };
}

/** What the next edit is about: the chosen rows, or else the one with the focus. */
export function subjects(list: List): string[] {
  if (list.chosen.size > 0)
    return list.entries.flatMap(({ id }) => (list.chosen.has(id) ? [id] : []));
  const here = list.entries[list.focus];
  return here ? [here.id] : [];
}

export function withPage(list: List, page: readonly Entry[]): List {
  const known = new Set(list.entries.map(({ id }) => id));
  return { ...list, entries: [...list.entries, ...page.filter(({ id }) => !known.has(id))] };
}

/** The same rows read anew: what is gone is not chosen any more, and the focus stays with its row. */
export function refreshed(list: List, entries: readonly Entry[], total: number): List {
  const there = new Set(entries.map(({ id }) => id));
  const focused = list.entries[list.focus]?.id;
  const found = entries.findIndex(({ id }) => id === focused);
  const focus = found >= 0 ? found : Math.max(0, Math.min(list.focus, entries.length - 1));
  const chosen = new Set([...list.chosen].filter((id) => there.has(id)));
  return { entries, total, chosen, focus, anchor: focus };
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
  const chosen = new Set(list.entries.slice(from, to + 1).map(({ id }) => id));
  return { ...list, chosen, focus };
}

export function chooseAll(list: List): List {
  return { ...list, chosen: new Set(list.entries.map(({ id }) => id)) };
}

export function chooseNone(list: List): List {
  return { ...list, chosen: new Set() };
}

export function without(list: List, ids: readonly string[]): List {
  const going = new Set(ids);
  const entries = list.entries.filter(({ id }) => !going.has(id));
  const gone = list.entries.length - entries.length;
  const before = list.entries.slice(0, list.focus).filter(({ id }) => going.has(id)).length;
  const focus = Math.max(0, Math.min(list.focus - before, entries.length - 1));
  return { entries, total: list.total - gone, chosen: new Set(), focus, anchor: focus };
}

/** Rows put before the row at `index` (of the list as it is; its length: behind all that is loaded). */
export function moved(
  list: List,
  ids: readonly string[],
  index: number,
): { list: List; place: Place } | null {
  const moving = new Set(ids);
  const rows = list.entries.filter(({ id }) => moving.has(id));
  const rest = list.entries.filter(({ id }) => !moving.has(id));
  if (rows.length === 0 || rest.length === 0) return null;
  const cut = list.entries.slice(0, index).filter(({ id }) => !moving.has(id)).length;
  const entries = [...rest.slice(0, cut), ...rows, ...rest.slice(cut)];
  if (entries.every((entry, at) => entry === list.entries[at])) return null;
  const behind = rest[cut - 1];
  const ahead = rest[cut];
  const place: Place = behind
    ? { after: behind.id }
    : ahead
      ? { before: ahead.id }
      : { at: "last" };
  const focused = list.entries[list.focus]?.id;
  const focus = Math.max(
    0,
    entries.findIndex(({ id }) => id === focused),
  );
  return { list: { ...list, entries, focus, anchor: focus }, place };
}

/** The subjects one row up (-1) or down (1), as a block. */
export function stepped(list: List, by: -1 | 1): { list: List; place: Place } | null {
  const ids = subjects(list);
  const at = ids.map((id) => list.entries.findIndex((entry) => entry.id === id));
  const index = by < 0 ? Math.min(...at) - 1 : Math.max(...at) + 2;
  if (index < 0 || index > list.entries.length) return null;
  return moved(list, ids, index);
}
