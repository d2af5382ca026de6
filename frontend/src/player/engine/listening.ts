/** Counts seconds of sound heard, from the element's clock: a pause, a stall or a jump adds nothing. */
import { placedAt, type Placed } from "./timeline.ts";

export class Listening {
  private mark: number | null = null;

  /** Forget the clock's place: it is about to jump, or stands still. */
  stop(): void {
    this.mark = null;
  }

  /** Seconds heard since the last call, for each track passed on the way. */
  upTo(time: number, list: readonly Placed[]): { placed: Placed; seconds: number }[] {
    const from = this.mark;
    this.mark = time;
    if (from === null || time <= from) return [];
    const heard: { placed: Placed; seconds: number }[] = [];
    const first = placedAt(list, from);
    for (const placed of list.slice(first ? list.indexOf(first) : 0)) {
      const end = placed === list.at(-1) ? Infinity : placed.end;
      const seconds = Math.min(time, end) - Math.max(from, placed.origin);
      if (seconds > 0) heard.push({ placed, seconds });
    }
    return heard;
  }
}
