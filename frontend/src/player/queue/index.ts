export {
  clear,
  clearUpcoming,
  extend,
  move,
  playLast,
  playNext,
  remove,
  replace,
  surround,
  type Addition,
} from "./edit.ts";
export { begin, canUndo, change, follow, undo, type History } from "./history.ts";
export {
  advance,
  cycleRepeat,
  jump,
  next,
  previous,
  setRepeat,
  setShuffle,
  upcoming,
} from "./play.ts";
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
} from "./state.ts";
export { restore, serialise } from "./storage.ts";
