/**
 * Splitters cut a stream of bytes into pieces that a SourceBuffer can take one by one, and know which sample
 * each piece starts with. So the engine can start anywhere in a file, drop what it doesn't need, never leaves a
 * half-parsed piece behind when a listener seeks, and knows where a track ends even after an estimated jump.
 */

export interface Piece {
  data: Uint8Array<ArrayBuffer>;
  /** First sample, counted from the first that a decoder gives of the whole file. */
  start: number;
}

/** Where to read from to hear a sample. */
export interface Place {
  offset: number;
  sample: number;
}

export interface Splitter {
  /** True where pieces carry their own times; false where they follow one another from where they are put. */
  readonly timed: boolean;
  /** Samples of one frame; 1 where pieces are timed. */
  readonly unit: number;
  /** What a SourceBuffer must have seen before the first piece (null: nothing, or not read yet). */
  readonly init: Uint8Array<ArrayBuffer> | null;
  /** The sample after the last piece given. */
  readonly position: number;
  push(data: Uint8Array<ArrayBuffer>): Piece[];
  /** The bytes are at their end. */
  finish(): Piece[];
  /** The last place already seen at or before that sample, or null where none is close. */
  locate(sample: number): Place | null;
  /** The first frame at or after that sample, where it is among the last ones read and has no time of its own. */
  frameFrom(sample: number): Uint8Array<ArrayBuffer> | null;
  /** Bytes will now come from that offset, of which the sample is believed to be that one. */
  restart(place: Place, exact: boolean): void;
}

export function concat(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Places seen so far, in order; a look-up gives the last one at or before a sample. */
export class Places {
  private readonly places: Place[] = [];

  constructor(private readonly spacing: number) {}

  add(place: Place): void {
    const last = this.places.at(-1);
    if (!last || place.sample >= last.sample + this.spacing) this.places.push(place);
  }

  /** Null where the nearest is more than `reach` samples before. */
  before(sample: number, reach: number): Place | null {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.places[middle]?.sample ?? Infinity) <= sample) low = middle + 1;
      else high = middle;
    }
    const place = this.places[low - 1];
    return place && sample - place.sample <= reach ? place : null;
  }
}
