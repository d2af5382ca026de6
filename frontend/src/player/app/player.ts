/**
 * The player: the queue and the engine, kept in step. Everything that a listener does comes in here; what
 * components show is `state` and, several times a second, `time`.
 */
import { t } from "../../i18n.ts";
import { forgetSession } from "../../site/stored.ts";
import { Engine, type EngineEvents, type Item } from "../engine/index.ts";
import * as Q from "../queue/index.ts";
import { Bookmarks, offerStart } from "./bookmarks.ts";
import type { TrackInfo } from "./catalogue.ts";
import { Details } from "./details.ts";
import { Device } from "./device.ts";
import { Devices } from "./devices.ts";
import { startKeys } from "./keys.ts";
import { KnownTracks } from "./known.ts";
import { Observable } from "./observable.ts";
import { markPage, type Now } from "./page.ts";
import { keepSession, readSession } from "./persist.ts";
import { playbacks } from "./playbacks.ts";
import { startReporting } from "./plays.ts";
import { showInSession, showProgress, startSession } from "./session.ts";
import { emptyState, wantsSound, type PlayerStore, type QueueRow, type Time } from "./state.ts";
import { joinTabs } from "./tabs.ts";
import { randomSeed, Targets } from "./targets.ts";
import { Views } from "./views.ts";

/** The engine is told this many items ahead. */
const AHEAD = 3;
const RESTART_AFTER_SECONDS = 3;
/** The tracks around the current one that are always known. */
const KNOWN_BEFORE = 5;
const KNOWN_AFTER = 45;
/** What waits for a track's first sound waits no longer than this. */
const PATIENCE_MS = 1500;
/** When it plays, the first samples are still on their way out of the browser: nothing else is asked for so long. */
const QUIET_MS = 150;

export class Player {
  readonly state: PlayerStore = emptyState();
  readonly time = new Observable<Time>({ position: 0, duration: 0, buffered: 0 });
  readonly views = new Views(this.state);
  readonly details = new Details(this.state);
  readonly targets = new Targets(this);
  readonly device: Device;
  private history: Q.History;
  private readonly tracks: KnownTracks;
  private readonly bookmarks = new Bookmarks();
  private readonly devices = new Devices(this);
  private readonly engine = new Engine({
    resolve: playbacks(
      () => this.state.get().settings.quality,
      (track) => {
        this.learn(track);
      },
    ),
  });
  private readonly reports = startReporting();
  private readonly tabs = joinTabs(() => {
    this.engine.pause();
  });
  /** Where the queue was left; used once, when it first plays. */
  private resumeAt: number;
  /** Rows as they were made last, and of what. */
  private rows: { of: readonly unknown[]; rows: readonly QueueRow[] } = { of: [], rows: [] };
  private forgotten = false;
  private describing: ReturnType<typeof setTimeout> | undefined;
  /** What was loaded last goes on where it was left, not at a place that was named. */
  private isLeft = false;

  constructor() {
    const { queue, tracks, position } = readSession();
    this.history = Q.begin(queue);
    this.tracks = new KnownTracks(tracks, () => {
      this.show();
      this.describe();
    });
    this.resumeAt = position;
    this.device = new Device(this.state, this.engine, () => {
      // The same track from where it is.
      if (this.engine.item) this.load(this.engine.position, wantsSound(this.state.get()));
    });
    this.show();
  }

  /** Begin to listen to the engine, the keyboard, the system and the other tabs. Makes no sound. */
  start(): void {
    this.listen();
    startSession({
      play: this.play,
      pause: this.pause,
      next: this.next,
      previous: this.previous,
      seekTo: this.seekTo,
      seekBy: this.seekBy,
    });
    startKeys(this);
    addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
    this.time.update({ position: this.resumeAt, duration: 0 });
    this.describe();
    this.devices.start();
  }

  markPage = (): void => {
    markPage(this.now());
  };

  // --- Playing -------------------------------------------------------------------------------------

  toggle = (): void => {
    if (this.state.get().sounding || this.state.get().busy) this.pause();
    else this.play();
  };

  play = (): void => {
    if (!Q.currentItem(this.queue)) return;
    this.tabs.claim();
    this.devices.chosen();
    if (this.engine.item) this.engine.play();
    else this.load(this.resumeAt || null, true);
  };

  pause = (): void => {
    this.engine.pause();
    this.keep();
    this.bookmarks.tell();
    this.devices.tell();
  };

  next = (): void => {
    const after = Q.next(this.queue);
    if (!after) {
      this.engine.pause();
      return;
    }
    this.follow(after);
    this.skipTo(after);
  };

  /** Back to the start of the track, or, near its start, to the one before. */
  previous = (): void => {
    const before = Q.previous(this.queue);
    if (this.engine.position > RESTART_AFTER_SECONDS || !before) {
      this.seekTo(0);
      return;
    }
    this.follow(before);
    this.load(null, wantsSound(this.state.get()));
  };

  playAt(index: number): void {
    const key = this.queue.order[index];
    if (key === undefined) return;
    this.follow(Q.jump(this.queue, key));
    this.load(null, true);
  }

  seekTo = (seconds: number): void => {
    if (!this.engine.item) {
      this.resumeAt = seconds;
      this.time.update({ position: seconds });
      return;
    }
    this.engine.seek(seconds);
    this.time.update({ position: seconds });
  };

  seekBy = (seconds: number): void => {
    this.seekTo(Math.max(0, this.time.get().position + seconds));
  };

  // --- The queue -----------------------------------------------------------------------------------

  move(from: number, to: number): void {
    const key = this.queue.order[from];
    if (key !== undefined) this.change(Q.move(this.queue, key, to));
  }

  remove(index: number): void {
    const key = this.queue.order[index];
    if (key === undefined) return;
    const wasCurrent = key === this.queue.current;
    const sounded = wantsSound(this.state.get());
    const left = Q.remove(this.queue, key);
    this.change(left);
    if (!wasCurrent) return;
    if (left.current === null) this.engine.stop();
    else this.load(null, sounded);
  }

  clear = (): void => {
    this.engine.stop();
    this.change(Q.clear(this.queue));
  };

  undo = (): void => {
    const undone = Q.undo(this.history);
    const isOther = undone.queue.current !== this.queue.current;
    this.history = undone;
    if (isOther) this.load(null, false);
    this.changed();
  };

  toggleShuffle = (): void => {
    this.change(Q.setShuffle(this.queue, !this.queue.shuffle, randomSeed()));
  };

  cycleRepeat = (): void => {
    this.follow(Q.cycleRepeat(this.queue));
  };

  // --- What the parts of the player ask of it -----------------------------------------------------

  get queue(): Q.Queue {
    return this.history.queue;
  }

  /** The current track can't sound, and nothing came after it. */
  get hasFailed(): boolean {
    return this.engine.state === "failed";
  }

  trackOf(id: string): TrackInfo | undefined {
    return this.tracks.get(id);
  }

  addition(tracks: readonly TrackInfo[], source: string): Q.Addition {
    this.tracks.learn(tracks);
    return { trackIds: tracks.map(({ id }) => id), source };
  }

  learn(track: TrackInfo): void {
    if (!this.tracks.learn([track])) return;
    this.show();
    this.describe();
  }

  /** These come to be seen. */
  need(ids: readonly string[]): void {
    this.tracks.need(ids);
  }

  /** A change that can be undone. */
  change(queue: Q.Queue): void {
    this.history = Q.change(this.history, queue);
    this.changed();
  }

  /** A change of the current item, or of how the queue goes on. */
  follow(queue: Q.Queue): void {
    this.history = Q.follow(this.history, queue);
    this.changed();
  }

  /** The current item's sound, from a position in seconds, or (null) from where it was left. */
  load(position: number | null, play: boolean): void {
    const item = Q.currentItem(this.queue);
    if (!item) return;
    if (play) {
      this.tabs.claim();
      this.devices.chosen();
    }
    this.resumeAt = 0;
    this.isLeft = position === null;
    this.time.update({ position: position ?? 0, buffered: 0 });
    this.engine.load(item, { position, play, upcoming: Q.upcoming(this.queue, AHEAD) });
    this.show();
    this.describe();
  }

  /** Another queue, silent, at a position of its current item: it sounds from there when it is played. */
  stand(queue: Q.Queue, position: number): void {
    this.engine.stop();
    this.resumeAt = position;
    this.history = Q.change(this.history, queue);
    this.changed();
    this.time.update({ position, duration: 0, buffered: 0 });
    this.describe();
  }

  /** Resolves when the current track sounds, or won't, or takes long. */
  begun(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stop();
        clearTimeout(patience);
        resolve();
      };
      const stop = this.engine.on("state", ({ state }) => {
        if (state !== "loading") setTimeout(done, QUIET_MS);
      });
      const patience = setTimeout(done, PATIENCE_MS);
    });
  }

  now(): Now {
    const { current, sounding, busy } = this.state.get();
    const source = Q.currentItem(this.queue)?.source ?? "";
    return { current, source, sounding: sounding || busy, position: this.time.get().position };
  }

  say(notice: string): void {
    this.state.update({ notice });
    setTimeout(() => {
      if (this.state.get().notice === notice) this.state.update({ notice: "" });
    }, 4000);
  }

  /** The listener goes: be silent, and write nothing of theirs any more. */
  forget(): void {
    this.reports.flush();
    this.bookmarks.tell(true);
    this.devices.tell(true);
    this.engine.stop();
    this.forgotten = true;
    forgetSession();
  }

  // --- Inside --------------------------------------------------------------------------------------

  private listen(): void {
    this.engine.on("state", ({ state }) => {
      const sounding = state === "playing" || state === "stalled";
      this.state.update({ sounding, busy: state === "loading" || state === "stalled" });
      if (state === "playing") this.tabs.claim();
      this.describe();
    });
    this.engine.on("item", (event) => {
      this.onItem(event);
    });
    this.engine.on("time", ({ position, duration }) => {
      this.time.update({ position, duration });
      this.bookmarks.at(position);
      showProgress(this.state.get().sounding, position, duration);
      this.markPage();
    });
    this.engine.on("buffered", ({ end }) => {
      this.time.update({ buffered: end });
    });
    this.engine.on("listened", ({ seconds }) => {
      this.reports.heard(seconds);
      this.bookmarks.heard(seconds);
    });
    this.engine.on("ended", () => {
      this.bookmarks.ended();
    });
    this.engine.on("network", (event) => {
      const waiting = event.status === "retrying" && event.ahead < 1;
      this.state.update({ notice: waiting ? t("The connection is gone. Trying again …") : "" });
    });
    this.engine.on("error", (event) => {
      this.onError(event);
    });
  }

  private onItem({ item, playback, reason }: EngineEvents["item"]): void {
    if (reason === "advance" && this.queue.current !== null) {
      const ahead = Q.advance(this.queue);
      // After a track that could not sound, the engine is further on than one step.
      this.follow(ahead.current === item.key ? ahead : Q.jump(this.queue, item.key));
    }
    this.time.update({ position: this.engine.position, buffered: 0 });
    const source = Q.itemOf(this.queue, item.key)?.source ?? "";
    this.reports.start(item.key, item.trackId, source);
    this.bookmarks.begin(playback, reason === "advance");
    if (this.isLeft) this.offerStart();
    this.devices.changed();
    this.describe();
    this.keep();
  }

  private offerStart(): void {
    this.isLeft = false;
    const { position } = this.engine;
    if (position > 0) offerStart(position, () => { this.seekTo(0); }); // prettier-ignore
  }

  private onError({ item, kind }: EngineEvents["error"]): void {
    const title = this.tracks.get(item.trackId)?.title ?? t("A track");
    if (kind === "blocked") this.say(t("Press play to go on"));
    else if (kind === "gone") this.say(t("{title} is no longer available", { title }));
    else this.say(t("{title} can't be played in this browser", { title }));
  }

  private changed(): void {
    this.engine.setUpcoming(Q.upcoming(this.queue, AHEAD));
    this.show();
    this.keep();
    this.devices.changed();
  }

  private skipTo(queue: Q.Queue): void {
    const item: Item | null = Q.currentItem(queue);
    if (!item) return;
    if (!this.engine.item) {
      this.load(null, true);
      return;
    }
    this.engine.setUpcoming([item, ...Q.upcoming(queue, AHEAD)]);
    this.engine.skip();
    this.show();
  }

  private show(): void {
    const { items, order, current: currentKey, repeat, shuffle } = this.queue;
    const of = [items, order, this.tracks.version];
    // Thousands of rows are made again only when they are others.
    if (of.some((each, index) => each !== this.rows.of[index])) {
      const rows = Q.inOrder(this.queue).map(({ key, trackId }) => {
        return { key, trackId, track: this.tracks.get(trackId) ?? null };
      });
      this.rows = { of, rows };
    }
    const id = Q.currentItem(this.queue)?.trackId ?? "";
    this.state.update({
      rows: this.rows.rows,
      current: this.tracks.get(id) ?? null,
      currentKey,
      repeat,
      shuffled: shuffle,
      canUndo: Q.canUndo(this.history),
    });
  }

  /** What else shows the current track: the page, the lock screen. */
  private describe(): void {
    this.markPage();
    clearTimeout(this.describing);
    // Its own bytes go before its picture, waveform and words, and before what is told of those around it.
    if (this.state.get().busy) return;
    this.describing = setTimeout(() => {
      this.describeRest();
    }, QUIET_MS);
  }

  private describeRest(): void {
    const { current } = this.state.get();
    showInSession(current);
    this.details.show(current);
    const at = Q.currentIndex(this.queue);
    const near = this.rows.rows.slice(Math.max(0, at - KNOWN_BEFORE), at + KNOWN_AFTER);
    this.need(near.map(({ trackId }) => trackId));
  }

  private keep(): void {
    if (this.forgotten) return;
    keepSession(this.queue, (id) => this.tracks.get(id), this.time.get().position);
  }

  private readonly leave = (): void => {
    this.reports.flush();
    this.keep();
    this.bookmarks.tell(true);
    this.devices.tell(true);
  };
}
