/** What a listener sets: volume and quality for this device, the rest for all of theirs. Kept in localStorage. */
import { DEFAULT_GAIN, type GainSettings } from "../engine/gain.ts";

export const QUALITIES = ["original", "256", "128", "64"] as const;
export type Quality = (typeof QUALITIES)[number];

export interface Settings {
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  quality: Quality;
  gain: GainSettings["mode"];
  /** Show what is left instead of what a track lasts. */
  remaining: boolean;
}

/** What a listener likes the same on all their devices; volume and quality are a device's. */
export type AccountSettings = Pick<Settings, "gain" | "remaining">;

export function ofAccount({ gain, remaining }: Settings): AccountSettings {
  return { gain, remaining };
}

const CHANGED = "settings:changed";

/** Settings of the account came: kept here, and told to the player where it is loaded. */
export function takeSettings(given: object): void {
  const { gain, remaining } = parseSettings(JSON.stringify({ ...readSettings(), ...given }));
  keepSettings({ ...readSettings(), gain, remaining });
  document.dispatchEvent(new Event(CHANGED));
}

export function onSettings(handler: () => void): void {
  document.addEventListener(CHANGED, handler);
}

const KEY = "musicsite:settings:1";

export const DEFAULTS: Settings = {
  volume: 1,
  muted: false,
  quality: "original",
  gain: DEFAULT_GAIN.mode,
  remaining: false,
};

/** Settings from stored text; whatever is not understood is the default. */
export function parseSettings(text: string | null): Settings {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? "{}");
  } catch {
    return DEFAULTS;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULTS;
  const { volume, muted, quality, gain, remaining } = stored as Record<keyof Settings, unknown>;
  return {
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : DEFAULTS.volume,
    muted: typeof muted === "boolean" ? muted : DEFAULTS.muted,
    quality: QUALITIES.find((each) => each === quality) ?? DEFAULTS.quality,
    gain: gain === "off" || gain === "track" || gain === "album" ? gain : DEFAULTS.gain,
    remaining: typeof remaining === "boolean" ? remaining : DEFAULTS.remaining,
  };
}

export function readSettings(): Settings {
  return parseSettings(localStorage.getItem(KEY));
}

export function keepSettings(settings: Settings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

/** The engine's part of them. */
export function gainOf(settings: Settings): GainSettings {
  return { ...DEFAULT_GAIN, mode: settings.gain };
}
