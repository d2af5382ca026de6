/**
 * Where a listener is in a long track, told to the server when they stop or go, and once a minute; forgotten when they
 * heard it to its end. Which tracks are long is the server's word (`keeps_position`).
 */
import { api } from "../../api/client.ts";
import { t } from "../../i18n.ts";
import { isSignedIn, unwrap } from "../../site/http.ts";
import { noteLeftOpen } from "../../site/left-open.ts";
import { makeOffer } from "../../site/offer.ts";
import type { Playback } from "../engine/index.ts";
import { clock } from "./catalogue.ts";

/** Who only looked in does not lose the place where they were. */
const ENOUGH_SECONDS = 15;
const EVERY_SECONDS = 60;
/** What is left of a track that was heard to its end. */
const END_SECONDS = 30;
const OFFER_MS = 12_000;

/** Keep these milliseconds of a track, or (null) forget it; `last`: the page goes away. */
export type Send = (trackId: string, positionMs: number | null, last: boolean) => void;

function deliver(public_id: string, positionMs: number | null, last: boolean): void {
  const options = { params: { path: { public_id } }, keepalive: last };
  const url = "/api/v1/me/bookmarks/{public_id}/";
  const answer =
    positionMs === null
      ? api.DELETE(url, options)
      : api.PUT(url, { ...options, body: { position_ms: positionMs } });
  // What is lost here is told again, or at the next pause.
  unwrap(answer).then(
    () => {
      if (positionMs !== null) noteLeftOpen(true);
    },
    () => {},
  );
}

interface Listening {
  trackId: string;
  duration: number;
  position: number;
  heard: number;
  /** Seconds heard when it was told last. */
  told: number;
  /** The server keeps a place of it. */
  isKept: boolean;
}

export class Bookmarks {
  private now: Listening | null = null;

  constructor(
    private readonly send: Send = deliver,
    private readonly isKept: () => boolean = isSignedIn,
  ) {}

  /** Another track sounds; `advanced`: the one before was played to its end. */
  begin(playback: Playback, advanced: boolean): void {
    if (advanced) this.ended();
    else this.tell();
    this.now = null;
    const { id, duration_ms, keeps_position: keeps = false, resume_ms: left = null } = playback;
    if (!keeps || !this.isKept()) return;
    this.now = {
      trackId: id,
      duration: duration_ms / 1000,
      position: 0,
      heard: 0,
      told: 0,
      isKept: left !== null,
    };
  }

  at(position: number): void {
    if (this.now) this.now.position = position;
  }

  heard(seconds: number): void {
    const { now } = this;
    if (!now) return;
    now.heard += seconds;
    if (now.heard - now.told >= EVERY_SECONDS) this.tell();
  }

  /** It was heard to its end. */
  ended(): void {
    if (this.now?.isKept) this.send(this.now.trackId, null, false);
    this.now = null;
  }

  /** The listener pauses, goes elsewhere, or (`last`) leaves the page. */
  tell(last = false): void {
    const { now } = this;
    if (!now || now.heard < ENOUGH_SECONDS || now.heard === now.told) return;
    now.told = now.heard;
    const isOver = now.position > now.duration - END_SECONDS;
    if (isOver && !now.isKept) return;
    this.send(now.trackId, isOver ? null : Math.round(now.position * 1000), last);
    now.isKept = !isOver;
  }
}

/** A track went on where it was left: say so, and offer its start. */
export function offerStart(seconds: number, onStart: () => void): void {
  makeOffer({
    words: t("Going on at {time}", { time: clock(seconds) }),
    accept: t("From the start"),
    onAccept: onStart,
    stays: OFFER_MS,
  });
}
