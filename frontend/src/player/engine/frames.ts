/** MP3 and ADTS: a stream of frames without times. Cutting it up is counting it. */
import { concat, Places, type Piece, type Place, type Splitter } from "./splitter.ts";

interface Frame {
  size: number;
  samples: number;
  rate: number;
  /** A Xing or Info header: it holds counts, no sound, and decoders drop it. */
  silent: boolean;
}

type ReadFrame = (data: Uint8Array, at: number) => Frame | null;

// ISO/IEC 11172-3 2.4.2.3 and 13818-3: kbit/s by layer, MPEG 1 and 2.
const BITRATES: Record<string, readonly number[]> = {
  "1.1": [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1.2": [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1.3": [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2.1": [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2.2": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2.3": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const MPEG_RATES = [44100, 48000, 32000];
const ADTS_RATES = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000,
];

/** How many bytes a header needs to be told; the Xing mark lies at 36 at most. */
const HEADER = 40;
/** How many to tell that a frame starts: the whole of an ADTS header. */
const SYNC = 7;

export const readMp3Frame: ReadFrame = (data, at) => {
  const [sync, kind, rates, mode] = [data[at], data[at + 1], data[at + 2], data[at + 3]];
  if (sync !== 0xff || kind === undefined || rates === undefined || mode === undefined) return null;
  const version = (kind >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const layer = 4 - ((kind >> 1) & 3);
  const base = MPEG_RATES[(rates >> 2) & 3];
  const kbits = BITRATES[`${version === 3 ? 1 : 2}.${layer}`]?.[rates >> 4];
  if ((kind & 0xe0) !== 0xe0 || version === 1 || !base || !kbits) return null;
  const rate = version === 3 ? base : version === 2 ? base / 2 : base / 4;
  const padding = (rates >> 1) & 1;
  if (layer === 1) {
    const size = (Math.floor((12000 * kbits) / rate) + padding) * 4;
    return { size, samples: 384, rate, silent: false };
  }
  const samples = layer === 3 && version !== 3 ? 576 : 1152;
  const size = Math.floor(((samples / 8) * kbits * 1000) / rate) + padding;
  const mono = mode >> 6 === 3;
  const mark = at + 4 + (version === 3 ? (mono ? 17 : 32) : mono ? 9 : 17);
  const name = String.fromCharCode(...data.subarray(mark, mark + 4));
  return { size, samples, rate, silent: name === "Xing" || name === "Info" };
};

export const readAdtsFrame: ReadFrame = (data, at) => {
  const [b0, b1, b2, b3, b4, b5] = data.subarray(at, at + 6);
  if (b0 !== 0xff || b1 === undefined || b2 === undefined || (b1 & 0xf6) !== 0xf0) return null;
  const rate = ADTS_RATES[(b2 >> 2) & 15];
  const size = (((b3 ?? 0) & 3) << 11) | ((b4 ?? 0) << 3) | ((b5 ?? 0) >> 5);
  if (!rate || size < 7) return null;
  return { size, samples: 1024 * (1 + ((data[at + 6] ?? 0) & 3)), rate, silent: false };
};

/** Frames held back after an estimated jump: more than any encoder's padding (4,095 samples). */
const HELD = 5;

export class FrameSplitter implements Splitter {
  readonly timed = false;
  readonly init = null;
  unit = 1;
  private rest = new Uint8Array(0);
  private offset: number;
  private sample = 0;
  private exact = true;
  private synced = false;
  private held: Piece[] = [];
  /** The last frames read. */
  private recent: Piece[] = [];
  private readonly places: Places;

  constructor(
    private readonly read: ReadFrame,
    private readonly rate: number,
    firstByte: number,
  ) {
    this.offset = firstByte;
    this.places = new Places(rate / 2);
  }

  get position(): number {
    return this.sample;
  }

  push(data: Uint8Array<ArrayBuffer>): Piece[] {
    this.rest = concat([this.rest, data]);
    return this.cut(false);
  }

  finish(): Piece[] {
    const last = this.cut(true);
    const held = this.held;
    this.held = [];
    return [...last, ...held];
  }

  locate(sample: number): Place | null {
    return this.places.before(sample, this.rate);
  }

  restart(place: Place, exact: boolean): void {
    this.rest = new Uint8Array(0);
    this.offset = place.offset;
    this.sample = place.sample;
    this.exact = exact;
    this.synced = false;
    this.held = [];
    this.recent = [];
  }

  frameFrom(sample: number): Uint8Array<ArrayBuffer> | null {
    return this.recent.find(({ start }) => start >= sample)?.data ?? null;
  }

  private cut(atEnd: boolean): Piece[] {
    const { rest } = this;
    const frames: Piece[] = [];
    let at = 0;
    while (at + HEADER <= rest.length || (atEnd && at + 7 <= rest.length)) {
      const frame = this.read(rest, at);
      if (frame?.rate !== this.rate || !this.followed(frame, at, atEnd)) {
        // A whole frame whose successor hasn't come yet is not lost, only early.
        if (frame?.rate === this.rate && at + frame.size + SYNC > rest.length && !atEnd) break;
        this.synced = false;
        at += 1;
        continue;
      }
      if (at + frame.size > rest.length) break;
      this.synced = true;
      if (!frame.silent) {
        if (this.exact) this.places.add({ offset: this.offset + at, sample: this.sample });
        frames.push({ data: rest.slice(at, at + frame.size), start: this.sample });
        this.sample += frame.samples;
        this.unit = frame.samples;
      }
      at += frame.size;
    }
    this.rest = rest.slice(at);
    this.offset += at;
    this.recent = [...this.recent, ...frames.slice(-HELD)].slice(-HELD);
    return this.give(frames);
  }

  /** After a jump, a sync word alone proves nothing: another frame must follow it. */
  private followed(frame: Frame, at: number, atEnd: boolean): boolean {
    if (this.synced) return true;
    const next = at + frame.size;
    if (next + SYNC > this.rest.length) return atEnd;
    return this.read(this.rest, next)?.rate === frame.rate;
  }

  private give(frames: Piece[]): Piece[] {
    if (!this.exact) {
      const all = [...this.held, ...frames];
      const count = Math.max(0, all.length - HELD);
      this.held = all.slice(count);
      frames = all.slice(0, count);
    }
    const first = frames[0];
    return first ? [{ data: concat(frames.map((frame) => frame.data)), start: first.start }] : [];
  }
}
