/**
 * How this load felt: Core Web Vitals (https://web.dev/articles/vitals) and the time from the first click on play to
 * sound, told once, as the page is left. (web-vitals was considered: 2.4 kB gzipped for what takes less than one here,
 * where one report a load is enough.)
 */
import type { Schemas } from "../api/client.ts";
import type { Player } from "../player/app/player.ts";
import { on } from "./delegate.ts";
import { beginTrace } from "./trace.ts";

type Told = Schemas["VitalsRequest"];

/** Layout shifts add up while less than a second lies between two, and five between the first and the last. */
export class Shifts {
  worst = 0;
  private sum = 0;
  private first = -Infinity;
  private last = -Infinity;

  add(value: number, at: number): void {
    if (at - this.last >= 1000 || at - this.first >= 5000) {
      this.sum = 0;
      this.first = at;
    }
    this.last = at;
    this.sum += value;
    this.worst = Math.max(this.worst, this.sum);
  }
}

/** The slowest interaction, leaving one out of every fifty (https://web.dev/articles/inp). */
export class Interactions {
  private readonly slowest = new Map<number, number>();

  add(id: number, duration: number): void {
    this.slowest.set(id, Math.max(duration, this.slowest.get(id) ?? 0));
  }

  get inp(): number | undefined {
    const sorted = [...this.slowest.values()].sort((a, b) => b - a);
    return sorted[Math.floor(sorted.length / 50)];
  }
}

function observe(type: string, each: (entry: PerformanceEntry) => void, more = {}): void {
  try {
    new PerformanceObserver((list) => {
      list.getEntries().forEach(each);
    }).observe({ type, buffered: true, ...more });
  } catch {
    // A browser that does not know the type tells nothing of it.
  }
}

/** Milliseconds from the first click on play to sound. A click that pauses is none. */
function whenFirstSound(
  loaded: () => Promise<Player> | undefined,
  tell: (ms: number) => void,
): void {
  let clicked = false;
  on("click", "[data-play]", (button, { timeStamp }) => {
    if (clicked || button.classList.contains("is-pause")) return;
    clicked = true;
    // The player begins to load by the same click, maybe after this.
    setTimeout(() => {
      void loaded()?.then(({ state }) => {
        const look = (): void => {
          const { sounding, busy, notice } = state.get();
          if (sounding && !busy) tell(performance.now() - timeStamp);
          if (sounding ? !busy : notice !== "") stop();
        };
        const stop = state.watch(look);
        look();
      }, () => {}); // prettier-ignore
    });
  });
}

export function startVitals(loaded: () => Promise<Player> | undefined): void {
  const told: Told = { trace: beginTrace() };
  const shifts = new Shifts();
  const interactions = new Interactions();
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (page?.responseStart) told.ttfb = page.responseStart;
  // What was opened in the background was painted when somebody looked, which says nothing of the site.
  if (!document.hidden) observe("largest-contentful-paint", ({ startTime }) => { told.lcp = startTime; }); // prettier-ignore
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput, startTime } = entry as PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    };
    if (!hadRecentInput) shifts.add(value, startTime);
  });
  const interacted = (entry: PerformanceEntry): void => {
    const { interactionId, duration } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId) interactions.add(interactionId, duration);
  };
  observe("event", interacted, { durationThreshold: 40 });
  observe("first-input", interacted); // told however short it was, so that a quick page has a figure
  whenFirstSound(loaded, (ms) => {
    told.first_sound = ms;
  });

  const tell = (): void => {
    if (!document.hidden) return;
    document.removeEventListener("visibilitychange", tell);
    const report = { ...told, cls: shifts.worst, inp: interactions.inp };
    navigator.sendBeacon(
      "/api/v1/vitals/",
      new Blob([JSON.stringify(report)], { type: "application/json" }),
    );
  };
  document.addEventListener("visibilitychange", tell);
}
