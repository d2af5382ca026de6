/** The engine's words: what it is given, and what it says back. */

/** One way to get a track's bytes; the API's field names. */
export interface Source {
  url: string;
  mime: string;
  sample_rate: number;
  /** Samples that a decoder gives before the first valid one. */
  skip_samples: number;
  /** Valid samples, exactly; null where unknown: then a plain element plays it. */
  samples: number | null;
  /** Samples that a decoder gives after the last valid one, where known. */
  padding_samples?: number | null;
  /** The byte at which the sound starts: the tags before it are not fetched. */
  first_byte?: number;
}

/** ReplayGain 2.0 values of a track: dB to apply, and linear peaks. */
export interface TrackGain {
  track_db: number | null;
  track_peak: number | null;
  album_db: number | null;
  album_peak: number | null;
}

/** What the engine needs to make a track sound; `GET /api/v1/tracks/<id>/playback/` has it. */
export interface Playback {
  id: string;
  duration_ms: number;
  stream_url: string;
  sources: Source[];
  gain: TrackGain | null;
  /** So long that whoever comes back goes on where they left it. */
  keeps_position?: boolean;
  /** Where the listener left it, in milliseconds. */
  resume_ms?: number | null;
}

/** A place in the queue: the same track may stand there twice, so places have keys of their own. */
export interface Item {
  key: string;
  trackId: string;
}

export type State =
  | "idle"
  | "loading"
  | "playing"
  | "paused"
  /** Wants to play, but the bytes have not come. */
  | "stalled"
  | "ended"
  | "failed";

export type ErrorKind =
  /** The browser wants a click or key first; call `play()` from one. */
  | "blocked"
  /** The server refused the track, also at a renewed address. */
  | "gone"
  /** No offered source can be played here. */
  | "unplayable";

export interface EngineEvents {
  state: { state: State };
  /** Another item sounds now: loaded, skipped to, or reached by playing on. */
  item: { item: Item; playback: Playback; reason: "load" | "advance" | "skip" };
  /** Position and duration of the current item, in seconds; several times a second while playing. */
  time: { item: Item; position: number; duration: number };
  /** Seconds of sound heard since the last such event: listening, not position. */
  listened: { item: Item; seconds: number };
  /** What of the current item can be played without the network, in seconds. */
  buffered: { item: Item; start: number; end: number };
  /** `ahead`: seconds of sound still in hand; a listener hears nothing of a retry while there are some. */
  network:
    { status: "online" } | { status: "retrying"; attempt: number; delayMs: number; ahead: number };
  /** An item cannot sound. The engine goes on with the next one by itself, except when blocked. */
  error: { item: Item; kind: ErrorKind; message: string };
  /** The last item was played to its end. */
  ended: { item: Item };
}
