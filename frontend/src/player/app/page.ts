/** What plays, shown on the page itself: the current row, its buttons, the line of the lyrics. */
import type { TrackInfo } from "./catalogue.ts";

export interface Now {
  current: TrackInfo | null;
  /** The play target that the current track came from. */
  source: string;
  sounding: boolean;
  position: number;
}

/**
 * Whether a play button is of what plays already: it then pauses and goes on instead of starting over. A track
 * that sounds is itself wherever it came from.
 */
export function isTarget(now: Now, target: string, start: string | undefined): boolean {
  const { current, source, sounding } = now;
  if (!current) return false;
  if (start !== undefined) return start === current.id && (source === target || sounding);
  return source === target || (sounding && target === `track:${current.id}`);
}

export function markPage(now: Now): void {
  const { current, sounding, position } = now;
  for (const row of document.querySelectorAll<HTMLElement>("[data-track-row]")) {
    const here = row.dataset.trackRow === current?.id;
    row.classList.toggle("is-current", here);
    row.classList.toggle("is-playing", here && sounding);
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-play]"))
    showPause(
      button,
      sounding && isTarget(now, button.dataset.play ?? "", button.dataset.playStart),
    );
  markLyrics(current, position);
}

/** A button of what sounds is a pause button: by its icon, and by its words or its pressed state. */
function showPause(button: HTMLElement, pauses: boolean): void {
  if (button.classList.contains("is-pause") === pauses) return;
  button.classList.toggle("is-pause", pauses);
  const use = button.querySelector<SVGUseElement>("use");
  if (use) {
    const icon = use.getAttribute("href") ?? "";
    if (pauses) use.dataset.iconPlay = icon;
    use.setAttribute(
      "href",
      pauses ? icon.replace(/#.*/, "#pause") : (use.dataset.iconPlay ?? icon),
    );
  }
  const words = button.querySelector<HTMLElement>("[data-words-pause]");
  if (words) {
    words.dataset.wordsPlay ??= words.textContent;
    words.textContent = (pauses ? words.dataset.wordsPause : words.dataset.wordsPlay) ?? "";
  } else if (pauses) {
    button.setAttribute("aria-pressed", "true");
  } else {
    button.removeAttribute("aria-pressed");
  }
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
