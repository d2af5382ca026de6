/** React's one root: in the node that Turbo keeps across pages. */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Player } from "../app/player.ts";
import { Bar } from "./Bar.tsx";
import { PlayerContext } from "./context.ts";

export function mount(node: HTMLElement, player: Player): void {
  const hadFocus = node.contains(document.activeElement);
  node.replaceChildren();
  const root = createRoot(node);
  flushSync(() => {
    root.render(
      <PlayerContext value={player}>
        <Bar />
      </PlayerContext>,
    );
  });
  // Whoever pressed play on the plain bar goes on from there.
  if (!hadFocus) return;
  const buttons = [...node.querySelectorAll<HTMLElement>(".pbutton-play")];
  buttons.find((button) => button.checkVisibility())?.focus({ preventScroll: true });
}
