/** The keyboard, wherever on the page one is. */
import type { Player } from "./player.ts";
import { shortcutFor, type ShortcutAction } from "./shortcuts.ts";

const SEEK_STEP = 10;
const VOLUME_STEP = 0.05;

export function startKeys(player: Player): void {
  const { views, device, details } = player;
  const actions: Record<ShortcutAction, () => void> = {
    toggle: player.toggle,
    next: player.next,
    previous: player.previous,
    forward: () => { player.seekBy(SEEK_STEP); }, // prettier-ignore
    back: () => { player.seekBy(-SEEK_STEP); }, // prettier-ignore
    louder: () => { device.turn(VOLUME_STEP); }, // prettier-ignore
    quieter: () => { device.turn(-VOLUME_STEP); }, // prettier-ignore
    mute: device.toggleMute,
    shuffle: player.toggleShuffle,
    repeat: player.cycleRepeat,
    like: details.toggleLike,
    queue: views.toggleQueue,
    full: views.toggleFull,
    search: () => { document.querySelector<HTMLInputElement>("input[type=search]")?.focus(); }, // prettier-ignore
    help: views.toggleHelp,
  };
  document.addEventListener("keydown", (event) => {
    const action = shortcutFor(event, document.activeElement);
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
}
