/**
 * The engine: one `<audio>` element that plays track after track without a gap. It knows no queue and no page: it is given
 * the item to play and those that come next, and tells what happens.
 *
 * **Why Media Source Extensions.** A second `<audio>` started at the first one's `ended` leaves 9 ms, and a second when the
 * page is busy. Web Audio joins exactly but must decode a whole track before its first sound, and a locked phone silences
 * it. A Media Source under one element is exact, sounds after some 20 ms, and needs no timer: the browser plays
 * what lies in its buffer, whatever the page does. docs/gapless.md has the figures.
 *
 * **How tracks are joined.** A lossy track begins with samples that belong to nobody (encoder delay) and ends with some
 * (padding). The API says how many: `skip_samples`, `samples`, `padding_samples`. Each track is appended to the one
 * SourceBuffer with a `timestampOffset` that puts its first valid sample where the last one's ended, and an append window
 * that cuts what lies outside (`timeline.ts` computes both, `sink.ts` sets them). Bytes go in as whole frames or fragments
 * (`frames.ts`, `fragments.ts`), so that the engine can start anywhere and always knows at which sample it is.
 * `feed.ts` fetches and appends some way ahead of the sound; `bytes.ts` survives the network.
 *
 * **Where that can't be had.** Without Media Source (iPhones) or exact counts, the same element plays the address itself, and
 * the next one at `ended`. A track in pieces after one played whole, or the other way round, starts at `ended` too.
 * Tracks of different codecs and sample rates go on in one SourceBuffer by `changeType`; an MP3 decoder is made to give up
 * what it still holds first (`feed.ts`).
 *
 * **ReplayGain** is `element.volume`: it can only make quieter, which is nearly always what is asked (−18 LUFS is low).
 * A Web Audio gain could also amplify, to the sample, but sound through an AudioContext stops on a locked phone and
 * where the context may not start; sound here always leaves through the element. So album gain changes nothing inside an album,
 * track gain changes within some milliseconds of the boundary, and iOS, where `volume` is read-only, plays as recorded.
 */
import { diagnose, renewable, TrackGone, type Resolve } from "./address.ts";
import { Refused } from "./bytes.ts";
import { Emitter } from "./emitter.ts";
import { Feed, type Prepared } from "./feed.ts";
import type { GainSettings } from "./gain.ts";
import { Listening } from "./listening.ts";
import { Loudness } from "./loudness.ts";
import { Preparer } from "./prepare.ts";
import { Sink } from "./sink.ts";
import { browserAbilities, type Abilities } from "./sources.ts";
import type { Placed } from "./timeline.ts";
import type { EngineEvents, ErrorKind, Item, Playback, Source, State } from "./types.ts";

/** What is left of a track that was heard to its end, in milliseconds. */
const END_MS = 30_000;

export interface EngineOptions {
  resolve: Resolve;
  element?: HTMLAudioElement;
  abilities?: Abilities;
}

/** What sounds now: on the Media Source's timeline, or whole. */
type Now =
  | { how: "pieces"; placed: Placed }
  | { how: "whole"; item: Item; playback: Playback; source: Source };

export class Engine extends Emitter<EngineEvents> {
  readonly element: HTMLAudioElement;
  private readonly listening = new Listening();
  private upcoming: Item[] = [];
  private now: Now | null = null;
  private loading: Item | null = null;
  private sink: Sink | null = null;
  private feed: Feed | null = null;
  private life = new AbortController();
  private wanted = false;
  private readonly loudness: Loudness;
  private readonly preparer: Preparer;
  private told: State = "idle";
  private retrying = false;
  private boundary: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EngineOptions) {
    super();
    this.element = options.element ?? new Audio();
    this.element.preload = "auto";
    this.loudness = new Loudness(this.element);
    const abilities = options.abilities ?? browserAbilities(this.element);
    this.preparer = new Preparer(options.resolve, abilities, {
      failed: (item, kind, message) => {
        this.fail(item, kind, message);
        this.dropUpcoming(item);
      },
      retrying: (attempt, delayMs) => {
        this.emit("network", { status: "retrying", attempt, delayMs, ahead: this.ahead() });
      },
      online: () => {
        this.emit("network", { status: "online" });
      },
    });
    const tick = this.tick.bind(this);
    const update = this.update.bind(this);
    for (const name of ["timeupdate", "seeked"]) this.element.addEventListener(name, tick);
    for (const name of ["playing", "pause", "waiting"]) {
      this.element.addEventListener(name, () => {
        tick();
        if (name !== "playing") this.listening.stop();
        update();
      });
    }
    this.element.addEventListener("ended", this.finish.bind(this));
    this.element.addEventListener("error", this.broken.bind(this));
  }

  get state(): State {
    return this.told;
  }

  get item(): Item | null {
    return (
      this.loading ?? (this.now?.how === "pieces" ? this.now.placed.item : (this.now?.item ?? null))
    );
  }

  /** Seconds into the current item. */
  get position(): number {
    if (this.loading || !this.now) return 0;
    const { currentTime } = this.element;
    return this.now.how === "pieces"
      ? Math.max(0, currentTime - this.now.placed.origin)
      : currentTime;
  }

  /** Seconds of the current item; 0 while unknown. */
  get duration(): number {
    if (this.loading || !this.now) return 0;
    if (this.now.how === "pieces") return this.now.placed.end - this.now.placed.origin;
    return this.now.playback.duration_ms / 1000;
  }

  /**
   * Makes an item the current one, from a position in seconds, or (null) from where the listener left it. Call it with
   * `play` from a click: browsers allow sound only then.
   */
  load(
    item: Item,
    options: { position?: number | null; play?: boolean; upcoming?: readonly Item[] } = {},
  ): void {
    if (options.upcoming) this.upcoming = [...options.upcoming];
    const { position = 0, play = false } = options;
    this.begin(item, position, play, "load");
  }

  /** The items to play after the current one, in order. What is already buffered of others is dropped. */
  setUpcoming(items: readonly Item[]): void {
    this.upcoming = [...items];
    this.feed?.reorder();
  }

  play(): void {
    this.wanted = true;
    if (this.told === "ended") this.seek(0);
    if (this.now && !this.loading) void this.sound();
    this.update();
  }

  pause(): void {
    this.wanted = false;
    this.element.pause();
    this.update();
  }

  /** Moves within the current item, in seconds. */
  seek(position: number): void {
    const { now } = this;
    if (!now || this.loading) return;
    this.tick();
    this.listening.stop();
    const at = Math.min(Math.max(0, position), this.duration);
    if (now.how === "pieces") this.feed?.seek(now.placed, at);
    else this.element.currentTime = at;
    this.armBoundary();
    this.update();
  }

  /** Goes to the first upcoming item, at once where it is buffered. */
  skip(): void {
    const [next] = this.upcoming;
    if (!next) return;
    const placed = this.feed?.placed;
    const following =
      this.now?.how === "pieces" && placed
        ? placed[placed.indexOf(this.now.placed) + 1]
        : undefined;
    if (following?.item.key === next.key && this.sink?.rangeAt(following.origin)) {
      this.tick();
      this.listening.stop();
      this.element.currentTime = following.origin;
      this.enter(following, "skip");
    } else {
      this.upcoming.shift();
      this.begin(next, 0, this.wanted, "skip");
    }
  }

  /** The listener's volume, 0 to 1. */
  setVolume(volume: number): void {
    this.loudness.setVolume(volume);
  }

  setMuted(muted: boolean): void {
    this.element.muted = muted;
  }

  setGain(settings: GainSettings): void {
    this.loudness.setGain(settings);
  }

  /** Stops, and lets go of everything. */
  stop(): void {
    this.clear();
    this.now = this.loading = null;
    this.wanted = false;
    this.element.removeAttribute("src");
    this.element.load();
    this.tell("idle");
  }

  private clear(): void {
    this.tick();
    this.listening.stop();
    clearTimeout(this.boundary);
    this.life.abort();
    this.life = new AbortController();
    this.feed?.close();
    this.sink?.close();
    this.feed = this.sink = null;
  }

  private begin(item: Item, position: number | null, play: boolean, reason: Reason): void {
    this.clear();
    const { signal } = this.life;
    this.now = null;
    this.loading = item;
    this.wanted = play;
    if (typeof MediaSource !== "undefined") {
      // Opened before the answer is there: it takes its time, and `play` must happen within the click.
      this.sink = new Sink(this.element);
      this.element.src = this.sink.url;
      if (play) void this.sound();
    }
    this.tell("loading");
    void this.preparer.prepare(item, signal).then(
      (prepared) => {
        if (signal.aborted) return;
        if (prepared) this.install(item, prepared, position ?? leftAt(prepared.playback), reason);
        else this.passOver();
      },
      () => {},
    );
  }

  private install(item: Item, prepared: Prepared, position: number, reason: Reason): void {
    const { playback, choice } = prepared;
    this.loading = null;
    if (choice.how === "pieces" && this.sink) {
      this.feed = new Feed(this.element, this.sink, this.hooks(this.life.signal));
      this.feed.start(item, playback, choice.source, position);
      const [placed] = this.feed.placed;
      if (placed) this.enter(placed, reason);
    } else {
      this.sink?.close();
      this.sink = null;
      this.now = { how: "whole", item, playback, source: choice.source };
      this.element.src = choice.source.url;
      if (position > 0) this.element.currentTime = position;
      this.loudness.follow(playback.gain);
      if (reason !== "again") this.emit("item", { item, playback, reason });
      if (this.wanted) void this.sound();
    }
    this.update();
  }

  /** A track on the timeline becomes the one that sounds. */
  private enter(placed: Placed, reason: Reason): void {
    const advanced =
      (reason === "advance" || reason === "skip") && this.upcoming[0]?.key === placed.item.key;
    if (advanced) this.upcoming.shift();
    this.now = { how: "pieces", placed };
    if (this.feed) this.feed.sounding = placed;
    this.loudness.follow(placed.playback.gain);
    this.armBoundary();
    if (reason === "again") return;
    this.emit("item", { item: placed.item, playback: placed.playback, reason });
  }

  private hooks(signal: AbortSignal): ConstructorParameters<typeof Feed>[2] {
    return {
      prepare: (item, run) => this.preparer.prepare(item, AbortSignal.any([run, signal])),
      address: ({ item, source }) => renewable(item.trackId, source, this.options.resolve),
      upcoming: () => this.upcoming,
      appended: () => {
        this.tellBuffered();
      },
      retrying: (attempt, delayMs) => {
        if (delayMs === 0) return;
        this.retrying = true;
        this.emit("network", { status: "retrying", attempt, delayMs, ahead: this.ahead() });
        this.update();
      },
      flowing: () => {
        if (!this.retrying) return;
        this.retrying = false;
        this.emit("network", { status: "online" });
      },
      failed: (placed, error) => {
        if (signal.aborted) return;
        const gone = error instanceof Refused || error instanceof TrackGone;
        this.fail(placed.item, gone ? "gone" : "unplayable", String(error));
        if (this.now?.how === "pieces" && this.now.placed === placed) this.passOver();
        else this.dropUpcoming(placed.item);
      },
    };
  }

  private async sound(): Promise<void> {
    try {
      await this.element.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return;
      this.wanted = false;
      if (this.item) this.fail(this.item, "blocked", "the browser wants a click before sound");
    }
    this.update();
  }

  private tick(): void {
    if (this.feed && this.now?.how === "pieces") {
      const time = this.element.currentTime;
      for (const { placed, seconds } of this.listening.upTo(time, this.feed.placed)) {
        this.emit("listened", { item: placed.item, seconds });
      }
      const { current, placed: list } = this.feed;
      // Several may have passed while a busy page did not hear of it: each is told.
      while (current && current !== this.now.placed) {
        const next = list[list.indexOf(this.now.placed) + 1];
        if (!next || list.indexOf(next) > list.indexOf(current)) break;
        this.enter(next, "advance");
      }
    } else if (this.now?.how === "whole") {
      const whole = { ...this.now, origin: 0, end: Infinity } as unknown as Placed;
      for (const { seconds } of this.listening.upTo(this.element.currentTime, [whole])) {
        this.emit("listened", { item: this.now.item, seconds });
      }
    }
    if (this.element.paused || this.element.seeking) this.listening.stop();
    const { item } = this;
    if (item && !this.loading) {
      this.emit("time", { item, position: this.position, duration: this.duration });
    }
  }

  /** `timeupdate` comes four times a second; the boundary itself is worth a timer of its own. */
  private armBoundary(): void {
    clearTimeout(this.boundary);
    if (this.now?.how !== "pieces" || this.element.paused) return;
    const left = this.now.placed.end - this.element.currentTime;
    if (left < 2) this.boundary = setTimeout(this.tick.bind(this), Math.max(0, left * 1000 + 2));
  }

  private finish(): void {
    this.tick();
    this.listening.stop();
    const [next] = this.upcoming;
    if (next) {
      this.upcoming.shift();
      this.begin(next, 0, this.wanted, "advance");
    } else {
      this.tell("ended");
      if (this.item) this.emit("ended", { item: this.item });
    }
  }

  /** The element gave up: the same source again after a trouble of the network, else another one, else the next track. */
  private broken(): void {
    const { now, item } = this;
    if (!now || !item || !this.element.error) return;
    const network = this.element.error.code === MediaError.MEDIA_ERR_NETWORK;
    if (now.how === "pieces") {
      this.preparer.spoil(item, now.placed.source);
      this.begin(item, this.position, this.wanted, "again");
    } else {
      void this.recover(item, now.source, this.position, network);
    }
  }

  private async recover(
    item: Item,
    source: Source,
    position: number,
    network: boolean,
  ): Promise<void> {
    const { signal } = this.life;
    const address = renewable(item.trackId, source, this.options.resolve);
    try {
      const cause = await diagnose(address, this.hooks(signal), signal);
      if (cause === "file" && !network) this.preparer.spoil(item, source);
    } catch (error) {
      if (signal.aborted) return;
      this.fail(item, "gone", String(error));
      this.passOver();
      return;
    }
    if (!signal.aborted) this.begin(item, position, this.wanted, "again");
  }

  private passOver(): void {
    const next = this.upcoming.shift();
    if (next) {
      this.begin(next, 0, this.wanted, "advance");
      return;
    }
    this.clear();
    this.loading = null;
    this.element.pause();
    this.tell("failed");
  }

  private dropUpcoming(item: Item): void {
    this.upcoming = this.upcoming.filter((other) => other.key !== item.key);
  }

  private fail(item: Item, kind: ErrorKind, message: string): void {
    this.emit("error", { item, kind, message });
  }

  private ahead(): number {
    const range = this.sink?.rangeAt(this.element.currentTime);
    return range ? range.end - this.element.currentTime : 0;
  }

  private tellBuffered(): void {
    if (this.now?.how !== "pieces") return;
    const { placed } = this.now;
    const range = this.sink?.rangeAt(this.element.currentTime);
    if (!range) return;
    const [start, end] = [Math.max(range.start, placed.origin), Math.min(range.end, placed.end)];
    this.emit("buffered", {
      item: placed.item,
      start: start - placed.origin,
      end: end - placed.origin,
    });
  }

  private update(): void {
    this.armBoundary();
    const { element } = this;
    if (this.told === "ended" && element.ended) return;
    if (!this.now && !this.loading) return;
    if (this.loading) this.tell("loading");
    else if (!this.wanted) this.tell("paused");
    else if (!element.paused && element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA)
      this.tell("playing");
    else
      this.tell(
        this.retrying || this.told === "playing" || this.told === "stalled" ? "stalled" : "loading",
      );
  }

  private tell(state: State): void {
    if (this.told === state) return;
    this.told = state;
    this.emit("state", { state });
  }
}

/** Where the listener left a track, in seconds; its start where they as good as heard its end. */
function leftAt({ resume_ms: left, duration_ms: duration }: Playback): number {
  return left && left < duration - END_MS ? left / 1000 : 0;
}

/** `again`: the same item from another source or address, of which nobody need hear. */
type Reason = EngineEvents["item"]["reason"] | "again";
