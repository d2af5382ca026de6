/**
 * What pages ask for. Where a page says which track is the first, that one sounds at once, and the rest of its list is
 * put around it when the list is there.
 */
import { plural, t } from "../../i18n.ts";
import { HttpError } from "../../site/http.ts";
import * as Q from "../queue/index.ts";
import { neighboursOf, tracksOf, type TrackInfo } from "./catalogue.ts";
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

export class Targets {
  constructor(private readonly player: Player) {}

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
      player.load(0, true);
      return;
    }
    // Under shuffle an album may begin anywhere, so its list is needed first.
    const first = start ?? (player.state.get().shuffled ? undefined : request.first);
    if (first !== undefined) {
      await this.playAround(first, target, request);
      return;
    }
    const tracks = await this.fetch(target, source);
    if (tracks.length > 0) this.replaceBy(tracks, target);
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
    const tracks = await this.fetch(target);
    if (tracks.length > 0) this.replaceBy(tracks, target, seconds);
  }

  async add(target: string, where: "next" | "last"): Promise<void> {
    const { player } = this;
    const tracks = await this.fetch(target);
    if (tracks.length === 0) return;
    const wasEmpty = player.queue.items.length === 0;
    const add = where === "next" ? Q.playNext : Q.playLast;
    player.change(add(player.queue, player.addition(tracks, target)));
    if (wasEmpty) player.load(0, false);
    const [only] = tracks.length === 1 ? tracks : [];
    const what = only?.title ?? plural(tracks.length, "{count} track", "{count} tracks");
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
    player.load(0, true);
    const { items } = player.queue;
    // Its bytes go first.
    await player.begun();
    const tracks = await this.listOf(id, target, request);
    if (tracks.length === 0 || player.queue.items !== items) return;
    const at = tracks.findIndex((track) => track.id === id);
    player.follow(Q.surround(player.queue, player.addition(tracks, target), at));
    if (player.hasFailed) player.next();
  }

  private async listOf(
    id: string,
    target: string,
    { rows, source }: PlayRequest,
  ): Promise<readonly TrackInfo[]> {
    const known = this.player.trackOf(id);
    if (target === `track:${id}` && known) return [known];
    return rows ? this.asked(neighboursOf(rows, id)) : this.fetch(target, source);
  }

  private replaceBy(tracks: readonly TrackInfo[], target: string, position = 0): void {
    const { player } = this;
    const options = { seed: randomSeed() };
    player.change(Q.replace(player.queue, player.addition(tracks, target), options));
    player.load(position, true);
  }

  private fetch(target: string, source?: string): Promise<TrackInfo[]> {
    return this.asked(tracksOf(target, source));
  }

  /** What was asked for; nothing, and a word to the listener, where it can't be had. */
  private async asked(answer: Promise<TrackInfo[]>): Promise<TrackInfo[]> {
    try {
      return await answer;
    } catch (error) {
      this.player.say(
        error instanceof HttpError ? error.message : t("The server can't be reached"),
      );
      return [];
    }
  }
}

export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
