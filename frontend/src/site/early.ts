/**
 * How a track can sound, asked for when a finger is down on its play button: before the click is complete, and before the
 * player itself has started. What was answered serves once, and not for long, since addresses expire.
 */
import { api, type Schemas } from "../api/client.ts";
import { readSettings, type Quality } from "../player/app/settings.ts";
import { unwrap } from "./http.ts";

export type PlaybackInfo = Schemas["Playback"];

const SERVES_MS = 10_000;

interface Early {
  trackId: string;
  quality: Quality;
  until: number;
  answer: Promise<PlaybackInfo>;
}

let early: Early | undefined;

export function askPlayback(
  public_id: string,
  quality: Quality,
  signal?: AbortSignal,
): Promise<PlaybackInfo> {
  const params = { path: { public_id }, query: { quality } };
  return unwrap(
    api.GET("/api/v1/tracks/{public_id}/playback/", { params, ...(signal && { signal }) }),
  );
}

/** Ask now for what will probably be played. */
export function askEarly(trackId: string, at: number = performance.now()): void {
  if (early?.trackId === trackId && at < early.until) return;
  const { quality } = readSettings();
  const answer = askPlayback(trackId, quality);
  // Where it fails, playing asks again and says why.
  answer.catch(() => {});
  early = { trackId, quality, until: at + SERVES_MS, answer };
}

/** What was asked early of that track, if it still serves. */
export function takeEarly(
  trackId: string,
  quality: Quality,
  at: number = performance.now(),
): Promise<PlaybackInfo> | undefined {
  const taken = early;
  early = undefined;
  const serves = taken?.trackId === trackId && taken.quality === quality && at < taken.until;
  return serves ? taken.answer : undefined;
}
