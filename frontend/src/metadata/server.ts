/** Rows of metadata at the server. */
import { api, type Schemas } from "../api/client.ts";
import { unwrap } from "../site/http.ts";
import type { Pending, Result } from "./sheet.ts";

const AT_ONCE = 25;

export type Told = Schemas["Sheet"];

export function read(asked: Record<string, string>): Promise<Told> {
  return unwrap(api.GET("/api/v1/metadata/", { params: { query: asked }, cache: "no-store" }));
}

/** Writes rows, some at a time; `heard` is told what became of each as it comes. */
export async function write(
  pending: readonly Pending[],
  heard: (results: Result[]) => void,
): Promise<void> {
  for (let from = 0; from < pending.length; from += AT_ONCE) {
    const some = pending.slice(from, from + AT_ONCE);
    const items = some.map(({ row, cells, release }) => ({
      id: row.id, if_match: row.tag, if_album_match: row.album_tag, cells, release,
    })); // prettier-ignore
    const { results } = await unwrap(api.POST("/api/v1/metadata/", { body: { items } }));
    const told = results.flatMap((result, index) => {
      const sent = some[index];
      return sent ? [resultOf(sent, result)] : [];
    });
    const late = told.filter((one) => one.kind === "changed").map((one) => one.id);
    const current = late.length ? (await read({ tracks: late.join(",") })).rows : [];
    heard(
      told.map((one) => {
        const theirs = current.find((row) => row.id === one.id);
        return one.kind === "changed" && theirs ? { ...one, theirs } : one;
      }),
    );
  }
}

function resultOf(sent: Pending, result: Schemas["BulkRowResult"]): Result {
  const { id } = sent.row;
  const sentCells = sent.cells;
  if (result.value) return { kind: "saved", id, row: result.value, sent: sentCells };
  if (result.status === 412) return { kind: "changed", id };
  const errors = new Map<string, string>();
  for (const { pointer, detail } of result.problem?.errors ?? []) {
    const key = /\/cells\/(\w+)$/.exec(pointer)?.[1];
    if (key) errors.set(key, detail);
  }
  const words = result.problem?.detail ?? "";
  return { kind: "refused", id, errors: Object.fromEntries(errors), words };
}
