/** Entry of the page of a pitch's recipient: plain HTML that plays gaplessly where there is JavaScript. */
import { t } from "../i18n.ts";
import { showBar } from "./bar.ts";
import { startLicence } from "./licence.ts";
import { showOnPhone } from "./phone.ts";
import { startNotes } from "./notes.ts";
import { PagePlayer } from "./player.ts";
import { whenSomebodyIsHere } from "./presence.ts";
import { deviceId, Report } from "./report.ts";
import { songsOf } from "./songs.ts";
import { startWave } from "./waves.ts";

const device = deviceId();
const report = new Report("activity/", device);
whenSomebodyIsHere(() => {
  report.opened();
});

const songs = songsOf(document);
const player = new PagePlayer(songs, report);
for (const song of songs) {
  startWave(song, player);
  const button = song.row.querySelector<HTMLElement>("[data-play]");
  button?.addEventListener("click", () => {
    player.toggle(song);
  });
  player.watch(() => {
    const does = song.row.classList.contains("is-playing") ? t("Pause {title}", { title: song.title }) : t("Play {title}", { title: song.title }); // prettier-ignore
    if (button && button.ariaLabel !== does) button.ariaLabel = does;
  });
}
const playAll = document.querySelector<HTMLElement>("[data-play-all]");
player.watch(() => {
  playAll?.classList.toggle("is-playing", player.isPlaying);
});
playAll?.addEventListener("click", () => {
  const song = player.current ?? songs[0];
  if (song) player.toggle(song);
});
const bar = document.querySelector<HTMLElement>("[data-bar]");
if (bar) showBar(bar, player);
showOnPhone(player);
startNotes(songs, player, device);
startLicence(device);

// The space bar, where it means nothing else.
addEventListener("keydown", (event) => {
  const on = event.target instanceof Element ? event.target : null;
  if (event.key !== " " || on?.closest("input, textarea, select, button, summary, a, dialog"))
    return;
  if (!player.current) return;
  event.preventDefault();
  player.toggle(player.current);
});
