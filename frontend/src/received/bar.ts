/** What sounds, at the foot of the page: its title, how far it is, and what the thumb wants. */
import { t } from "../i18n.ts";
import { make } from "../player/plain/make.ts";
import { PATHS, type IconName } from "../player/ui/icons.ts";
import type { PagePlayer } from "./player.ts";
import { clock } from "./songs.ts";

export function showBar(node: HTMLElement, player: PagePlayer): void {
  const cover = make("img", { className: "bar__cover", alt: "", width: 48, height: 48 });
  const title = make("p", { className: "bar__title" });
  const time = make("p", { className: "bar__time figures" });
  const progress = make("div", { className: "bar__progress", ariaHidden: "true" });
  const previous = button("previous", t("Previous"), "bar__previous", () => {
    player.step(-1);
  });
  const play = button("play", t("Play"), "bar__play", () => {
    if (player.current) player.toggle(player.current);
  });
  const next = button("next", t("Next"), "", () => {
    player.step(1);
  });
  node.setAttribute("role", "region");
  node.ariaLabel = t("Player");
  node.replaceChildren(
    progress,
    cover,
    make("div", { className: "bar__words" }, [title, time]),
    make("div", { className: "bar__buttons" }, [previous, play, next]),
  );
  let shown = "";
  player.watch(() => {
    const { current, isPlaying, position } = player;
    if (!current) return;
    node.hidden = false;
    if (shown !== current.id) {
      shown = current.id;
      title.textContent = current.title;
      cover.src = current.row.querySelector("img")?.currentSrc ?? "";
    }
    time.textContent =
      words(player) ||
      `${clock(position)} / ${clock(Math.round(current.duration))} · ${current.artists}`;
    progress.style.setProperty("--p", String(current.duration ? position / current.duration : 0));
    if (play.ariaPressed !== String(isPlaying)) {
      play.ariaPressed = String(isPlaying);
      play.ariaLabel = isPlaying ? t("Pause") : t("Play");
      play.replaceChildren(icon(isPlaying ? "pause" : "play"));
    }
  });
}

function words({ trouble, state }: PagePlayer): string {
  if (trouble === "gone") return t("This link or track is not open any more.");
  if (trouble === "unplayable") return t("This browser can't play it.");
  if (state === "stalled") return t("Waiting for the network …");
  return "";
}

function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "glyph");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

function button(name: IconName, label: string, kind: string, act: () => void): HTMLButtonElement {
  const made = make(
    "button",
    { type: "button", className: `icon-button ${kind}`, ariaLabel: label },
    [icon(name)],
  );
  made.addEventListener("click", act);
  return made;
}
