/**
 * The player: the queue and the engine, kept in step. Everything that a listener does comes in here; what
 * components show is `state` and, several times a second, `time`.
 */
import { plural, t } from "../../i18n.ts";
import { api } from "../../api/client.ts";
import { HttpError, isSignedIn, unwrap } from "../../site/http.ts";
import { onLike, setLike } from "../../site/likes.ts";
import { forgetSession } from "../../site/stored.ts";
import { Engine, TrackGone, type EngineEvents, type Item, type Playback } from "../engine/index.ts";
import * as Q from "../queue/index.ts";
import { neighboursOf, tracksOf, type TrackInfo } from "./catalogue.ts";
import { lyricsOf, type LyricLine } from "./lyrics.ts";
import { Observable } from "./observable.ts";
import { isTarget, markPage, type Now } from "./page.ts";
import { startReporting } from "./plays.ts";
import { keepSession, readSession } from "./persist.ts";
import { showInSession, showProgress, startSession } from "./session.ts";
import { gainOf, keepSettings, readSettings, type Settings } from "./settings.ts";
import { shortcutFor, type ShortcutAction } from "./shortcuts.ts";
import { joinTabs } from "./tabs.ts";
import { waveformOf } from "./waveform.ts";

export interface QueueRow {
  key: string;
  track: TrackInfo;
  isCurrent: boolean;
}

export interface PlayerState {
  current: TrackInfo | null;
  rows: readonly QueueRow[];
  sounding: boolean;
  /** Wants to sound, and waits for bytes. */
  busy: boolean;
  repeat: Q.Repeat;
  shuffled: boolean;
  canUndo: boolean;
  settings: Settings;
  peaks: readonly number[] | null;
  lyrics: readonly LyricLine[] | null;
  /** Null where nobody is signed in, or it is not known yet. */
  liked: boolean | null;
  notice: string;
  full: boolean;
  side: "queue" | "lyrics" | "settings";
  queueOpen: boolean;
  helpOpen: boolean;
}

export interface Time {
  position: number;
  duration: number;
  buffered: number;
}

/** The engine is told this many items ahead. */
const AHEAD = 3;
const RESTART_AFTER_SECONDS = 3;
const SEEK_STEP = 10;
const VOLUME_STEP = 0.05;

export class Player {
  readonly state: Observable<PlayerState>;
  readonly time = new Observable<Time>({ position: 0, duration: 0, buffered: 0 });
  private history: Q.History;
  private readonly tracks: Map<string, TrackInfo>;
  private readonly engine: Engine;
  private readonly reports = startReporting();
  private readonly tabs = joinTabs(() => {
    this.engine.pause();
  });
  /** Where the stored queue was left; used once, when it first plays. */
  private resumeAt: number;

  constructor() {
    const { queue, tracks, position } = readSession();
    const settings = readSettings();
    this.history = Q.begin(queue);
    this.tracks = tracks;
    this.resumeAt = position;
    this.engine = new Engine({ resolve: this.resolve });
    this.state = new Observable<PlayerState>({
      current: null,
      rows: [],
      sounding: false,
      busy: false,
      repeat: "off",
      shuffled: false,
      canUndo: false,
      settings,
      peaks: null,
      lyrics: null,
      liked: null,
      notice: "",
      full: false,
      side: "queue",
      queueOpen: false,
      helpOpen: false,
    });
    this.applySettings();
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
    document.addEventListener("keydown", this.onKey);
    addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
    onLike(({ target, liked }) => {
      if (target === `track:${this.state.get().current?.id ?? ""}`) this.state.update({ liked });
    });
    // Pages are replaced under Turbo: open views give way to them.
    document.addEventListener("turbo:visit", () => {
      this.state.update({ full: false, queueOpen: false });
    });
    this.time.update({ position: this.resumeAt, duration: 0 });
    this.describe();
  }

  // --- What pages ask for --------------------------------------------------------------------------

  /** Play an album, an artist, a genre, a track or a listing instead of what was queued. */
  async playTarget(
    target: string,
    from: {
      source?: string | undefined;
      start?: string | undefined;
      rows?: readonly string[] | undefined;
    },
  ) {
    if (isTarget(this.now(), target, from.start)) {
      this.toggle();
      return;
    }
    // Another track of the album that is queued already: nothing needs to be asked for.
    const queued = target.includes(":")
      ? this.queue.items.find((it) => it.source === target && it.trackId === from.start)
      : undefined;
    if (queued && Q.currentItem(this.queue)?.source === target) {
      this.follow(Q.jump(this.queue, queued.key));
      this.load(0, true);
      return;
    }
    if (from.rows && from.start !== undefined) {
      await this.playRows(from.rows, from.start);
      return;
    }
    const tracks = await this.fetch(target, from.source);
    if (tracks.length === 0) return;
    const at = from.start === undefined ? -1 : tracks.findIndex(({ id }) => id === from.start);
    const options = { seed: randomSeed(), ...(at < 0 ? {} : { start: at }) };
    this.change(Q.replace(this.queue, this.addition(tracks, target), options));
    this.load(0, true);
  }

  /** A line of a track's words: sound from there on. */
  async playFrom(id: string, seconds: number): Promise<void> {
    if (this.state.get().current?.id === id) {
      this.seekTo(seconds);
      this.play();
      return;
    }
    const target = `track:${id}`;
    const tracks = await this.fetch(target);
    if (tracks.length === 0) return;
    this.change(Q.replace(this.queue, this.addition(tracks, target), { seed: randomSeed() }));
    this.load(seconds, true);
  }

  /** Rows of a page: the one asked for sounds at once, the others are put around it when they are there. */
  private async playRows(rows: readonly string[], start: string): Promise<void> {
    const tracks = await this.fetch(`track:${start}`);
    if (tracks.length === 0) return;
    this.change(Q.replace(this.queue, this.addition(tracks, "rows"), { seed: randomSeed() }));
    this.load(0, true);
    const { items, current } = this.queue;
    const { before, after } = await neighboursOf(rows, start);
    if (this.queue.items !== items || current === null) return;
    const queue = Q.playLast(this.queue, this.addition([...before, ...after], "rows"));
    this.follow(queue.shuffle ? queue : Q.move(queue, current, before.length));
  }

  async addTarget(target: string, where: "next" | "last"): Promise<void> {
    const tracks = await this.fetch(target);
    if (tracks.length === 0) return;
    const wasEmpty = this.queue.items.length === 0;
    const add = where === "next" ? Q.playNext : Q.playLast;
    this.change(add(this.queue, this.addition(tracks, target)));
    if (wasEmpty) this.load(0, false);
    const [only] = tracks.length === 1 ? tracks : [];
    const what = only?.title ?? plural(tracks.length, "{count} track", "{count} tracks");
    this.say(
      where === "next"
        ? t("{what}: playing next", { what })
        : t("{what}: added to the queue", { what }),
    );
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
    this.load(0, this.wantsSound());
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
    const sounded = this.wantsSound();
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

  // --- What is shown -------------------------------------------------------------------------------

  changeSettings(changes: Partial<Settings>): void {
    const settings = { ...this.state.get().settings, ...changes };
    const position = this.engine.position;
    this.state.update({ settings });
    keepSettings(settings);
    this.applySettings();
    // Other bytes of the same track, from where it is.
    if (changes.quality !== undefined && this.engine.item) this.load(position, this.wantsSound());
  }

  setVolume = (volume: number): void => {
    this.changeSettings({ volume: Math.min(1, Math.max(0, volume)), muted: false });
  };

  toggleMute = (): void => {
    this.changeSettings({ muted: !this.state.get().settings.muted });
  };

  toggleRemaining = (): void => {
    this.changeSettings({ remaining: !this.state.get().settings.remaining });
  };

  toggleQueue = (): void => {
    this.state.update({ queueOpen: !this.state.get().queueOpen });
  };

  toggleHelp = (): void => {
    this.state.update({ helpOpen: !this.state.get().helpOpen });
  };

  openFull = (): void => {
    this.state.update({ full: true, queueOpen: false });
  };

  closeFull = (): void => {
    this.state.update({ full: false });
  };

  showSide(side: PlayerState["side"]): void {
    this.state.update({ side });
  }

  toggleLike = (): void => {
    const { current, liked } = this.state.get();
    if (!current || liked === null) return;
    void setLike(`track:${current.id}`, !liked).catch(() => {});
  };

  // --- Inside --------------------------------------------------------------------------------------

  private get queue(): Q.Queue {
    return this.history.queue;
  }

  private readonly resolve = async (trackId: string, signal: AbortSignal): Promise<Playback> => {
    const { quality } = this.state.get().settings;
    const params = { path: { public_id: trackId }, query: { quality } };
    try {
      return await unwrap(api.GET("/api/v1/tracks/{public_id}/playback/", { params, signal }));
    } catch (error) {
      if (error instanceof HttpError && error.isRefusal) throw new TrackGone(error.message);
      throw error;
    }
  };

  private listen(): void {
    this.engine.on("state", ({ state }) => {
      const sounding = state === "playing" || state === "stalled";
      this.state.update({ sounding, busy: state === "loading" || state === "stalled" });
      if (state === "playing") this.tabs.claim();
      this.markPage();
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

  /** A change that can be undone. */
  private change(queue: Q.Queue): void {
    this.history = Q.change(this.history, queue);
    this.changed();
  }

  /** A change of the current item, or of how the queue goes on. */
  private follow(queue: Q.Queue): void {
    this.history = Q.follow(this.history, queue);
    this.changed();
  }

  private changed(): void {
    this.engine.setUpcoming(Q.upcoming(this.queue, AHEAD));
    this.show();
    this.keep();
  }

  private load(position: number, play: boolean): void {
    const item = Q.currentItem(this.queue);
    if (!item) return;
    if (play) this.tabs.claim();
    this.resumeAt = 0;
    this.time.update({ position, buffered: 0 });
    this.engine.load(item, { position, play, upcoming: Q.upcoming(this.queue, AHEAD) });
    this.show();
    this.describe();
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

  /** What belongs to the current track beside its sound: waveform, words, like, lock screen. */
  private describe(): void {
    const { current } = this.state.get();
    showInSession(current);
    this.markPage();
    if (current?.id === this.described) return;
    this.described = current?.id ?? "";
    this.state.update({ peaks: null, lyrics: null, liked: null });
    if (!current) return;
    const still =
      <T>(show: (value: T) => void) =>
      (value: T) => {
        if (this.described === current.id) show(value);
      };
    void waveformOf(current.id).then(still((peaks) => { this.state.update({ peaks }); }), () => {}); // prettier-ignore
    void lyricsOf(current.id).then(still((lyrics) => { this.state.update({ lyrics }); }), () => {}); // prettier-ignore
    if (isSignedIn())
      void unwrap(
        api.GET("/api/v1/me/likes/", { params: { query: { ids: `track:${current.id}` } } }),
      ).then(
        still(({ liked }) => { this.state.update({ liked: liked.length > 0 }); }), // prettier-ignore
        () => {},
      );
  }

  private described = "";

  private addition(tracks: readonly TrackInfo[], source: string): Q.Addition {
    for (const track of tracks) this.tracks.set(track.id, track);
    return { trackIds: tracks.map(({ id }) => id), source };
  }

  private async fetch(target: string, source?: string): Promise<TrackInfo[]> {
    try {
      return await tracksOf(target, source);
    } catch (error) {
      this.say(error instanceof HttpError ? error.message : t("The server can't be reached"));
      return [];
    }
  }

  private now(): Now {
    const { current, sounding, busy } = this.state.get();
    const source = Q.currentItem(this.queue)?.source ?? "";
    return { current, source, sounding: sounding || busy, position: this.time.get().position };
  }

  private wantsSound(): boolean {
    const { sounding, busy } = this.state.get();
    return sounding || busy;
  }

  private applySettings(): void {
    const { settings } = this.state.get();
    this.engine.setGain(gainOf(settings));
    this.engine.setVolume(settings.volume);
    this.engine.setMuted(settings.muted);
  }

  private say(notice: string): void {
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

  private forgotten = false;

  private keep(): void {
    if (this.forgotten) return;
    keepSession(this.queue, this.tracks, this.time.get().position);
  }

  private readonly leave = (): void => {
    this.reports.flush();
    this.keep();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const action = shortcutFor(event, document.activeElement);
    if (!action) return;
    event.preventDefault();
    this.actions[action]();
  };

  private readonly actions: Record<ShortcutAction, () => void> = {
    toggle: this.toggle,
    next: this.next,
    previous: this.previous,
    forward: () => { this.seekBy(SEEK_STEP); }, // prettier-ignore
    back: () => { this.seekBy(-SEEK_STEP); }, // prettier-ignore
    louder: () => { this.setVolume(this.state.get().settings.volume + VOLUME_STEP); }, // prettier-ignore
    quieter: () => { this.setVolume(this.state.get().settings.volume - VOLUME_STEP); }, // prettier-ignore
    mute: this.toggleMute,
    shuffle: this.toggleShuffle,
    repeat: this.cycleRepeat,
    like: this.toggleLike,
    queue: this.toggleQueue,
    full: () => { this.state.update({ full: !this.state.get().full }); }, // prettier-ignore
    search: () => { document.querySelector<HTMLInputElement>("input[type=search]")?.focus(); }, // prettier-ignore
    help: this.toggleHelp,
  };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
