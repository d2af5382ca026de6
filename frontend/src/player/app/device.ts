/** This device's volume, loudness and quality: kept, and told to the engine. */
import type { Engine } from "../engine/index.ts";
import { tellSettings } from "../../site/preferences.ts";
import { gainOf, keepSettings, onSettings, readSettings, type Settings } from "./settings.ts";
import type { PlayerStore } from "./state.ts";

export class Device {
  constructor(
    private readonly state: PlayerStore,
    private readonly engine: Engine,
    /** Other bytes are wanted of what plays. */
    private readonly onQuality: () => void,
  ) {
    this.apply();
    onSettings(() => {
      this.state.update({ settings: readSettings() });
      this.apply();
    });
  }

  change(changes: Partial<Settings>): void {
    const settings = { ...this.state.get().settings, ...changes };
    this.state.update({ settings });
    keepSettings(settings);
    this.apply();
    if (changes.quality !== undefined) this.onQuality();
    if (changes.gain !== undefined || changes.remaining !== undefined) tellSettings();
  }

  setVolume = (volume: number): void => {
    this.change({ volume: Math.min(1, Math.max(0, volume)), muted: false });
  };

  /** Louder by a part of the whole, or quieter. */
  turn(by: number): void {
    this.setVolume(this.state.get().settings.volume + by);
  }

  toggleMute = (): void => {
    this.change({ muted: !this.state.get().settings.muted });
  };

  toggleRemaining = (): void => {
    this.change({ remaining: !this.state.get().settings.remaining });
  };

  private apply(): void {
    const { settings } = this.state.get();
    this.engine.setGain(gainOf(settings));
    this.engine.setVolume(settings.volume);
    this.engine.setMuted(settings.muted);
  }
}
