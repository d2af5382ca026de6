/** A playlist's entries at the server: pages of them, edits one after another, and whether others changed it. */
import { api } from "../../api/client.ts";
import { unwrap } from "../../site/http.ts";
import type { Entry, Place } from "./list.ts";

const PAGE = 200;

export interface Outcome {
  undo: string | null;
  tag: string;
}

export class PlaylistServer {
  private cursor: string | null = "";
  private last: Promise<unknown> = Promise.resolve();
  /** Entity tag of what is shown. */
  tag = "";

  constructor(private readonly public_id: string) {}

  private get path(): { path: { public_id: string } } {
    return { path: { public_id: this.public_id } };
  }

  get isComplete(): boolean {
    return this.cursor === null;
  }

  /** The next page; none when all is loaded. */
  async more(): Promise<Entry[]> {
    if (this.cursor === null) return [];
    const query = { limit: PAGE, ...(this.cursor === "" ? {} : { cursor: this.cursor }) };
    const page = await unwrap(
      api.GET("/api/v1/playlists/{public_id}/entries/", { params: { ...this.path, query } }),
    );
    this.cursor = page.next ? new URL(page.next).searchParams.get("cursor") : null;
    return page.results;
  }

  /** From the start again, as far as it was loaded. */
  async again(count: number): Promise<Entry[]> {
    this.cursor = "";
    const found: Entry[] = [];
    do {
      const page = await this.more();
      found.push(...page);
    } while (!this.isComplete && found.length < count);
    return found;
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

  move(entries: string[], place: Place): Promise<Outcome> {
    return this.inTurn(() =>
      api.POST("/api/v1/playlists/{public_id}/entries/move/", {
        params: this.path,
        body: { entries, ...place },
      }),
    );
  }

  remove(entries: string[]): Promise<Outcome> {
    return this.inTurn(() =>
      api.POST("/api/v1/playlists/{public_id}/entries/remove/", {
        params: this.path,
        body: { entries },
      }),
    );
  }

  undo(change: string): Promise<Outcome> {
    return this.inTurn(() =>
      api.POST("/api/v1/playlists/{public_id}/undo/", { params: this.path, body: { change } }),
    );
  }

  /** Edits go one after another, so that each finds the places that the one before it made. */
  private inTurn(
    send: () => Promise<{ data?: { undo: string | null }; error?: unknown; response: Response }>,
  ): Promise<Outcome> {
    const done = this.last.then(async () => {
      const answer = send();
      const { undo } = await unwrap(answer);
      return { undo, tag: (await answer).response.headers.get("ETag") ?? "" };
    });
    this.last = done.catch(() => {});
    return done;
  }
}
