/** ReplayGain as a factor for `element.volume`, which can only make sound quieter. */
import type { TrackGain } from "./types.ts";

export interface GainSettings {
  mode: "off" | "track" | "album";
  /** dB on top of what the track asks for. */
  preamp: number;
  /** Never louder than 1 / peak. */
  preventClipping: boolean;
}

export const DEFAULT_GAIN: GainSettings = { mode: "album", preamp: 0, preventClipping: true };

/**
 * The factor that the settings ask for, before the element's limit of 1. A missing album value is taken from the
 * track and the other way round; with none, the sound is left as it is (a preamp alone would only surprise).
 */
export function gainFactor(gain: TrackGain | null, settings: GainSettings): number {
  if (settings.mode === "off" || !gain) return 1;
  const album = settings.mode === "album";
  const decibels = album ? (gain.album_db ?? gain.track_db) : (gain.track_db ?? gain.album_db);
  const peak = album ? (gain.album_peak ?? gain.track_peak) : (gain.track_peak ?? gain.album_peak);
  if (decibels === null) return 1;
  const factor = 10 ** ((decibels + settings.preamp) / 20);
  return settings.preventClipping && peak ? Math.min(factor, 1 / peak) : factor;
}

/** What the element's volume must be for a listener's volume of 0 to 1. */
export function elementVolume(volume: number, factor: number): number {
  return Math.min(1, Math.max(0, volume * factor));
}
