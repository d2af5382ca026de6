/** What sounds, on a locked phone and on a keyboard's keys (Media Session). */
import type { PagePlayer } from "./player.ts";

export function showOnPhone(player: PagePlayer): void {
  if (!("mediaSession" in navigator)) return;
  const { mediaSession } = navigator;
  const toggle = (): void => {
    if (player.current) player.toggle(player.current);
  };
  const acts: [MediaSessionAction, () => void][] = [
    ["play", toggle],
    ["pause", toggle],
    ["nexttrack", () => { player.step(1); }], // prettier-ignore
    ["previoustrack", () => { player.step(-1); }], // prettier-ignore
  ];
  for (const [name, act] of acts) mediaSession.setActionHandler(name, act);
  let shown = "";
  player.watch(() => {
    const { current, isPlaying } = player;
    if (!current) return;
    mediaSession.playbackState = isPlaying ? "playing" : "paused";
    if (shown === current.id) return;
    shown = current.id;
    const artwork = current.row.querySelector("img")?.currentSrc;
    mediaSession.metadata = new MediaMetadata({
      title: current.title,
      artist: current.artists,
      artwork: artwork ? [{ src: artwork }] : [],
    });
  });
}
