/**
 * The uploads of this browser tab: they go on while one looks at other pages. What must outlive the tab is on the
 * server: it tells which uploads are open, and a file that is chosen again goes on where it was.
 */
import { api, type Schemas } from "../api/client.ts";
import { t } from "../i18n.ts";
import { randomId } from "../player/random.ts";
import { HttpError, unwrap } from "../site/http.ts";
import type { Chosen } from "./files.ts";
import * as I from "./items.ts";
import { send } from "./send.ts";

const FILES_AT_ONCE = 2;
const LOOK_EVERY_MS = 1500;

export class Uploads {
  items: I.Items = [];
  quota: Schemas["Quota"] | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly stops = new Map<string, AbortController>();
  private readonly batch = randomId();
  private looking: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly workspace: string) {
    addEventListener("beforeunload", (event) => {
      if (this.items.some(I.isActive)) event.preventDefault();
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): I.Items => this.items;

  room = (): Schemas["Quota"] | null => this.quota;

  add(chosen: readonly Chosen[]): void {
    this.set(I.added(this.items, chosen, randomId));
    this.go();
  }

  pause(items: I.Items): void {
    for (const item of items) {
      if (!I.isActive(item) || item.step === "finishing") continue;
      this.change(item.key, { step: "paused" });
      this.stops.get(item.key)?.abort();
    }
    this.go();
  }

  /** Go on with those that were paused or broke off, as far as their file is at hand. */
  resume(items: I.Items): void {
    for (const item of items)
      if ((item.step === "paused" || item.step === "stopped") && item.file)
        this.change(item.key, { step: "queued", words: "" });
    this.go();
  }

  /** Take it back; once it is over, only from the list. */
  async cancel(item: I.Item): Promise<void> {
    this.change(item.key, { step: "paused" });
    this.stops.get(item.key)?.abort();
    try {
      if (item.id !== null)
        await unwrap(
          api.DELETE("/api/v1/uploads/{public_id}/", { params: { path: { public_id: item.id } } }),
        );
    } catch (error) {
      if (!(error instanceof HttpError && error.status === 404)) {
        this.change(item.key, {
          step: I.isOver(item) ? item.step : "stopped",
          words: wordsOf(error),
        });
        return;
      }
    }
    this.set(this.items.filter((one) => one.key !== item.key));
    void this.look();
  }

  async clear(): Promise<void> {
    await unwrap(api.POST("/api/v1/uploads/forget/"));
    this.set(this.items.filter((item) => !I.isOver(item)));
  }

  /** Ask the server; and again soon, while it works on something. */
  async look(): Promise<void> {
    clearTimeout(this.looking);
    try {
      const query = { mine: true, limit: 200 };
      const page = await unwrap(api.GET("/api/v1/uploads/", { params: { query } }));
      const here = page.results.filter((one) => one.workspace === this.workspace);
      this.set(I.heard(this.items, here, randomId));
      const of = { query: { workspace: this.workspace } };
      this.quota = await unwrap(api.GET("/api/v1/uploads/quota/", { params: of }));
      this.tell();
    } catch {
      // Without a network the list stays as it is; what is under way tells of it.
    }
    if (this.items.some(I.isAtWork))
      this.looking = setTimeout(() => {
        void this.look();
      }, LOOK_EVERY_MS);
  }

  private go(): void {
    for (let item = I.next(this.items, FILES_AT_ONCE); item;) {
      void this.send(item);
      item = I.next(this.items, FILES_AT_ONCE);
    }
  }

  private async send(item: I.Item): Promise<void> {
    const { key, file } = item;
    if (!file) return;
    const stop = new AbortController();
    this.stops.set(key, stop);
    this.change(key, { step: "sending" });
    try {
      const told = await send({
        file,
        path: item.path,
        id: item.id,
        workspace: this.workspace,
        batch: this.batch,
        signal: stop.signal,
        onBegun: (id) => {
          this.change(key, { id });
        },
        onSent: (sent) => {
          this.change(key, { sent, ...(sent >= file.size ? { step: "finishing" as const } : {}) });
        },
      });
      this.set(I.heard(this.items, [told], randomId));
      void this.look();
    } catch (error) {
      if (!stop.signal.aborted) this.change(key, { step: "stopped", words: wordsOf(error) });
    } finally {
      if (this.stops.get(key) === stop) this.stops.delete(key);
      this.go();
    }
  }

  private change(key: string, change: Partial<I.Item>): void {
    this.set(I.changed(this.items, key, change));
  }

  private set(items: I.Items): void {
    this.items = items;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof HttpError) return error.message;
  return t("The connection broke off.");
}

const known = new Map<string, Uploads>();

/** Those to a workspace. */
export function uploadsTo(workspace: string): Uploads {
  let found = known.get(workspace);
  if (!found) known.set(workspace, (found = new Uploads(workspace)));
  return found;
}
