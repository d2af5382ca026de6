/**
 * The player: the queue and the engine, kept in step. Everything that a listener does comes in here; what
 * components show is `state` and, several times a second, `time`.
 */
import { t } from "../../i18n.ts";
import { forgetSession } from "../../site/stored.ts";
import { Engine, type EngineEvents, type Item } from "../engine/index.ts";
import * as Q from "../queue/index.ts";
import type { TrackInfo } from "./catalogue.ts";
import { Details } from "./details.ts";
import { Device } from "./device.ts";
import { startKeys } from "./keys.ts";
import { Observable } from "./observable.ts";
import { markPage, type Now } from "./page.ts";
import { keepSession, readSession } from "./persist.ts";
import { playbacks } from "./playbacks.ts";
import { startReporting } from "./plays.ts";
import { showInSession, showProgress, startSession } from "./session.ts";
import { emptyState, wantsSound, type PlayerStore, type Time } from "./state.ts";
import { joinTabs } from "./tabs.ts";
import { randomSeed, Targets } from "./targets.ts";
import { Views } from "./views.ts";

/** The engine is told this many items ahead. */
const AHEAD = 3;
const RESTART_AFTER_SECONDS = 3;
/** What waits for a track's first sound waits no longer than this. */
const PATIENCE_MS = 1500;

export class Player {
  readonly state: PlayerStore = emptyState();
  readonly time = new Observable<Time>({ position: 0, duration: 0, buffered: 0 });
  readonly views = new Views(this.state);
  readonly details = new Details(this.state);
  readonly targets = new Targets(this);
  readonly device: Device;
  private history: Q.History;
  private readonly tracks: Map<string, TrackInfo>;
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
  /** Where the stored queue was left; used once, when it first plays. */
  private resumeAt: number;
  private forgotten = false;

  constructor() {
    const { queue, tracks, position } = readSession();
    this.history = Q.begin(queue);
    this.tracks = tracks;
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
    if (this.engine.item) this.engine.play();
    else this.load(this.resumeAt, true);
  };

  pause = (): void => {
    this.engine.pause();
    this.keep();
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
    this.load(0, wantsSound(this.state.get()));
  };

  playAt(index: number): void {
    const key = this.queue.order[index];
    if (key === undefined) return;
    this.follow(Q.jump(this.queue, key));
    this.load(0, true);
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
    else this.load(0, sounded);
  }

  clear = (): void => {
    this.engine.stop();
    this.change(Q.clear(this.queue));
  };

  undo = (): void => {
    const undone = Q.undo(this.history);
    const isOther = undone.queue.current !== this.queue.current;
    this.history = undone;
    if (isOther) this.load(0, false);
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
    for (const track of tracks) this.tracks.set(track.id, track);
    return { trackIds: tracks.map(({ id }) => id), source };
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

  load(position: number, play: boolean): void {
    const item = Q.currentItem(this.queue);
    if (!item) return;
    if (play) this.tabs.claim();
    this.resumeAt = 0;
    this.time.update({ position, buffered: 0 });
    this.engine.load(item, { position, play, upcoming: Q.upcoming(this.queue, AHEAD) });
    this.show();
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
        if (state !== "loading") done();
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
      showProgress(this.state.get().sounding, position, duration);
      this.markPage();
    });
    this.engine.on("buffered", ({ end }) => {
      this.time.update({ buffered: end });
    });
    this.engine.on("listened", ({ seconds }) => {
      this.reports.heard(seconds);
    });
    this.engine.on("network", (event) => {
      const waiting = event.status === "retrying" && event.ahead < 1;
      this.state.update({ notice: waiting ? t("The connection is gone. Trying again …") : "" });
    });
    this.engine.on("error", (event) => {
      this.onError(event);
    });
  }

  private onItem({ item, reason }: EngineEvents["item"]): void {
    if (reason === "advance" && this.queue.current !== null) {
      const ahead = Q.advance(this.queue);
      // After a track that could not sound, the engine is further on than one step.
      this.follow(ahead.current === item.key ? ahead : Q.jump(this.queue, item.key));
    }
    this.time.update({ position: this.engine.position, buffered: 0 });
    const source = Q.itemOf(this.queue, item.key)?.source ?? "";
    this.reports.start(item.key, item.trackId, source);
    this.describe();
    this.keep();
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
  }

  private skipTo(queue: Q.Queue): void {
    const item: Item | null = Q.currentItem(queue);
    if (!item) return;
    if (!this.engine.item) {
      this.load(0, true);
      return;
    }
    this.engine.setUpcoming([item, ...Q.upcoming(queue, AHEAD)]);
    this.engine.skip();
    this.show();
  }

  private show(): void {
    const { current: key, repeat, shuffle } = this.queue;
    const rows = Q.inOrder(this.queue).flatMap((item) => {
      const track = this.tracks.get(item.trackId);
      return track ? [{ key: item.key, track, isCurrent: item.key === key }] : [];
    });
    const current = rows.find((row) => row.isCurrent)?.track ?? null;
    const canUndo = Q.canUndo(this.history);
    this.state.update({ rows, current, repeat, shuffled: shuffle, canUndo });
  }

  /** What else shows the current track: the page, the lock screen. */
  private describe(): void {
    const { current, busy } = this.state.get();
    showInSession(current);
    this.markPage();
    // Its own bytes go before its waveform and words.
    if (!busy) this.details.show(current);
  }

  private learn(track: TrackInfo): void {
    if (this.tracks.has(track.id)) return;
    this.tracks.set(track.id, track);
    this.show();
    this.describe();
  }

  private keep(): void {
    if (this.forgotten) return;
    keepSession(this.queue, this.tracks, this.time.get().position);
  }

  private readonly leave = (): void => {
    this.reports.flush();
    this.keep();
  };
}
