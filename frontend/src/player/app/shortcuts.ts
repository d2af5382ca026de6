/** Keys that play, wherever on the page one is, except where one types. */
import { message } from "../../i18n.ts";

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
  { key: " ", label: message("Space"), does: message("Play or pause"), action: "toggle" },
  { key: "n", label: "N", does: message("Next track"), action: "next" },
  { key: "p", label: "P", does: message("Previous track"), action: "previous" },
  {
    key: "ArrowRight",
    label: message("Shift →"),
    does: message("Ten seconds on"),
    action: "forward",
  },
  {
    key: "ArrowLeft",
    label: message("Shift ←"),
    does: message("Ten seconds back"),
    action: "back",
  },
  { key: "ArrowUp", label: message("Shift ↑"), does: message("Louder"), action: "louder" },
  { key: "ArrowDown", label: message("Shift ↓"), does: message("Quieter"), action: "quieter" },
  { key: "m", label: "M", does: message("Mute"), action: "mute" },
  { key: "s", label: "S", does: message("Shuffle"), action: "shuffle" },
  { key: "r", label: "R", does: message("Repeat"), action: "repeat" },
  { key: "l", label: "L", does: message("Like this track"), action: "like" },
  { key: "q", label: "Q", does: message("Queue"), action: "queue" },
  { key: "f", label: "F", does: message("Now playing, full screen"), action: "full" },
  { key: "/", label: "/", does: message("Search"), action: "search" },
  { key: "?", label: "?", does: message("These keys"), action: "help" },
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
