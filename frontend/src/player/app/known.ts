/**
 * What is known of the queue's tracks. A queue may hold ten thousand of them by their ids alone: what is shown of them is
 * asked for as it comes to be seen or is about to play.
 */
import { infosOf, type TrackInfo } from "./catalogue.ts";

/** What is wanted within so many milliseconds is asked for together. */
const TOGETHER_MS = 50;

export class KnownTracks {
  private readonly tracks: Map<string, TrackInfo>;
  private readonly wanted = new Set<string>();
  /** Asked for already; also what can't be had, which is not asked for again. */
  private readonly asked = new Set<string>();
  /** Counts what was learned: whatever shows tracks looks again when it has changed. */
  version = 0;

  constructor(
    tracks: ReadonlyMap<string, TrackInfo>,
    private readonly onLearned: () => void,
    private readonly ask: (ids: readonly string[]) => Promise<readonly TrackInfo[]> = infosOf,
  ) {
    this.tracks = new Map(tracks);
  }

  get(id: string): TrackInfo | undefined {
    return this.tracks.get(id);
  }

  /** Keeps these; whether one was news. */
  learn(tracks: readonly TrackInfo[]): boolean {
    const news = tracks.filter(({ id }) => !this.tracks.has(id));
    for (const track of tracks) this.tracks.set(track.id, track);
    if (news.length > 0) this.version += 1;
    return news.length > 0;
  }

  /** Asks for those that are not known. */
  need(ids: readonly string[]): void {
    const before = this.wanted.size;
    for (const id of ids) if (!this.tracks.has(id) && !this.asked.has(id)) this.wanted.add(id);
    if (before === 0 && this.wanted.size > 0) setTimeout(() => void this.fetch(), TOGETHER_MS);
  }

  private async fetch(): Promise<void> {
    const ids = [...this.wanted];
    this.wanted.clear();
    for (const id of ids) this.asked.add(id);
    try {
      if (this.learn(await this.ask(ids))) this.onLearned();
    } catch {
      // Without a network it stays unknown, and is asked for when it is needed again.
      for (const id of ids) this.asked.delete(id);
    }
  }
}
