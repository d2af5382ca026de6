/** Undo for what the listener does to the queue; playing on is no such thing and undoes nothing. */
import { itemOf, type Queue } from "./state.ts";

export interface History {
  readonly queue: Queue;
  readonly past: readonly Queue[];
}

const MOST_STEPS = 20;

export function begin(queue: Queue): History {
  return { queue, past: [] };
}

/** A change that can be undone. One that changed nothing leaves no step. */
export function change(history: History, queue: Queue): History {
  if (queue === history.queue) return history;
  return { queue, past: [...history.past, history.queue].slice(-MOST_STEPS) };
}

/** A change of the current item only. */
export function follow(history: History, queue: Queue): History {
  return { ...history, queue };
}

export function canUndo(history: History): boolean {
  return history.past.length > 0;
}

/** The queue as it was before the last change; what plays now stays current if it is still in it. */
export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  const { current, serial } = history.queue;
  const kept = itemOf(before, current) ? current : before.current;
  return {
    // Keys are never used twice, also not those of what was undone.
    queue: { ...before, current: kept, serial: Math.max(serial, before.serial) },
    past: history.past.slice(0, -1),
  };
}
