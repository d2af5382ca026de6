/**
 * The player's own entry, loaded late. Sound comes first: the queue and the engine are here at once, and React
 * with the bar follows when there is something to show, so that it never stands before the first note.
 */
import { languageReady } from "../i18n.ts";
import { Player } from "./app/player.ts";

/** A track that takes longer than this to sound shows the bar while it loads. */
const PATIENCE_MS = 1200;

export function startPlayer(): Player {
  const player = new Player();
  player.start();
  if (player.state.get().current) void showBar(player);
  else awaitSound(player);
  return player;
}

function awaitSound(player: Player): void {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const stop = player.state.watch(() => {
    const { sounding, notice, current } = player.state.get();
    const show = (): void => {
      stop();
      clearTimeout(patience);
      void showBar(player);
    };
    if (sounding || notice !== "") show();
    else if (current) patience ??= setTimeout(show, PATIENCE_MS);
  });
}

async function showBar(player: Player): Promise<void> {
  const node = document.getElementById("player");
  const [{ mount }] = await Promise.all([import("./ui/mount.tsx"), languageReady()]);
  if (node) mount(node, player);
}
