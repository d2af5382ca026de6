/** The drawn waveforms: how far each is played, where one clicks, and what was said where. */
import { t } from "../i18n.ts";
import { keyedTo, secondsAt } from "../player/ui/wave.ts";
import type { PagePlayer } from "./player.ts";
import { clock, type Song } from "./songs.ts";

export function startWave(song: Song, player: PagePlayer): void {
  const { wave } = song;
  const drawing = wave.querySelector("svg");
  if (drawing) {
    const played = drawing.cloneNode(true) as SVGSVGElement;
    played.classList.add("played-layer");
    played.querySelector("path")?.classList.add("played");
    wave.append(played);
  }
  wave.tabIndex = 0;
  wave.setAttribute("role", "slider");
  wave.ariaLabel = t("Position in {title}", { title: song.title });
  wave.ariaValueMin = "0";
  wave.ariaValueMax = String(Math.round(song.duration));
  const times = (): { position: number; duration: number } => ({
    position: player.current?.id === song.id ? player.position : 0,
    duration: song.duration,
  });
  wave.addEventListener("click", (event) => {
    player.seek(song, secondsAt(wave, event.clientX, song.duration));
  });
  wave.addEventListener("keydown", (event) => {
    const to = keyedTo(event, times());
    if (to === null) return;
    event.preventDefault();
    player.seek(song, to);
  });
  const show = (): void => {
    const { position, duration } = times();
    wave.style.setProperty("--p", `${duration ? (position / duration) * 100 : 0}%`);
    wave.ariaValueNow = String(Math.round(position));
    wave.ariaValueText = t("{position} of {duration}", {
      position: clock(position),
      duration: clock(duration),
    });
  };
  show();
  let wasCurrent = false;
  player.watch(() => {
    const isCurrent = player.current?.id === song.id;
    song.row.classList.toggle("is-current", isCurrent);
    song.row.classList.toggle("is-playing", isCurrent && player.isPlaying);
    if (isCurrent || wasCurrent) show();
    wasCurrent = isCurrent;
  });
}

/** A mark where something was said. */
export function markAt(song: Song, milliseconds: number, text: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "song__mark";
  mark.title = `${clock(milliseconds / 1000)} ${text}`;
  mark.style.insetInlineStart = `${Math.min(100, milliseconds / 10 / song.duration)}%`;
  song.wave.append(mark);
  return mark;
}
