/**
 * Play and queue buttons of pages, and the moment the player is loaded: at a play, or at the first sign that
 * somebody is there, so that the first click sounds at once.
 */
import type { Player } from "../player/app/player.ts";
import { t } from "../i18n.ts";
import { on, onEachPage } from "./delegate.ts";
import { hasSession } from "./stored.ts";
import { say } from "./toast.ts";

let loading: Promise<Player> | undefined;

/** The player, loaded once; where that fails, asked for again the next time. */
export function player(): Promise<Player> {
  loading ??= import("../player/index.ts").then(
    ({ startPlayer }) => startPlayer(),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** What a press asks of the player; without a network it is told why nothing sounds. */
function ask(wish: (it: Player) => unknown): void {
  player().then(wish, () => {
    say(t("No connection. Try again in a moment; what is loaded plays on."));
  });
}

/** The player where it is loaded already, or loading. */
export function loadedPlayer(): Promise<Player> | undefined {
  return loading;
}

const SIGNS = ["pointerdown", "keydown", "pointermove", "touchstart", "scroll"] as const;

function loadAtFirstSign(): void {
  const controller = new AbortController();
  const load = (): void => {
    controller.abort();
    player().catch(() => {});
  };
  for (const sign of SIGNS)
    addEventListener(sign, load, { signal: controller.signal, passive: true, once: true });
  // Somebody was here before: what they heard last is in the bar, once the page itself is there.
  if (hasSession())
    addEventListener("load", () => setTimeout(load, 200), { signal: controller.signal });
}

/** The tracks of the list that a button stands in, as the page has them. */
function rowsBeside(button: HTMLElement): string[] {
  const rows = button.closest("ol, ul")?.querySelectorAll<HTMLElement>("[data-track-row]") ?? [];
  return Array.from(rows, (row) => row.dataset.trackRow ?? "");
}

export function startPlayTargets(): void {
  loadAtFirstSign();
  on("click", "[data-play]", (button, event) => {
    event.preventDefault();
    const { play = "", playSrc, playStart } = button.dataset;
    const rows = play === "rows" ? rowsBeside(button) : undefined;
    ask((it) => it.playTarget(play, { source: playSrc, start: playStart, rows }));
  });
  on("click", "[data-queue]", (button, event) => {
    event.preventDefault();
    const { queue = "", queueAt } = button.dataset;
    ask((it) => it.addTarget(queue, queueAt === "next" ? "next" : "last"));
  });
  on("click", "[data-lyrics] [data-at]", (line) => {
    const track = line.closest<HTMLElement>("[data-lyrics]")?.dataset.lyrics ?? "";
    const seconds = Number(line.dataset.at) / 1000;
    ask((it) => it.playFrom(track, seconds));
  });
  onEachPage(() => {
    if (loading)
      void loading.then(
        (it) => {
          it.markPage();
        },
        () => {},
      );
  });
}
