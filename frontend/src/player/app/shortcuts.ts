/** Keys that play, wherever on the page one is, except where one types. */

export interface Shortcut {
  key: string;
  /** As shown in the help. */
  label: string;
  does: string;
  action: ShortcutAction;
}

export type ShortcutAction =
  | "toggle"
  | "next"
  | "previous"
  | "forward"
  | "back"
  | "louder"
  | "quieter"
  | "mute"
  | "shuffle"
  | "repeat"
  | "like"
  | "queue"
  | "full"
  | "search"
  | "help";

export const SHORTCUTS: readonly Shortcut[] = [
  { key: " ", label: "Space", does: "Play or pause", action: "toggle" },
  { key: "n", label: "N", does: "Next track", action: "next" },
  { key: "p", label: "P", does: "Previous track", action: "previous" },
  { key: "ArrowRight", label: "Shift →", does: "Ten seconds on", action: "forward" },
  { key: "ArrowLeft", label: "Shift ←", does: "Ten seconds back", action: "back" },
  { key: "ArrowUp", label: "Shift ↑", does: "Louder", action: "louder" },
  { key: "ArrowDown", label: "Shift ↓", does: "Quieter", action: "quieter" },
  { key: "m", label: "M", does: "Mute", action: "mute" },
  { key: "s", label: "S", does: "Shuffle", action: "shuffle" },
  { key: "r", label: "R", does: "Repeat", action: "repeat" },
  { key: "l", label: "L", does: "Like this track", action: "like" },
  { key: "q", label: "Q", does: "Queue", action: "queue" },
  { key: "f", label: "F", does: "Now playing, full screen", action: "full" },
  { key: "/", label: "/", does: "Search", action: "search" },
  { key: "?", label: "?", does: "These keys", action: "help" },
];

const TYPING = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]";
/** A link has no use for the space bar. */
const OWN_SPACE = "button, summary, [role=slider], [role=option], input";

/** What a key asks for; null where it belongs to what has the focus. */
export function shortcutFor(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
  focused: Element | null,
): ShortcutAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (focused?.closest(TYPING)) return null;
  if (event.key === " " && focused?.closest(OWN_SPACE)) return null;
  const arrow = event.key.startsWith("Arrow");
  if (arrow !== event.shiftKey && event.key !== "?" && event.key !== "/") return null;
  return (
    SHORTCUTS.find(({ key }) => key === (arrow ? event.key : event.key.toLowerCase()))?.action ??
    null
  );
}
