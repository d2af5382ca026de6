/** The list of uploads as values: what is known of each, and what they add up to. */
import type { Schemas } from "../api/client.ts";
import type { Chosen } from "./files.ts";

export type Told = Schemas["Upload"];

/**
 * `queued` waits for its turn, `sending` and `finishing` are under way, `paused` waits for the person, `stopped` broke
 * off, `lost` is known to the server alone: its file must be chosen again. Then the server's own: `checking` …
 */
export type Step =
  | "queued" | "sending" | "finishing" | "paused" | "stopped" | "lost"
  | "checking" | "processing" | "ready" | "refused"; // prettier-ignore

export interface Item {
  readonly key: string;
  readonly path: string;
  readonly size: number;
  readonly step: Step;
  readonly sent: number;
  readonly file: File | null;
  readonly id: string | null;
  readonly words: string;
  readonly told: Told | null;
}

export type Items = readonly Item[];

const ARRIVING = new Set<string>(["waiting", "uploading"]);
const ACTIVE = new Set<Step>(["queued", "sending", "finishing"]);
const AT_WORK = new Set<Step>(["checking", "processing"]);
const NEEDS_FILE = new Set<Step>(["lost", "stopped", "paused"]);

export const isActive = (item: Item): boolean => ACTIVE.has(item.step);
export const isAtWork = (item: Item): boolean => AT_WORK.has(item.step);
export const isOver = (item: Item): boolean => item.step === "ready" || item.step === "refused";

/** With what was chosen: new ones last; one that the list knows by path and size goes on where it was. */
export function added(items: Items, chosen: readonly Chosen[], key: () => string): Items {
  const list = [...items];
  for (const { file, path } of chosen) {
    const at = list.findIndex(
      (item) => !isOver(item) && item.path === path && item.size === file.size,
    );
    const known = list[at];
    if (!known) {
      list.push({
        key: key(), path, size: file.size, step: "queued", sent: 0, file, id: null, words: "", told: null,
      }); // prettier-ignore
    } else if (NEEDS_FILE.has(known.step)) {
      list[at] = { ...known, file, step: "queued", words: "" };
    }
  }
  return list;
}

export function changed(items: Items, key: string, change: Partial<Item>): Items {
  return items.map((item) => (item.key === key ? { ...item, ...change } : item));
}

/** With what the server tells: states of those it works on, and uploads that this page has not seen yet. */
export function heard(items: Items, told: readonly Told[], key: () => string): Items {
  const list = [...items];
  for (const one of [...told].reverse()) {
    const at = list.findIndex((item) => item.id === one.id);
    const known = list[at];
    const words = [one.reason, one.advice, one.note].filter(Boolean).join(" ");
    if (!known && isBeginning(list, one)) continue;
    if (!known) {
      const step = ARRIVING.has(one.state) ? "lost" : (one.state as Step);
      list.push({
        key: key(), id: one.id, path: one.path, size: one.size, step, words, told: one, file: null,
        sent: step === "lost" ? 0 : one.size,
      }); // prettier-ignore
    } else if (!ARRIVING.has(one.state)) {
      list[at] = {
        ...known,
        step: one.state as Step,
        words,
        told: one,
        sent: one.size,
        file: null,
      };
    }
  }
  return list;
}

/** It was announced by this page just now, and the answer that names it is still on its way. */
function isBeginning(items: Items, told: Told): boolean {
  return items.some(
    (item) =>
      item.id === null && isActive(item) && item.path === told.path && item.size === told.size,
  );
}

export interface Totals {
  count: number;
  over: number;
  size: number;
  sent: number;
}

/** Of what this page sends: not of what was over before. */
export function totals(items: Items): Totals {
  const mine = items.filter((item) => item.step !== "lost");
  const sum = (of: (item: Item) => number): number => mine.reduce((all, item) => all + of(item), 0);
  return {
    count: mine.length,
    over: mine.filter(isOver).length,
    size: sum((item) => item.size),
    sent: sum((item) => item.sent),
  };
}

/** The next to send, as long as there are fewer than `most` under way. */
export function next(items: Items, most: number): Item | undefined {
  const busy = items.filter((item) => item.step === "sending" || item.step === "finishing").length;
  return busy < most ? items.find((item) => item.step === "queued" && item.file) : undefined;
}
