/** From a track's id to the source that will sound here. */
import { TrackGone, type Resolve } from "./address.ts";
import type { Prepared } from "./feed.ts";
import { backoffMs } from "./retry.ts";
import { chooseSource, sourceKey, type Abilities } from "./sources.ts";
import type { ErrorKind, Item, Source } from "./types.ts";
import { Aborted, pause } from "./wait.ts";

interface Told {
  failed(item: Item, kind: ErrorKind, message: string): void;
  retrying(attempt: number, delayMs: number): void;
  online(): void;
}

export class Preparer {
  private readonly spoilt = new Set<string>();

  constructor(
    private readonly resolve: Resolve,
    private readonly abilities: Abilities,
    private readonly tell: Told,
  ) {}

  /** That source could not be decoded: not to be chosen again. */
  spoil(item: Item, source: Source): void {
    this.spoilt.add(sourceKey(item.trackId, source));
  }

  /** Asks for the track until the network gives an answer. Null, and an error told, where it can't sound. */
  async prepare(item: Item, signal: AbortSignal): Promise<Prepared | null> {
    let told = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const playback = await this.resolve(item.trackId, signal);
        if (told) this.tell.online();
        const choice = chooseSource(playback, this.abilities, this.spoilt);
        if (choice) return { playback, choice };
        this.tell.failed(item, "unplayable", "no source can be played here");
        return null;
      } catch (error) {
        if (signal.aborted) throw new Aborted();
        if (error instanceof TrackGone) {
          this.tell.failed(item, "gone", error.message);
          return null;
        }
        const delayMs = backoffMs(attempt, Math.random());
        if (delayMs > 0) {
          told = true;
          this.tell.retrying(attempt, delayMs);
        }
        await pause(delayMs, signal);
      }
    }
  }
}
