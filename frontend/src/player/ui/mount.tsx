/** React's one root: in the node that Turbo keeps across pages. */
import { createRoot } from "react-dom/client";
import type { Player } from "../app/player.ts";
import { Bar } from "./Bar.tsx";
import { PlayerContext } from "./context.ts";

export function mount(node: HTMLElement, player: Player): void {
  node.replaceChildren();
  createRoot(node).render(
    <PlayerContext value={player}>
      <Bar />
    </PlayerContext>,
  );
}
