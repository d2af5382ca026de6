/**
 * The bar without React, for what was played last time: it looks and works like the one that takes its place when there
 * is sound, so that somebody who comes back loads React no sooner than others.
 */
import { t } from "../../i18n.ts";
import { byline, clock, length } from "../app/catalogue.ts";
import type { Player } from "../app/player.ts";
import { wantsSound } from "../app/state.ts";
import { PATHS, type IconName } from "../ui/icons.ts";
import { draw, keyedTo, secondsAt } from "../ui/wave.ts";
import { make } from "./make.ts";

/** Shows the bar in that node; gives the function that stops to keep it up to date. */
export function showPlainBar(node: HTMLElement, player: Player): () => void {
  const { views, device } = player;
  const title = make("a", { className: "bar-title" });
  const artist = make("p", { className: "bar-artist" });
  const cover = make("img", { alt: "", width: 56, height: 56 });
  const open = t("Now playing, full screen");
  const toCover = make("button", { type: "button", className: "bar-cover", ariaLabel: open }, [
    cover,
  ]);
  toCover.addEventListener("click", views.openFull);
  const wave = slider(player);
  const play = button("play", t("Play"), player.toggle, "pbutton-play");
  const phonePlay = button("play", t("Play"), player.toggle, "pbutton-play");
  const past = make("span", { className: "seek-time" });
  const total = make("button", { type: "button", className: "seek-time seek-total" });
  total.addEventListener("click", device.toggleRemaining);
  const progress = make("progress", { className: "bar-progress", ariaHidden: "true" });
  const volume = make("input", { type: "range", min: "0", max: "100", ariaLabel: t("Volume") });
  volume.addEventListener("input", () => {
    device.setVolume(Number(volume.value) / 100);
  });
  const bar = make("section", { className: "bar", ariaLabel: t("Player") }, [
    progress,
    make("div", { className: "bar-current" }, [
      toCover,
      make("div", { className: "bar-words" }, [title, artist]),
    ]),
    make("div", { className: "bar-middle" }, [
      make("div", { className: "transport", role: "group", ariaLabel: t("Playback") }, [
        button("shuffle", t("Shuffle"), player.toggleShuffle),
        button("previous", t("Previous"), player.previous),
        play,
        button("next", t("Next"), player.next),
        button("repeat", t("Repeat"), player.cycleRepeat),
      ]),
      make("div", { className: "seek" }, [past, wave.element, total]),
    ]),
    make("div", { className: "bar-right" }, [
      button("queue", t("Queue"), views.toggleQueue),
      make("div", { className: "volume" }, [button("loud", t("Mute"), device.toggleMute), volume]),
      button("open", open, views.openFull),
    ]),
    make("div", { className: "bar-phone" }, [phonePlay, button("next", t("Next"), player.next)]),
  ]);
  const show = (): void => {
    const { current, settings } = player.state.get();
    const { position } = player.time.get();
    if (!current) return;
    const does = wantsSound(player.state.get()) ? t("Pause") : t("Play");
    for (const each of [play, phonePlay]) each.ariaLabel = each.title = does;
    title.textContent = current.title;
    title.href = current.url;
    artist.textContent = byline(current);
    cover.src = current.album.cover.src;
    past.textContent = clock(position);
    const seconds = current.duration_ms / 1000;
    total.textContent = settings.remaining
      ? `−${clock(seconds - position)}`
      : length(current.duration_ms);
    total.title = settings.remaining ? t("Show the length") : t("Show the time left");
    progress.max = seconds;
    progress.value = position;
    volume.value = String(settings.muted ? 0 : Math.round(settings.volume * 100));
    wave.show();
  };
  node.replaceChildren(bar);
  show();
  const stops = [player.state.watch(show), player.time.watch(show)];
  return () => {
    for (const stop of stops) stop();
  };
}

function button(icon: IconName, label: string, act: () => void, className = ""): HTMLButtonElement {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("fill", "currentColor");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[icon]);
  drawing.append(path);
  const made = make(
    "button",
    { type: "button", className: `pbutton ${className}`, ariaLabel: label, title: label },
    [drawing],
  );
  made.addEventListener("click", act);
  return made;
}

/** The waveform as it is before there are peaks: a line that shows how far one was, and takes one elsewhere. */
function slider(player: Player): { element: HTMLElement; show: () => void } {
  const canvas = make("canvas", { ariaHidden: "true" });
  const element = make(
    "div",
    { className: "wave", role: "slider", tabIndex: 0, ariaLabel: t("Position"), ariaValueMin: "0" },
    [canvas],
  );
  const times = (): { position: number; duration: number } => ({
    position: player.time.get().position,
    duration: (player.state.get().current?.duration_ms ?? 0) / 1000,
  });
  element.addEventListener("keydown", (event) => {
    const to = keyedTo(event, times());
    if (to === null) return;
    event.preventDefault();
    player.seekTo(to);
  });
  element.addEventListener("pointerdown", (event) => {
    player.seekTo(secondsAt(element, event.clientX, times().duration));
  });
  const show = (): void => {
    const { position, duration } = times();
    element.ariaValueMax = String(Math.round(duration));
    element.ariaValueNow = String(Math.round(position));
    element.ariaValueText = t("{position} of {duration}", {
      position: clock(position),
      duration: clock(duration),
    });
    draw(canvas, { peaks: player.state.get().peaks, position, duration, buffered: 0 });
  };
  new ResizeObserver(show).observe(canvas);
  return { element, show };
}
