/**
 * Telling the sender what is heard here. Each thing has an id of its own, so that telling it twice is telling it once; a
 * play is told as it begins and again as it goes on. It is told only after somebody did something: whatever merely
 * fetches the page says nothing.
 */
import type { Segment } from "./heard.ts";

interface Told {
  id: string;
  kind: "opened" | "played";
  track?: string;
  heard?: readonly Segment[];
}

const DEVICE = "pitch-device";
/** Seconds between two reports of a play that goes on. */
const EVERY = 10;

export function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** An id of this browser, made here: it tells two devices on one link apart, and nothing else. */
export function deviceId(): string {
  try {
    const kept = localStorage.getItem(DEVICE);
    if (kept && /^[0-9a-f]{16}$/.test(kept)) return kept;
    const made = hex(8);
    localStorage.setItem(DEVICE, made);
    return made;
  } catch {
    return "";
  }
}

export class Report {
  private readonly waiting = new Map<string, Told>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: string,
    private readonly device: string,
  ) {
    // Phones stop a page without a word once it is hidden.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
    addEventListener("pagehide", () => {
      this.leave();
    });
  }

  opened(): void {
    this.tell({ id: hex(16), kind: "opened" });
    void this.send();
  }

  played(id: string, track: string, heard: readonly Segment[]): void {
    this.tell({ id, kind: "played", track, heard });
    this.timer ??= setTimeout(() => void this.send(), heard.length === 0 ? 0 : EVERY * 1000);
  }

  async send(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const [events, body] = this.taken();
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body,
        keepalive: true,
        headers: { "Content-Type": "application/json" },
      });
      if (answer.status >= 500 || answer.status === 429) this.again(events);
    } catch {
      this.again(events);
    }
  }

  private tell(told: Told): void {
    this.waiting.set(told.id, told);
  }

  private taken(): [events: readonly Told[], body: string] {
    const events = [...this.waiting.values()];
    this.waiting.clear();
    return [events, JSON.stringify({ device: this.device, events })];
  }

  /** What did not arrive is told again, unless more was heard meanwhile. */
  private again(events: readonly Told[]): void {
    for (const told of events) if (!this.waiting.has(told.id)) this.tell(told);
    this.timer ??= setTimeout(() => void this.send(), EVERY * 1000);
  }

  private leave(): void {
    if (this.waiting.size === 0) return;
    const [events, body] = this.taken();
    const blob = new Blob([body], { type: "application/json" });
    if (!navigator.sendBeacon(this.address, blob)) this.again(events);
  }
}
