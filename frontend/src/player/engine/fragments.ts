/** Fragmented MP4 and WebM: an initialisation, then pieces that each carry their time. */
import { concat, Places, type Piece, type Place, type Splitter } from "./splitter.ts";

interface Unit {
  /** Bytes to the end of the unit; Infinity where its body must be entered, not skipped. */
  size: number;
  kind: "init" | "piece" | "other";
  start: number;
}

/** Reads the unit at `at`: null where more bytes are needed, undefined where none starts there. */
type ReadUnit = (data: Uint8Array, at: number) => Unit | null | undefined;

abstract class UnitSplitter implements Splitter {
  readonly timed = true;
  readonly unit = 1;
  init: Uint8Array<ArrayBuffer> | null = null;
  position = 0;
  private head: Uint8Array<ArrayBuffer>[] = [];
  private rest = new Uint8Array(0);
  private offset = 0;
  private readonly places: Places;
  protected abstract readonly read: ReadUnit;

  constructor(protected readonly rate: number) {
    this.places = new Places(0);
  }

  push(data: Uint8Array<ArrayBuffer>): Piece[] {
    const rest = concat([this.rest, data]);
    const pieces: Piece[] = [];
    let at = 0;
    for (;;) {
      const unit = this.read(rest, at);
      if (unit === undefined) {
        at += 1;
        continue;
      }
      if (unit === null || at + unit.size > rest.length) break;
      const bytes = rest.slice(at, at + unit.size);
      if (unit.kind === "init" && !this.init) this.head.push(bytes);
      if (unit.kind === "piece") {
        this.init ??= concat(this.head);
        this.places.add({ offset: this.offset + at, sample: unit.start });
        pieces.push({ data: bytes, start: unit.start });
        this.position = unit.start;
      }
      at += unit.size;
    }
    this.rest = rest.slice(at);
    this.offset += at;
    return pieces;
  }

  finish(): Piece[] {
    return [];
  }

  locate(sample: number): Place | null {
    return this.places.before(sample, 2 * this.rate);
  }

  frameFrom(): null {
    return null;
  }

  restart(place: Place): void {
    this.rest = new Uint8Array(0);
    this.offset = place.offset;
    if (!this.init) this.head = [];
  }
}

function text(data: Uint8Array, at: number): string {
  return String.fromCharCode(...data.subarray(at, at + 4));
}

/** ISO/IEC 14496-12: `ftyp moov (moof mdat)*`; the times are in samples, as the encoder writes them. */
export class Mp4Splitter extends UnitSplitter {
  protected readonly read: ReadUnit = (data, at) => {
    if (at + 8 > data.length) return null;
    const view = new DataView(data.buffer, data.byteOffset + at);
    const size = view.getUint32(0);
    const kind = text(data, at + 4);
    if (kind === "ftyp" || kind === "moov") return { size, kind: "init", start: 0 };
    if (kind === "moof" && size < 1 << 16) {
      if (at + size + 8 > data.length) return null;
      const start = readFragmentTime(view, size);
      if (start === null || text(data, at + size + 4) !== "mdat") return undefined;
      return { size: size + view.getUint32(size), kind: "piece", start };
    }
    if (this.init === null && /^[a-z]{4}$/.test(kind) && size >= 8)
      return { size, kind: "other", start: 0 };
    return undefined; // after a jump: not at a box's start yet
  };
}

/** `moof/traf/tfdt`: the fragment's first sample. */
function readFragmentTime(moof: DataView, size: number): number | null {
  for (let at = 8; at + 8 <= size;) {
    const length = moof.getUint32(at);
    const kind = moof.getUint32(at + 4);
    if (kind === 0x74666474) {
      const wide = moof.getUint8(at + 8) === 1;
      if (at + (wide ? 20 : 16) > size) return null;
      return wide ? Number(moof.getBigUint64(at + 12)) : moof.getUint32(at + 12);
    }
    if (length < 8) return null;
    at += kind === 0x74726166 ? 8 : length; // enter traf
  }
  return null;
}

/**
 * The same initialisation, told apart from the last one, so that the browser starts its decoder anew. An Opus decoder
 * predicts each frame from those before; a track's first frames decoded after another track's last ones are up to
 * twice as loud as they should be for 50 ms. Nothing resets a decoder between two tracks but a different
 * configuration; OpusHead has a field that none uses, the rate of the sound before it was encoded (RFC 7845 5.1).
 */
export function restartDecoder(
  init: Uint8Array<ArrayBuffer>,
  turn: number,
): Uint8Array<ArrayBuffer> {
  for (let at = 0; at + 19 <= init.length; at += 1) {
    if (init[at] === 0x4f && text(init, at) === "Opus" && text(init, at + 4) === "Head") {
      const marked = init.slice();
      new DataView(marked.buffer).setUint32(at + 12, 48_000 - (turn % 2), true);
      return marked;
    }
  }
  return init;
}

const CLUSTER = 0x1f43b675;
const SEGMENT = 0x18538067;

/** RFC 9559: `EBML Segment(Info Tracks Cluster*)`, the segment's size unknown, each cluster's known. */
export class WebmSplitter extends UnitSplitter {
  private tick = 1e-3;

  protected readonly read: ReadUnit = (data, at) => {
    if (at + 24 > data.length) return null;
    const identity = readVint(data, at, false);
    const length = identity && readVint(data, at + identity.width, true);
    if (!length) return undefined;
    const body = identity.width + length.width;
    if (identity.value === CLUSTER) {
      const start = readClusterTime(data, at + body);
      if (start === null) return undefined;
      const size = body + length.value;
      return { size, kind: "piece", start: Math.round(start * this.tick * this.rate) };
    }
    if (this.init !== null) return undefined; // after a jump: looking for a cluster
    if (identity.value === SEGMENT) return { size: body, kind: "init", start: 0 };
    if (at + body + length.value <= data.length) {
      this.tick = readTick(data.subarray(at + body, at + body + length.value)) ?? this.tick;
    }
    return { size: body + length.value, kind: "init", start: 0 };
  };
}

/** A variable-length number of EBML (RFC 8794 4); identities keep their length marker. */
function readVint(
  data: Uint8Array,
  at: number,
  masked: boolean,
): { value: number; width: number } | null {
  const first = data[at] ?? 0;
  if (first === 0) return null;
  const width = Math.clz32(first) - 23;
  let value = masked ? first & ((1 << (8 - width)) - 1) : first;
  for (let index = 1; index < width; index += 1) value = value * 256 + (data[at + index] ?? 0);
  return { value, width };
}

function readClusterTime(data: Uint8Array, at: number): number | null {
  const length = (data[at + 1] ?? 0) & 0x7f;
  if (data[at] !== 0xe7 || !length || length > 8) return null;
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + (data[at + 2 + index] ?? 0);
  return value;
}

/** Seconds a tick, from Info's TimestampScale. */
function readTick(info: Uint8Array): number | null {
  for (let at = 0; at + 4 < info.length; at += 1) {
    if (info[at] === 0x2a && info[at + 1] === 0xd7 && info[at + 2] === 0xb1) {
      const length = (info[at + 3] ?? 0) & 0x7f;
      let value = 0;
      for (let index = 0; index < length; index += 1)
        value = value * 256 + (info[at + 4 + index] ?? 0);
      return value / 1e9;
    }
  }
  return null;
}
