/**
 * The player's own entry, loaded late. Sound comes first: the queue and the engine are here at once; React with the bar
 * follows when there is sound, or something is wanted that only it shows.
 */
import { languageReady } from "../i18n.ts";
import { Player } from "./app/player.ts";
import { showPlainBar } from "./plain/bar.ts";

/** A track that takes longer than this to sound shows the bar while it loads. */
const PATIENCE_MS = 1200;
/** The first samples are on their way out of the browser: they have the processor for so long. */
const QUIET_MS = 150;

export function startPlayer(): Player {
  const player = new Player();
  player.start();
  void show(player);
  return player;
}

async function show(player: Player): Promise<void> {
  const node = document.getElementById("player");
  await languageReady();
  if (!node) return;
  const stop = showPlain(node, player);
  await wanted(player);
  const { mount } = await import("./ui/mount.tsx");
  stop();
  mount(node, player);
}

/** The plain bar as soon as there is something to show: what was left here, or what is taken up from elsewhere. */
function showPlain(node: HTMLElement, player: Player): () => void {
  if (player.state.get().current) return showPlainBar(node, player);
  let stop = player.state.watch(() => {
    if (!player.state.get().current || player.state.get().busy) return;
    stop();
    stop = showPlainBar(node, player);
  });
  return () => {
    stop();
  };
}

/** Resolves when the whole bar is worth its bytes. */
function wanted(player: Player): Promise<void> {
  return new Promise((resolve) => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const { sounding, busy, notice, queueOpen, full, helpOpen } = player.state.get();
      if (queueOpen || full || helpOpen || notice !== "") done();
      else if (sounding && !busy) setTimeout(done, QUIET_MS);
      else if (busy) patience ??= setTimeout(done, PATIENCE_MS);
    };
    const done = (): void => {
      stop();
      clearTimeout(patience);
      resolve();
    };
    const stop = player.state.watch(look);
    look();
  });
}
