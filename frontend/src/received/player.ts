/** The page's player: the site's engine, given the tracks of the page from one on. */
import { Engine, TrackGone, type Item, type Playback, type State } from "../player/engine/index.ts";
import { heardTo, type Segment } from "./heard.ts";
import { hex, type Report } from "./report.ts";
import type { Song } from "./songs.ts";

interface Play {
  id: string;
  key: string;
  heard: readonly Segment[];
}

export class PagePlayer {
  private readonly engine: Engine;
  private readonly playing = new Map<string, Play>();
  private watchers: (() => void)[] = [];
  /** Why the current track is silent, in the engine's word. */
  trouble: "gone" | "unplayable" | "blocked" | null = null;

  constructor(
    private readonly songs: readonly Song[],
    private readonly report: Report,
  ) {
    this.engine = new Engine({ resolve });
    this.engine.on("state", () => {
      this.tell();
    });
    this.engine.on("time", () => {
      this.tell();
    });
    this.engine.on("item", ({ item }) => {
      this.trouble = null;
      this.playing.set(item.key, { id: hex(16), key: item.key, heard: [] });
      this.report.played(this.playing.get(item.key)?.id ?? hex(16), item.trackId, []);
      this.tell();
    });
    this.engine.on("listened", ({ item, seconds }) => {
      this.listened(item, seconds);
    });
    this.engine.on("error", ({ kind }) => {
      this.trouble = kind;
      this.tell();
    });
  }

  get current(): Song | null {
    const { item } = this.engine;
    return this.songs.find((song) => song.id === item?.trackId) ?? null;
  }

  get state(): State {
    return this.engine.state;
  }

  get isPlaying(): boolean {
    return ["playing", "loading", "stalled"].includes(this.engine.state);
  }

  get position(): number {
    return this.engine.position;
  }

  watch(call: () => void): void {
    this.watchers.push(call);
  }

  /** From a click: plays the track, or stops and goes on with it where it is the current one. */
  toggle(song: Song): void {
    if (this.current?.id !== song.id || ["ended", "failed", "idle"].includes(this.state)) {
      this.begin(song, 0);
    } else if (this.isPlaying) {
      this.engine.pause();
      void this.report.send();
    } else {
      this.engine.play();
    }
  }

  seek(song: Song, position: number): void {
    if (this.current?.id === song.id && this.state !== "failed") {
      this.engine.seek(position);
      if (!this.isPlaying) this.engine.play();
    } else {
      this.begin(song, position);
    }
  }

  step(by: 1 | -1): void {
    const at = this.songs.findIndex((song) => song.id === this.current?.id);
    // Back goes to the start first, as everywhere.
    if (by === -1 && this.position > 3) {
      this.engine.seek(0);
      return;
    }
    const next = this.songs[at + by];
    if (next) this.begin(next, 0);
  }

  private begin(song: Song, position: number): void {
    const from = this.songs.indexOf(song);
    const [first, ...upcoming] = this.songs.slice(from).map((one) => ({
      key: `${one.id} ${hex(4)}`,
      trackId: one.id,
    }));
    if (first) this.engine.load(first, { position, play: true, upcoming });
    this.tell();
  }

  private listened(item: Item, seconds: number): void {
    const play = this.playing.get(item.key);
    if (!play) return;
    const { duration } = this.engine;
    const isCurrent = this.engine.item?.key === item.key;
    const upTo = isCurrent ? Math.min(this.engine.position, duration || Infinity) : seconds;
    play.heard = heardTo(play.heard, upTo, seconds);
    this.report.played(play.id, item.trackId, play.heard);
  }

  private tell(): void {
    for (const call of this.watchers) call();
  }
}

async function resolve(trackId: string, signal: AbortSignal): Promise<Playback> {
  const answer = await fetch(`tracks/${trackId}/playback/`, {
    signal,
    headers: { Accept: "application/json" },
  });
  if (answer.ok) return (await answer.json()) as Playback;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
    throw new TrackGone(`refused with ${answer.status}`);
  }
  throw new Error(`answered with ${answer.status}`);
}
