export {
  clear,
  clearUpcoming,
  move,
  playLast,
  playNext,
  remove,
  replace,
  type Addition,
} from "./edit";
export { begin, canUndo, change, follow, undo, type History } from "./history";
export {
  advance,
  cycleRepeat,
  jump,
  next,
  previous,
  setRepeat,
  setShuffle,
  upcoming,
} from "./play";
export {
  currentIndex,
  currentItem,
  EMPTY,
  inOrder,
  itemOf,
  MOST_ITEMS,
  type Queue,
  type QueueItem,
  type Repeat,
} from "./state";
export { restore, serialise } from "./storage";
