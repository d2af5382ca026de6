/** Media Session: hardware keys, the lock screen and its picture. */
import { byline, type TrackInfo } from "./catalogue.ts";

export interface SessionActions {
  play: () => void;
  pause: () => void;
  next: () => void;
  previous: () => void;
  seekTo: (seconds: number) => void;
  seekBy: (seconds: number) => void;
}

const STEP = 10;

export function startSession(actions: SessionActions): void {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  session.setActionHandler("play", actions.play);
  session.setActionHandler("pause", actions.pause);
  session.setActionHandler("nexttrack", actions.next);
  session.setActionHandler("previoustrack", actions.previous);
  session.setActionHandler("seekto", (details) => {
    if (details.seekTime !== undefined) actions.seekTo(details.seekTime);
  });
  session.setActionHandler("seekforward", (details) => {
    actions.seekBy(details.seekOffset ?? STEP);
  });
  session.setActionHandler("seekbackward", (details) => {
    actions.seekBy(-(details.seekOffset ?? STEP));
  });
}

export function showInSession(track: TrackInfo | null): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata =
    track &&
    new MediaMetadata({
      title: track.title,
      artist: byline(track),
      album: track.album.title,
      artwork: [{ src: new URL(track.album.cover.src, location.href).href }],
    });
}

export function showProgress(playing: boolean, position: number, duration: number): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.playbackState = playing ? "playing" : "paused";
  if (duration > 0 && Number.isFinite(duration))
    navigator.mediaSession.setPositionState({ duration, position: Math.min(position, duration) });
}
