/** The element's volume: the listener's, times what ReplayGain asks of the track that sounds. */
import { DEFAULT_GAIN, elementVolume, gainFactor, type GainSettings } from "./gain.ts";
import type { TrackGain } from "./types.ts";

export class Loudness {
  private volume = 1;
  private settings: GainSettings = DEFAULT_GAIN;
  private track: TrackGain | null = null;

  constructor(private readonly element: HTMLMediaElement) {}

  /** The listener's, 0 to 1. */
  setVolume(volume: number): void {
    this.volume = volume;
    this.apply();
  }

  setGain(settings: GainSettings): void {
    this.settings = settings;
    this.apply();
  }

  /** Another track sounds. */
  follow(track: TrackGain | null): void {
    this.track = track;
    this.apply();
  }

  private apply(): void {
    const volume = elementVolume(this.volume, gainFactor(this.track, this.settings));
    if (this.element.volume !== volume) this.element.volume = volume;
  }
}
