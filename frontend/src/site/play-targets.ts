/**
 * Play and queue buttons of pages, and the moment the player is loaded: at a play, or at the first sign that
 * somebody is there, so that the first click sounds at once.
 */
import type { Player } from "../player/app/player.ts";
import { t } from "../i18n.ts";
import { on, onEachPage } from "./delegate.ts";
import { askEarly } from "./early.ts";
import { isSignedIn } from "./http.ts";
import { hasSession } from "./stored.ts";
import { say } from "./toast.ts";

let loading: Promise<Player> | undefined;

const code = (): Promise<typeof import("../player/index.ts")> => import("../player/index.ts");

/** The player, loaded once; where that fails, asked for again the next time. */
export function player(): Promise<Player> {
  loading ??= code().then(
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
  // Somebody was here before, or elsewhere: what they heard last is in the bar or is offered, once the page itself is there.
  if (hasSession() || isSignedIn())
    addEventListener("load", () => setTimeout(load, 200), { signal: controller.signal });
  // Once the page is there, the player's code is fetched and compiled, so that a first click finds it.
  else addEventListener("load", () => setTimeout(() => void code().catch(() => {}), 0));
}

/** The tracks of the list that a button stands in, as the page has them. */
function rowsBeside(button: HTMLElement): string[] {
  const rows = button.closest("ol, ul")?.querySelectorAll<HTMLElement>("[data-track-row]") ?? [];
  return Array.from(rows, (row) => row.dataset.trackRow ?? "");
}

/** The track that a play button starts with, as far as the page shows it. */
function firstOf({ dataset: { play = "", playStart } }: HTMLElement): string | undefined {
  if (playStart !== undefined) return playStart;
  const [kind, id] = play.split(":");
  if (kind === "track") return id;
  // An album's page shows all of its tracks, in order.
  const row = `[data-play="${CSS.escape(play)}"][data-play-start]`;
  return kind === "album" ? document.querySelector<HTMLElement>(row)?.dataset.playStart : undefined;
}

/** A pointer that only passes over a button rests on it for less. */
const RESTS_MS = 65;
let resting: ReturnType<typeof setTimeout> | undefined;

/** How that button's first track can sound is asked for in the meantime. */
function prepare(button: HTMLElement): void {
  if (button.classList.contains("is-pause")) return;
  const { play = "", playSrc } = button.dataset;
  const first = firstOf(button);
  if (first !== undefined) askEarly(first);
  else player().then((it) => { it.targets.prepare(play, playSrc); }, () => {}); // prettier-ignore
}

export function startPlayTargets(): void {
  loadAtFirstSign();
  on("click", "[data-play]", (button, event) => {
    event.preventDefault();
    // The second click of two in a row would pause what the first has started.
    if (event instanceof MouseEvent && event.detail > 1) return;
    const { play = "", playSrc, playStart } = button.dataset;
    const rows = play === "rows" ? rowsBeside(button) : undefined;
    const first = firstOf(button);
    // By keyboard no finger was down before.
    if (first !== undefined && !loading) askEarly(first);
    ask((it) => it.targets.play(play, { source: playSrc, start: playStart, first, rows }));
  });
  // The finger is down, and will most likely come up here; a pointer that rests on a button will most likely press it.
  on("pointerdown", "[data-play]", (button) => {
    clearTimeout(resting);
    prepare(button);
  });
  on("pointerover", "[data-play]", (button, event) => {
    clearTimeout(resting);
    if (event instanceof PointerEvent && event.pointerType === "mouse")
      resting = setTimeout(() => {
        if (button.matches(":hover")) prepare(button);
      }, RESTS_MS);
  });
  on("click", "[data-queue]", (button, event) => {
    event.preventDefault();
    const { queue = "", queueAt } = button.dataset;
    ask((it) => it.targets.add(queue, queueAt === "next" ? "next" : "last"));
  });
  on("click", "[data-lyrics] [data-at]", (line) => {
    const track = line.closest<HTMLElement>("[data-lyrics]")?.dataset.lyrics ?? "";
    const seconds = Number(line.dataset.at) / 1000;
    ask((it) => it.targets.playFrom(track, seconds));
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
