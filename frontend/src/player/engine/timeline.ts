/**
 * Where tracks lie on the Media Source's timeline. Each begins where the one before ends, computed from whole counts of
 * samples; browsers round to microseconds, a twentieth of a sample, once for each track and never in a sum.
 */
import type { ExactSource } from "./sources.ts";
import type { Item, Playback } from "./types.ts";

export interface Placed {
  item: Item;
  playback: Playback;
  source: ExactSource;
  /** Time of the first valid sample. */
  origin: number;
  /** Time after the last valid sample. */
  end: number;
}

export function placeAt(
  origin: number,
  item: Item,
  playback: Playback,
  source: ExactSource,
): Placed {
  return { item, playback, source, origin, end: origin + source.samples / source.sample_rate };
}

/** The time at which a sample lies, counted from the first that a decoder gives. */
export function timeOf(placed: Placed, sample: number): number {
  return placed.origin + (sample - placed.source.skip_samples) / placed.source.sample_rate;
}

/** The decoder's sample at a position in the track. */
export function sampleAt(source: ExactSource, position: number): number {
  return source.skip_samples + Math.round(position * source.sample_rate);
}

/** Samples that a decoder gives of the whole file, as far as it is known or can be concluded. */
export function decodedSamples(source: ExactSource, frame: number): number {
  const heard = source.skip_samples + source.samples;
  const { padding_samples: padding } = source;
  return padding === undefined || padding === null
    ? Math.ceil(heard / frame) * frame
    : heard + padding;
}

/** Corrects where a track lies, after its place was estimated. */
export function moveBy(placed: Placed, seconds: number): void {
  placed.origin += seconds;
  placed.end += seconds;
}

/** The track that sounds at a time: the last one begun. */
export function placedAt(list: readonly Placed[], time: number): Placed | undefined {
  // Half a sample early is still the next track: the element's clock is rounded too.
  return list.findLast((placed) => placed.origin <= time + 1e-5) ?? list[0];
}

/**
 * How many of the tracks after `current` are those that are wanted next. The sound decides, not the place in the queue: an
 * item that moved, or comes round again, is the same bytes.
 */
export function countWanted(
  list: readonly Placed[],
  current: Placed,
  upcoming: readonly Item[],
): number {
  const after = list.slice(list.indexOf(current) + 1);
  const wrong = after.findIndex(({ item }, index) => upcoming[index]?.trackId !== item.trackId);
  return wrong < 0 ? after.length : wrong;
}
