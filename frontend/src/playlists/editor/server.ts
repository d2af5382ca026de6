/** A playlist's entries at the server: pages of them, edits one after another, and whether others changed it. */
import { api } from "../../api/client.ts";
import { unwrap } from "../../site/http.ts";
import type { Entry, Place } from "./list.ts";

/** Entries of a page: the most that the API tells at once. */
export const PAGE = 200;

export interface Outcome {
  undo: string | null;
  /** Nobody else changed it meanwhile: what is shown is what is there. */
  isAlone: boolean;
}

type Answer = Promise<{ data?: { undo: string | null }; error?: unknown; response: Response }>;
/** Where the edit holds only for the version that is shown. */
type IfMatch = Record<string, string>;

const CHANGED = 412;

export class PlaylistServer {
  private last: Promise<unknown> = Promise.resolve();
  /** Entity tag of what is shown. */
  private tag = "";

  constructor(private readonly public_id: string) {}

  private get path(): { path: { public_id: string } } {
    return { path: { public_id: this.public_id } };
  }

  /** The entries from a place on, as the edits before have made it. */
  async page(at: number): Promise<Entry[]> {
    await this.last;
    const query = { limit: PAGE, cursor: `at:${at}` };
    const page = await unwrap(
      api.GET("/api/v1/playlists/{public_id}/entries/", { params: { ...this.path, query } }),
    );
    return page.results;
  }

  /** How many entries there are; null when nothing changed since. */
  async changes(): Promise<{ count: number } | null> {
    const answer = api.GET("/api/v1/playlists/{public_id}/", {
      params: this.path,
      headers: this.tag === "" ? {} : { "If-None-Match": this.tag },
      cache: "no-store",
    });
    const { response } = await answer;
    if (response.status === 304) return null;
    const told = await unwrap(answer);
    this.tag = response.headers.get("ETag") ?? "";
    return { count: told.entry_count };
  }

  /** What is shown is not what is there: to be read anew. */
  forget(): void {
    this.tag = "";
  }

  move(entries: string[], place: Place): Promise<Outcome> {
    return this.inTurn((headers) =>
      api.POST("/api/v1/playlists/{public_id}/entries/move/", {
        params: this.path,
        headers,
        body: { entries, ...place },
      }),
    );
  }

  remove(entries: string[]): Promise<Outcome> {
    return this.inTurn((headers) =>
      api.POST("/api/v1/playlists/{public_id}/entries/remove/", {
        params: this.path,
        headers,
        body: { entries },
      }),
    );
  }

  /** What comes back, and where to, the server knows: the list is to be read anew. */
  async undo(change: string): Promise<Outcome> {
    const done = await this.inTurn(() =>
      api.POST("/api/v1/playlists/{public_id}/undo/", { params: this.path, body: { change } }),
    );
    this.tag = "";
    return { ...done, isAlone: false };
  }

  /**
   * Edits go one after another, so that each finds the places that the one before it made. Each is made of the version
   * that is shown, or else of what is there, and then the list is to be read anew.
   */
  private inTurn(send: (headers: IfMatch) => Answer): Promise<Outcome> {
    const done = this.last.then(async () => {
      let answer = send(this.tag === "" ? {} : { "If-Match": this.tag });
      const isAlone = this.tag !== "" && (await answer).response.status !== CHANGED;
      if (!isAlone && this.tag !== "") answer = send({});
      const { undo } = await unwrap(answer);
      if (isAlone) this.tag = (await answer).response.headers.get("ETag") ?? "";
      return { undo, isAlone };
    });
    this.last = done.catch(() => {});
    return done;
  }
}
