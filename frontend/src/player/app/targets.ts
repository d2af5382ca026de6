/**
 * What pages ask for. Where a page says which track is the first, that one sounds at once, and the rest of its list is
 * put around it when the list is there.
 */
import { plural, t } from "../../i18n.ts";
import { askEarly } from "../../site/early.ts";
import { HttpError } from "../../site/http.ts";
import * as Q from "../queue/index.ts";
import { listOf, neighboursOf, type Found } from "./catalogue.ts";
import { isTarget } from "./page.ts";
import type { Player } from "./player.ts";

export interface PlayRequest {
  /** The address of a list, where the target has none of its own. */
  source?: string | undefined;
  /** The track to start with. */
  start?: string | undefined;
  /** The track that the page shows first, where none was chosen. */
  first?: string | undefined;
  /** Tracks of the page around the chosen one. */
  rows?: readonly string[] | undefined;
}

/** What was asked early serves so long. */
const EARLY_MS = 10_000;
const NOTHING: Found = { tracks: [], rest: null };

export class Targets {
  private early: { name: string; until: number; found: Promise<Found> } | undefined;

  constructor(private readonly player: Player) {}

  /** That will probably be played: ask for its list now, and how its first track can sound. */
  prepare(target: string, source?: string): void {
    const name = `${target} ${source ?? ""}`;
    const at = performance.now();
    if (this.early?.name === name && at < this.early.until) return;
    const found = listOf(target, source);
    this.early = { name, until: at + EARLY_MS, found };
    found.then(
      ({ tracks: [first] }) => {
        if (first && !this.player.state.get().shuffled) askEarly(first.id);
      },
      // Where it fails, playing asks again and says why.
      () => {},
    );
  }

  /** Play an album, an artist, a genre, a track or a listing instead of what was queued. */
  async play(target: string, request: PlayRequest): Promise<void> {
    const { player } = this;
    const { start, source } = request;
    if (isTarget(player.now(), target, start)) {
      player.toggle();
      return;
    }
    // Another track of the album that is queued already: nothing needs to be asked for.
    const queued = target.includes(":")
      ? player.queue.items.find((it) => it.source === target && it.trackId === start)
      : undefined;
    if (queued && Q.currentItem(player.queue)?.source === target) {
      player.follow(Q.jump(player.queue, queued.key));
      player.load(null, true);
      return;
    }
    // Under shuffle an album may begin anywhere, so its list is needed first.
    const first = start ?? (player.state.get().shuffled ? undefined : request.first);
    if (first !== undefined) {
      await this.playAround(first, target, request);
      return;
    }
    const found = await this.fetch(target, source);
    if (found.tracks.length > 0) await this.replaceBy(found, target);
  }

  /** A line of a track's words: sound from there on. */
  async playFrom(id: string, seconds: number): Promise<void> {
    const { player } = this;
    if (player.state.get().current?.id === id) {
      player.seekTo(seconds);
      player.play();
      return;
    }
    const target = `track:${id}`;
    const found = await this.fetch(target);
    if (found.tracks.length > 0) await this.replaceBy(found, target, seconds);
  }

  async add(target: string, where: "next" | "last"): Promise<void> {
    const { player } = this;
    const { tracks, rest } = await this.fetch(target);
    if (tracks.length === 0) return;
    const { trackIds } = player.addition(tracks, target);
    const all = [...trackIds, ...(rest ? await this.restOf(rest) : [])];
    const wasEmpty = player.queue.items.length === 0;
    const add = where === "next" ? Q.playNext : Q.playLast;
    player.change(add(player.queue, { trackIds: all, source: target }));
    if (wasEmpty) player.load(null, false);
    const [only] = all.length === 1 ? tracks : [];
    const what = only?.title ?? plural(all.length, "{count} track", "{count} tracks");
    player.say(
      where === "next"
        ? t("{what}: playing next", { what })
        : t("{what}: added to the queue", { what }),
    );
  }

  private async playAround(id: string, target: string, request: PlayRequest): Promise<void> {
    const { player } = this;
    player.change(
      Q.replace(player.queue, { trackIds: [id], source: target }, { seed: randomSeed() }),
    );
    player.load(null, true);
    const { items } = player.queue;
    // Its bytes go first.
    await player.begun();
    const { tracks, rest } = await this.listAround(id, target, request);
    let { trackIds } = player.addition(tracks, target);
    const isFar = rest !== null && !trackIds.includes(id);
    // A place far down a long list is found among its ids.
    if (isFar) trackIds = [...trackIds, ...(await this.restOf(rest))];
    if (trackIds.length === 0 || player.queue.items !== items) return;
    const list = { trackIds, source: target };
    player.follow(Q.surround(player.queue, list, trackIds.indexOf(id)));
    if (player.hasFailed) player.next();
    if (rest && !isFar) await this.follow(rest, target);
  }

  private async listAround(
    id: string,
    target: string,
    { rows, source }: PlayRequest,
  ): Promise<Found> {
    const known = this.player.trackOf(id);
    if (target === `track:${id}` && known) return { tracks: [known], rest: null };
    if (!rows) return this.fetch(target, source);
    return this.asked(
      neighboursOf(rows, id).then((tracks) => ({ tracks, rest: null })),
      NOTHING,
    );
  }

  private async replaceBy(found: Found, target: string, position?: number): Promise<void> {
    const { player } = this;
    const options = { seed: randomSeed() };
    const addition = player.addition(found.tracks, target);
    player.change(Q.replace(player.queue, addition, options));
    player.load(position ?? null, true);
    if (!found.rest) return;
    await player.begun();
    await this.follow(found.rest, target);
  }

  /** The rest of a long list, put behind its beginning, unless something else is queued by then. */
  private async follow(rest: () => Promise<string[]>, target: string): Promise<void> {
    const { player } = this;
    const { items } = player.queue;
    const trackIds = await this.restOf(rest);
    if (player.queue.items !== items) return;
    player.follow(Q.extend(player.queue, { trackIds, source: target }));
  }

  private restOf(rest: () => Promise<string[]>): Promise<string[]> {
    return this.asked(rest(), []);
  }

  private fetch(target: string, source?: string): Promise<Found> {
    const { early } = this;
    this.early = undefined;
    const serves = early?.name === `${target} ${source ?? ""}` && performance.now() < early.until;
    const ask = (): Promise<Found> => listOf(target, source);
    return this.asked(serves ? early.found.catch(ask) : ask(), NOTHING);
  }

  /** What was asked for; nothing, and a word to the listener, where it can't be had. */
  private async asked<T>(answer: Promise<T>, nothing: T): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.player.say(
        error instanceof HttpError ? error.message : t("The server can't be reached"),
      );
      return nothing;
    }
  }
}

export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
