/**
 * One queue for all of a listener's devices. Each tells the server what it plays, under the version that it has seen; one
 * that comes later asks once what was left elsewhere, and offers to go on there, silently. Where two have written, the
 * later one's word is not taken (412) until its listener has chosen. Visitors have none of this.
 */
import { api, type Schemas } from "../../api/client.ts";
import { t } from "../../i18n.ts";
import { HttpError, isSignedIn } from "../../site/http.ts";
import { makeOffer, withdrawOffer } from "../../site/offer.ts";
import { DEVICE, SEEN } from "../../site/stored.ts";
import * as Q from "../queue/index.ts";
import { randomId } from "../random.ts";
import type { Player } from "./player.ts";
import { wantsSound } from "./state.ts";

/** First sounds come first. */
const ASK_AFTER_MS = 1500;
/** Changes of the queue come in bursts. */
const SETTLES_MS = 3000;
/** Nobody looks for a place again that is so near. */
const NEAR_MS = 5000;
/** Browsers send no more than 64 kB after a page; this many ids are less. */
const MOST_LAST = 1500;

type Elsewhere = Schemas["QueueCurrent"];
type Place = Schemas["PlaceInQueueRequest"];

interface Told {
  order: Q.Queue["order"];
  current: number;
  position: number;
  version: string | null;
}

export class Devices {
  /** What this page told the server, and the version that made. */
  private told: Told | null = null;
  /** What the server has is known, and nothing of another device waits for an answer. */
  private isFree = false;
  /** The listener did something here: what is only restored is no news. */
  private isTouched = false;
  private isSending = false;
  /** Something was to be told while the word before was on its way. */
  private isMissed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Something of another device waits for an answer: go on here instead. */
  private goOnHere: (() => void) | undefined;

  constructor(private readonly player: Player) {}

  start(): void {
    if (isSignedIn()) setTimeout(() => void this.open().catch(() => {}), ASK_AFTER_MS);
  }

  private async open(): Promise<void> {
    await this.look();
    // Whoever plays here already has chosen.
    if (wantsSound(this.player.state.get())) this.chosen();
  }

  /** The queue changed, or another item of it sounds. */
  changed(): void {
    this.isTouched = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tell();
    }, SETTLES_MS);
  }

  /** The listener chose to play here: they go on here. */
  chosen(): void {
    if (!this.goOnHere) return;
    this.goOnHere();
    withdrawOffer();
    this.changed();
  }

  /** Tell the server now; `last`: the page goes away. */
  tell(last = false): void {
    if (!isSignedIn() || !this.isFree || !this.isTouched) return;
    clearTimeout(this.timer);
    this.isMissed = this.isSending;
    if (this.isSending) return;
    this.isSending = true;
    void this.write(last)
      .catch((error: unknown) => {
        if (error instanceof HttpError && error.status === 412) return this.look();
        // Anything else is told with the next change.
        return undefined;
      })
      .catch(() => {})
      .finally(() => {
        this.isSending = false;
        if (this.isMissed) this.tell();
      });
  }

  private async write(last: boolean): Promise<void> {
    const { queue } = this.player;
    const { order } = queue;
    const place: Place = {
      current: Math.max(0, Q.currentIndex(queue)),
      position_ms: Math.round(this.player.time.get().position * 1000),
      source: sourceOf(queue),
      device: deviceId(),
    };
    const seen = localStorage.getItem(SEEN);
    const { told } = this;
    const isSame = told?.order === order && told.version === seen;
    if (isSame && told.position === place.position_ms && told.current === place.current) return;
    const params = { header: { "If-Match": seen ?? "" } };
    // Another tab, too, writes for this device: a list of its own.
    const isWhole = !isSame;
    const keepalive = last && (!isWhole || order.length <= MOST_LAST);
    const tracks = isWhole ? Q.inOrder(queue).map(({ trackId }) => trackId) : [];
    const { response } = isWhole
      ? await api.PUT("/api/v1/me/queue/", { params, keepalive, body: { ...place, tracks } })
      : await api.PUT("/api/v1/me/queue/current/", { params, keepalive, body: place });
    if (!response.ok) throw new HttpError(response.status, response.statusText);
    const { current, position_ms: position } = place;
    this.told = { order, current, position, version: keepSeen(response) };
  }

  /** Ask what the server has; where another device left it, offer to go on there. */
  private async look(): Promise<void> {
    const before = localStorage.getItem(SEEN);
    const { data, response } = await api.GET("/api/v1/me/queue/current/");
    if (!data) return;
    const isNews = response.headers.get("ETag") !== before && data.device !== deviceId();
    if (isNews && data.track && !this.plays(data)) {
      this.isFree = false;
      this.offer(data, response);
      return;
    }
    keepSeen(response);
    this.isFree = true;
    if (this.isTouched) this.changed();
  }

  /** The same place, here already. */
  private plays({ track, length, position_ms }: Elsewhere): boolean {
    const { queue, time } = this.player;
    const isNear = Math.abs(time.get().position * 1000 - position_ms) < NEAR_MS;
    return isNear && track?.id === Q.currentItem(queue)?.trackId && length === queue.items.length;
  }

  private offer(there: Elsewhere, seen: Response): void {
    const { track, device_name: device } = there;
    if (!track) return;
    // Only with an answer has this device seen it, and may write over it; without one it asks again.
    const answered = (): void => {
      this.goOnHere = undefined;
      keepSeen(seen);
      this.isFree = true;
    };
    this.goOnHere = answered;
    makeOffer({
      words: device
        ? t("Continue where you left off on {device}: {title}", { device, title: track.title })
        : t("Continue where you left off: {title}", { title: track.title }),
      accept: t("Continue"),
      onAccept: () => {
        answered();
        this.player.learn(track);
        void this.takeUp().catch(() => {
          this.player.say(t("The server can't be reached"));
        });
      },
      onDismiss: answered,
    });
  }

  /** That queue, here: silent, where it was. */
  private async takeUp(): Promise<void> {
    const { data, response } = await api.GET("/api/v1/me/queue/");
    if (!data) throw new HttpError(response.status, response.statusText);
    const { tracks, current, position_ms, source } = data;
    keepSeen(response);
    if (tracks.length === 0) return;
    // It comes in the order of play.
    const straight = Q.setShuffle(this.player.queue, false);
    const addition = {
      trackIds: tracks,
      source: source === undefined || source === "" ? null : source,
    };
    this.player.stand(Q.replace(straight, addition, { start: current }), position_ms / 1000);
  }
}

function keepSeen(response: Response): string {
  const version = response.headers.get("ETag") ?? "";
  localStorage.setItem(SEEN, version);
  return version;
}

function deviceId(): string {
  const known = localStorage.getItem(DEVICE);
  if (known !== null) return known;
  const made = randomId();
  localStorage.setItem(DEVICE, made);
  return made;
}

/** As plays are told: what else a page names is none of the server's words. */
function sourceOf(queue: Q.Queue): string {
  const source = Q.currentItem(queue)?.source ?? "";
  return /^[a-z]{1,20}(:[A-Za-z0-9_-]{1,36})?$/.test(source) ? source : "";
}
