/** What components show of the player. */
import type { Repeat } from "../queue/index.ts";
import type { TrackInfo } from "./catalogue.ts";
import type { LyricLine } from "./lyrics.ts";
import { Observable } from "./observable.ts";
import { readSettings, type Settings } from "./settings.ts";

export interface QueueRow {
  key: string;
  trackId: string;
  /** Null where it is not known yet what it is. */
  track: TrackInfo | null;
}

export interface PlayerState {
  current: TrackInfo | null;
  rows: readonly QueueRow[];
  /** Key of the current row. */
  currentKey: string | null;
  sounding: boolean;
  /** Wants to sound, and waits for bytes. */
  busy: boolean;
  repeat: Repeat;
  shuffled: boolean;
  canUndo: boolean;
  settings: Settings;
  peaks: readonly number[] | null;
  lyrics: readonly LyricLine[] | null;
  /** Null where nobody is signed in, or it is not known yet. */
  liked: boolean | null;
  notice: string;
  full: boolean;
  side: "queue" | "lyrics" | "settings";
  queueOpen: boolean;
  helpOpen: boolean;
}

export type PlayerStore = Observable<PlayerState>;

/** Several times a second; seconds. */
export interface Time {
  position: number;
  duration: number;
  buffered: number;
}

export function emptyState(): PlayerStore {
  return new Observable<PlayerState>({
    current: null,
    rows: [],
    currentKey: null,
    sounding: false,
    busy: false,
    repeat: "off",
    shuffled: false,
    canUndo: false,
    settings: readSettings(),
    peaks: null,
    lyrics: null,
    liked: null,
    notice: "",
    full: false,
    side: "queue",
    queueOpen: false,
    helpOpen: false,
  });
}

/** Whether it sounds, or will as soon as it can. */
export function wantsSound({ sounding, busy }: PlayerState): boolean {
  return sounding || busy;
}
