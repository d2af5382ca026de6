export { TrackGone, type Resolve } from "./address";
export { Engine, type EngineOptions } from "./engine";
export { DEFAULT_GAIN, type GainSettings } from "./gain";
export type { EngineEvents, Item, Playback, Source, State, TrackGain } from "./types";
