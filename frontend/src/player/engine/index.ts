export { TrackGone, type Resolve } from "./address.ts";
export { Engine, type EngineOptions } from "./engine.ts";
export { DEFAULT_GAIN, type GainSettings } from "./gain.ts";
export type { EngineEvents, Item, Playback, Source, State, TrackGain } from "./types.ts";
