/** What plays, shown on the page itself: the current row, its buttons, the line of the lyrics. */
import type { TrackInfo } from "./catalogue.ts";

export function markPage(current: TrackInfo | null, sounding: boolean, position: number): void {
  for (const row of document.querySelectorAll<HTMLElement>("[data-track-row]")) {
    const here = row.dataset.trackRow === current?.id;
    row.classList.toggle("is-current", here);
    row.classList.toggle("is-playing", here && sounding);
  }
  markLyrics(current, position);
}

function markLyrics(current: TrackInfo | null, position: number): void {
  const sheet = document.querySelector<HTMLElement>("[data-lyrics]");
  if (!sheet) return;
  const here = sheet.dataset.lyrics === current?.id;
  const lines = [...sheet.querySelectorAll<HTMLElement>("[data-at]")];
  const now = here
    ? lines.findLastIndex((line) => Number(line.dataset.at) / 1000 <= position + 0.2)
    : -1;
  lines.forEach((line, index) => {
    line.classList.toggle("is-current", index === now);
    line.classList.toggle("is-past", index < now);
  });
}
