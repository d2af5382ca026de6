/** Keeps the Media Source fed: the current track, then those that follow it, some way ahead of the sound. */
import { ByteStream, type NetworkWatch, type Address } from "./bytes.ts";
import type { Sink } from "./sink.ts";
import { restartDecoder } from "./fragments.ts";
import { makeSplitter, type Choice, type ExactSource } from "./sources.ts";
import { concat, type Piece, type Place, type Splitter } from "./splitter.ts";
import {
  countWanted,
  decodedSamples,
  moveBy,
  placeAt,
  placedAt,
  sampleAt,
  timeOf,
  type Placed,
} from "./timeline.ts";
import type { Item, Playback } from "./types.ts";
import { Aborted, eventOf } from "./wait.ts";

/** Enough for a tunnel; little enough not to fetch an evening's music for someone who skips. */
const AHEAD_SECONDS = 90;
/** Browsers hold 12 MB of sound (Chromium), some less on phones. */
const AHEAD_BYTES = 6 << 20;

/** Where to read from, and whether that place was seen or is estimated. */
interface Start extends Place {
  exact: boolean;
}

export interface Prepared {
  playback: Playback;
  choice: Choice;
}

export interface FeedHooks extends NetworkWatch {
  /** Resolves the track and chooses its source; null when it can't sound at all. */
  prepare(item: Item, signal: AbortSignal): Promise<Prepared | null>;
  address(placed: Placed): Address;
  upcoming(): readonly Item[];
  appended(): void;
  failed(placed: Placed, error: unknown): void;
}

export class Feed {
  /** Tracks on the timeline, in order; the last may still be coming in. */
  readonly placed: Placed[] = [];
  private run = new AbortController();
  private working: Placed | null = null;
  /** The track that the engine shows as sounding; it follows the clock by a moment. */
  sounding: Placed | null = null;
  /** Counts the initialisations appended. */
  private turn = 0;
  private readonly changes = new EventTarget();
  private readonly files = new Map<Placed, { splitter: Splitter; bytes: ByteStream }>();
  private readonly sizes: { end: number; bytes: number }[] = [];

  constructor(
    private readonly element: HTMLMediaElement,
    private readonly sink: Sink,
    private readonly hooks: FeedHooks,
  ) {}

  start(item: Item, playback: Playback, source: ExactSource, position: number): void {
    const first = placeAt(0, item, playback, source);
    this.placed.push(first);
    this.sounding = first;
    if (position > 0) this.element.currentTime = position;
    void this.work(first, position);
  }

  /** The track at the element's clock. */
  get current(): Placed | undefined {
    return placedAt(this.placed, this.element.currentTime);
  }

  /** Moves to a position of a track on the timeline: at once where it is buffered, else by fetching from there. */
  seek(target: Placed, position: number): void {
    const time = Math.min(target.origin + position, target.end - 0.01);
    if (!this.sink.rangeAt(time)) {
      this.run.abort();
      this.placed.splice(this.placed.indexOf(target) + 1);
      void this.sink.remove(0, Infinity);
      this.sizes.length = 0;
      void this.work(target, position);
    }
    this.element.currentTime = time;
  }

  /** The wanted order changed: what is buffered of others goes, and the right ones follow. */
  reorder(): void {
    const { sounding } = this;
    if (!sounding) return;
    const wanted = countWanted(this.placed, sounding, this.hooks.upcoming());
    const first = this.placed.indexOf(sounding) + 1;
    const keep = first + wanted;
    for (let index = 0; index < wanted; index += 1) {
      const [placed, item] = [this.placed[first + index], this.hooks.upcoming()[index]];
      if (placed && item) placed.item = item;
    }
    const [wrong] = this.placed.splice(keep);
    if (wrong) {
      this.run.abort();
      void this.sink.remove(wrong.origin, Infinity);
      void this.work(null, 0);
    } else {
      this.changes.dispatchEvent(new Event("change"));
    }
  }

  /** Whether all of that track has been appended. */
  isWhole(placed: Placed): boolean {
    return this.working !== placed && this.placed.includes(placed);
  }

  close(): void {
    this.run.abort();
  }

  private async work(first: Placed | null, position: number): Promise<void> {
    const run = new AbortController();
    this.run = run;
    let at = first;
    try {
      for (let from = position; ; from = 0) {
        this.working = at;
        if (at) await this.fill(at, from, run.signal);
        this.working = null;
        at = await this.following(run.signal);
      }
    } catch (error) {
      if (error instanceof Aborted || run.signal.aborted) return;
      if (at) this.hooks.failed(at, error);
    }
  }

  /** Places the next wanted track; waits while there is none, or one that only plays whole. */
  private async following(signal: AbortSignal): Promise<Placed> {
    for (;;) {
      const last = this.placed.at(-1);
      if (last && this.nextItem()) await this.room(last.end, signal);
      const item = this.nextItem();
      const changed = eventOf(this.changes, ["change"], signal);
      changed.catch(() => null);
      if (last && item) {
        const prepared = await this.hooks.prepare(item, signal);
        if (signal.aborted) throw new Aborted();
        if (!prepared || this.nextItem()?.key !== item.key) continue;
        if (prepared.choice.how === "pieces") {
          await this.drain(last, prepared.choice.source, signal);
          const placed = placeAt(last.end, item, prepared.playback, prepared.choice.source);
          this.placed.push(placed);
          return placed;
        }
      }
      await this.sink.end();
      await changed;
    }
  }

  /**
   * Before another decoder takes over: an MP3 decoder gives its last 529 samples only when it is given another frame. The
   * one behind the track's end lies outside the append window and would be dropped unread, so it is put across the end
   * by a microsecond, of which no sample is left.
   */
  private async drain(last: Placed, next: ExactSource, signal: AbortSignal): Promise<void> {
    const { source } = last;
    const isSame = source.mime === next.mime && source.sample_rate === next.sample_rate;
    if (!source.keepsLast || isSame) return;
    const { splitter } = this.fileOf(last);
    const behind = decodedSamples(source, splitter.unit) - source.skip_samples - source.samples;
    const frame = splitter.frameFrom(splitter.position - behind);
    if (!frame) return;
    await this.sink.place({
      mime: source.mime,
      timed: false,
      offset: last.end - 1e-6,
      windowStart: last.origin,
      windowEnd: last.end,
    });
    await this.sink.append(frame, signal);
  }

  private nextItem(): Item | undefined {
    const after = this.placed.length - 1 - (this.sounding ? this.placed.indexOf(this.sounding) : 0);
    return this.hooks.upcoming()[after];
  }

  private async fill(placed: Placed, position: number, signal: AbortSignal): Promise<void> {
    const { splitter, bytes } = this.fileOf(placed);
    const wanted = position > 0 ? sampleAt(placed.source, position) : 0;
    if (wanted > 0 && (bytes.size === null || (splitter.timed && !splitter.init))) {
      // The start tells the size, without which there is no estimate, and holds the initialisation.
      for await (const data of bytes.from(placed.source.first_byte ?? 0, signal)) {
        splitter.push(data);
        if (!splitter.timed || splitter.init) break;
      }
    }
    let place = this.startOf(placed, splitter, bytes, wanted);
    for (;;) {
      const late = await this.pour(placed, place, wanted, signal);
      if (late === null) return;
      // The estimate lay after the wanted sample: go back by twice as much.
      const back = ((late - wanted) / decodedSamples(placed.source, 1)) * (bytes.size ?? 0) * 2;
      const offset = Math.max(0, Math.floor(place.offset - back - 65_536));
      place = { offset, sample: 0, exact: offset === 0 };
    }
  }

  /** Appends from a place to the end. Gives the first sample found where that is later than the wanted one. */
  private async pour(
    placed: Placed,
    place: Start,
    wanted: number,
    signal: AbortSignal,
  ): Promise<number | null> {
    const { splitter, bytes } = this.fileOf(placed);
    const { timed } = splitter;
    splitter.restart(place, place.exact);
    /** After an estimated jump the track's end on the timeline is known only when all frames were counted. */
    const open = !place.exact && !timed;
    const state = { begun: false };
    const append = async (data: Uint8Array<ArrayBuffer>): Promise<void> => {
      await this.sink.append(data, signal);
      if (signal.aborted) throw new Aborted();
      this.sizes.push({ end: timeOf(placed, splitter.position), bytes: data.length });
      this.hooks.appended();
    };
    // One append for all that has come: each is a round trip through a page that may be busy for long.
    const give = async (pieces: readonly Piece[]): Promise<void> => {
      const [first] = pieces;
      if (!first) return;
      const parts = pieces.map((piece) => piece.data);
      if (!state.begun) {
        state.begun = true;
        await this.sink.place({
          mime: placed.source.mime,
          timed,
          offset: timeOf(placed, timed ? 0 : first.start),
          windowStart: placed.origin,
          windowEnd: open ? Infinity : placed.end,
        });
        if (splitter.init) parts.unshift(restartDecoder(splitter.init, this.turn++));
      }
      await append(concat(parts));
    };
    for await (const data of bytes.from(place.offset, signal)) {
      const pieces = splitter.push(data);
      const [first] = pieces;
      if (!state.begun && timed && !place.exact && first && first.start > wanted) {
        return first.start;
      }
      const reaches = (piece: Piece): boolean =>
        (timed ? piece.start + 2 * placed.source.sample_rate : splitter.position) >= wanted;
      await give(state.begun ? pieces : pieces.filter(reaches));
      await this.room(timeOf(placed, splitter.position), signal);
    }
    const last = splitter.finish();
    if (open) {
      // The count from the jump to the end tells where the track really ends, so the next one joins exactly all the
      // same; the shown position is corrected by the estimate's error.
      const total = decodedSamples(placed.source, splitter.unit);
      moveBy(placed, (splitter.position - total) / placed.source.sample_rate);
      await this.sink.window(placed.origin, placed.end);
    }
    await give(last);
    return null;
  }

  private fileOf(placed: Placed): { splitter: Splitter; bytes: ByteStream } {
    const known = this.files.get(placed);
    if (known) return known;
    const splitter = makeSplitter(placed.source);
    if (!splitter) throw new Error(`no splitter for ${placed.source.mime}`);
    const file = { splitter, bytes: new ByteStream(this.hooks.address(placed), this.hooks) };
    this.files.set(placed, file);
    return file;
  }

  /** The best known place for a sample, else an estimate from the bytes a second. */
  private startOf(placed: Placed, splitter: Splitter, bytes: ByteStream, sample: number): Start {
    const first = placed.source.first_byte ?? 0;
    if (sample === 0) return { offset: first, sample: 0, exact: true };
    const known = splitter.locate(sample);
    if (known) return { ...known, exact: true };
    if (bytes.size === null) return { offset: first, sample: 0, exact: true };
    const total = decodedSamples(placed.source, 1);
    const share = Math.min(1, sample / total);
    return { offset: Math.floor(first + share * (bytes.size - first)), sample, exact: false };
  }

  /** Waits until the sound has come close enough to `end` for more to be fetched. */
  private async room(end: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.element.currentTime;
      while (this.sizes[0] && this.sizes[0].end < now) this.sizes.shift();
      const bytes = this.sizes.reduce((sum, part) => sum + part.bytes, 0);
      if (end - now < AHEAD_SECONDS && bytes < AHEAD_BYTES) return;
      await eventOf(this.element, ["timeupdate", "seeking"], signal);
    }
  }
}
