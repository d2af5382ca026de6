/** Which of a track's sources this browser plays, and how. */
import { Mp4Splitter, WebmSplitter } from "./fragments.ts";
import { FrameSplitter, readAdtsFrame, readMp3Frame } from "./frames.ts";
import type { Splitter } from "./splitter.ts";
import type { Playback, Source } from "./types.ts";

const MP3_DECODER_DELAY = 529;

/** A source whose samples are known. */
export interface ExactSource extends Source {
  samples: number;
  /** The browser's decoder keeps its last samples until it is given more, and loses them when it is taken down. */
  keepsLast?: boolean;
}

export interface Abilities {
  /** `MediaSource.isTypeSupported`, or always false. */
  takesInPieces(mime: string): boolean;
  /** `element.canPlayType`, as a yes or no. */
  playsWhole(mime: string): boolean;
  /** Whether the browser itself cuts an MP3 decoder's delay from what it is given in pieces (Chromium does). */
  readonly cutsMp3Delay: boolean;
}

export type Choice = { how: "pieces"; source: ExactSource } | { how: "whole"; source: Source };

/** Names a source for good: its address may be another one each time. */
export function sourceKey(trackId: string, source: Source): string {
  return `${trackId} ${source.mime}`;
}

/** The first source that can be placed exactly, else the first that plays at all. `spoilt` holds the keys of those that failed. */
export function chooseSource(
  playback: Playback,
  abilities: Abilities,
  spoilt: ReadonlySet<string> = new Set(),
): Choice | null {
  const sources = playback.sources.filter((source) => !spoilt.has(sourceKey(playback.id, source)));
  for (const source of sources) {
    const { samples } = source;
    if (samples && makeSplitter(source) && abilities.takesInPieces(source.mime)) {
      return { how: "pieces", source: asDecodedHere({ ...source, samples }, abilities) };
    }
  }
  const whole = sources.find((source) => abilities.playsWhole(source.mime));
  return whole ? { how: "whole", source: whole } : null;
}

/**
 * The API counts what a decoder gives, and an MP3 decoder gives 529 samples late. Chromium configures its own with that
 * delay for Media Source and drops as many, so there the encoder's delay alone is left to cut. Measured: with the
 * whole cut, every track lost its first 529 samples and ended with 529 of padding, perfectly aligned.
 */
function asDecodedHere(source: ExactSource, abilities: Abilities): ExactSource {
  const own = source.mime === "audio/mpeg" && abilities.cutsMp3Delay ? MP3_DECODER_DELAY : 0;
  if (own === 0 || source.skip_samples < own) return source;
  const decoded = source.padding_samples ?? null;
  return {
    ...source,
    keepsLast: true,
    skip_samples: source.skip_samples - own,
    padding_samples: decoded === null ? null : decoded + own,
  };
}

export function makeSplitter(source: Source): Splitter | null {
  const first = source.first_byte ?? 0;
  switch (source.mime.split(";")[0]?.trim()) {
    case "audio/mpeg":
      return new FrameSplitter(readMp3Frame, source.sample_rate, first);
    case "audio/aac":
      return new FrameSplitter(readAdtsFrame, source.sample_rate, first);
    case "audio/mp4":
      return new Mp4Splitter(source.sample_rate);
    case "audio/webm":
      return new WebmSplitter(source.sample_rate);
    default:
      return null;
  }
}

export function browserAbilities(element: HTMLMediaElement): Abilities {
  return {
    takesInPieces: (mime) =>
      typeof MediaSource !== "undefined" && MediaSource.isTypeSupported(mime),
    playsWhole: (mime) => element.canPlayType(mime) !== "",
    // No feature tells; userAgentData exists only on secure pages, and a site on a home network is none.
    cutsMp3Delay: /Chrom(e|ium)\//.test(navigator.userAgent),
  };
}
