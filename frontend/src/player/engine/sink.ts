/**
 * The SourceBuffer, as a queue of acts that each wait for the one before. A SourceBuffer refuses everything while it
 * is at work, so nobody else may touch it.
 */
import { eventOf } from "./wait.ts";

/** Where the next pieces go. Times are seconds on the Media Source's timeline. */
export interface Placement {
  mime: string;
  /** Pieces carry times (true), or follow one another from `offset` on (false). */
  timed: boolean;
  offset: number;
  windowStart: number;
  windowEnd: number;
}

export class Sink {
  readonly url: string;
  private readonly media = new MediaSource();
  private buffer: SourceBuffer | null = null;
  private mime = "";
  private tail: Promise<unknown>;
  private readonly never = new AbortController().signal;

  constructor(private readonly element: HTMLMediaElement) {
    this.url = URL.createObjectURL(this.media);
    this.tail = eventOf(this.media, ["sourceopen"], this.never);
  }

  /** What is buffered around that time, or null. */
  rangeAt(time: number): { start: number; end: number } | null {
    const ranges = this.media.readyState === "closed" ? undefined : this.buffer?.buffered;
    for (let index = 0; ranges && index < ranges.length; index += 1) {
      const [start, end] = [ranges.start(index), ranges.end(index)];
      // Times in `buffered` are rounded to microseconds.
      if (start <= time + 1e-3 && time < end) return { start, end };
    }
    return null;
  }

  place(placement: Placement): Promise<void> {
    return this.act(async () => {
      const buffer = this.open(placement.mime);
      buffer.mode = placement.timed ? "segments" : "sequence";
      buffer.timestampOffset = placement.offset;
      this.cut(buffer, placement.windowStart, placement.windowEnd);
      return Promise.resolve();
    });
  }

  window(start: number, end: number): Promise<void> {
    return this.act(() => {
      if (this.buffer) this.cut(this.buffer, start, end);
      return Promise.resolve();
    });
  }

  /** Waits for room where the browser has none: what was played goes first, then time must pass. */
  append(data: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    return this.act(async () => {
      while (!signal.aborted && this.buffer) {
        try {
          this.buffer.appendBuffer(data);
        } catch (error) {
          if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") throw error;
          if (!(await this.forget(this.buffer))) {
            await eventOf(this.element, ["timeupdate", "seeking"], signal).catch(() => null);
          }
          continue;
        }
        await this.settled(this.buffer);
        return;
      }
    });
  }

  remove(start: number, end: number): Promise<void> {
    return this.act(async () => {
      if (!this.buffer) return;
      this.buffer.remove(Math.max(0, start), end);
      await this.settled(this.buffer);
    });
  }

  /** Nothing follows for now; a later append opens the stream again. */
  end(): Promise<void> {
    return this.act(() => {
      if (this.media.readyState === "open") this.media.endOfStream();
      return Promise.resolve();
    });
  }

  close(): void {
    this.tail = new Promise(() => {});
    this.buffer = null;
    URL.revokeObjectURL(this.url);
  }

  private act(work: () => Promise<void>): Promise<void> {
    const act = this.tail.then(work);
    this.tail = act.catch(() => {});
    return act;
  }

  private open(mime: string): SourceBuffer {
    if (!this.buffer) {
      this.buffer = this.media.addSourceBuffer(mime);
      this.media.duration = Infinity;
      // Without an end the element would go back to what is buffered when asked to jump beyond.
      this.media.setLiveSeekableRange(0, 1e9);
    } else if (this.mime !== mime) {
      this.buffer.changeType(mime);
    }
    this.mime = mime;
    return this.buffer;
  }

  /** The window's end must stay above its start at every step. */
  private cut(buffer: SourceBuffer, start: number, end: number): void {
    buffer.appendWindowEnd = Infinity;
    buffer.appendWindowStart = Math.max(0, start);
    buffer.appendWindowEnd = end;
  }

  /** Drops what was played more than five seconds ago; false if there is nothing. */
  private async forget(buffer: SourceBuffer): Promise<boolean> {
    const end = this.element.currentTime - 5;
    if (buffer.buffered.length === 0 || buffer.buffered.start(0) >= end - 1) return false;
    buffer.remove(0, end);
    await this.settled(buffer);
    return true;
  }

  private async settled(buffer: SourceBuffer): Promise<void> {
    if (!buffer.updating) return;
    // A closed source never updates: the element's own error says why.
    await Promise.race([
      eventOf(buffer, ["updateend"], this.never),
      eventOf(this.media, ["sourceclose", "sourceended"], this.never),
    ]);
  }
}
