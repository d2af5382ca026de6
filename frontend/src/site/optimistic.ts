/**
 * What a person sets is shown at once, sent after it, and shown as it was where the server does not take it. Of many
 * wishes about one thing, one is under way at a time, and after it the last: answers never overtake one another.
 */
export interface Optimistic<T> {
  /** What the server is known to have. */
  learn: (target: string, value: T) => void;
  /** What was last wished for, or is known. */
  get: (target: string) => T | undefined;
  /** Resolves when the server has what was last wished for; rejects when it refuses. */
  set: (target: string, value: T) => Promise<void>;
}

interface Wish<T> {
  known: T | undefined;
  wished: T | undefined;
  running: Promise<void> | undefined;
}

export function optimistic<T>(
  show: (target: string, value: T) => void,
  send: (target: string, value: T) => Promise<void>,
  nothing: T,
): Optimistic<T> {
  const wishes = new Map<string, Wish<T>>();

  async function run(target: string, wish: Wish<T>): Promise<void> {
    try {
      while (wish.wished !== wish.known) {
        const value = wish.wished as T;
        await send(target, value);
        wish.known = value;
      }
    } catch (error) {
      wish.wished = wish.known ?? nothing;
      show(target, wish.wished);
      throw error;
    } finally {
      wish.running = undefined;
    }
  }

  return {
    learn(target, value) {
      const wish = wishes.get(target);
      if (wish?.running) return;
      wishes.set(target, { known: value, wished: value, running: undefined });
      show(target, value);
    },
    get: (target) => wishes.get(target)?.wished,
    set(target, value) {
      const wish = wishes.get(target) ?? { known: undefined, wished: value, running: undefined };
      wishes.set(target, wish);
      wish.wished = value;
      show(target, value);
      wish.running ??= run(target, wish);
      return wish.running;
    },
  };
}
