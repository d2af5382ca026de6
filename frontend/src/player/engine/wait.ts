/** Waiting that ends when it is no longer wanted. */

export class Aborted extends Error {
  constructor() {
    super("no longer wanted");
    this.name = "AbortError";
  }
}

/** Resolves at the first of these events; rejects with Aborted when the signal says so. */
export function eventOf(
  target: EventTarget,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Event> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      for (const name of names) target.removeEventListener(name, heard);
      signal.removeEventListener("abort", aborted);
      settle();
    };
    const heard = (event: Event): void => {
      done(() => {
        resolve(event);
      });
    };
    const aborted = (): void => {
      done(() => {
        reject(new Aborted());
      });
    };
    if (signal.aborted) {
      reject(new Aborted());
      return;
    }
    for (const name of names) target.addEventListener(name, heard);
    signal.addEventListener("abort", aborted);
  });
}

/** Resolves after `ms`, or as soon as the browser says that the network is back. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const over = new EventTarget();
  const tell = (): void => {
    over.dispatchEvent(new Event("over"));
  };
  const timer = setTimeout(tell, ms);
  globalThis.addEventListener("online", tell);
  try {
    await eventOf(over, ["over"], signal);
  } finally {
    clearTimeout(timer);
    globalThis.removeEventListener("online", tell);
  }
}
