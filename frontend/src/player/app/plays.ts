/**
 * Telling the server what was heard. One play has one id from its start to its end; each report raises its
 * seconds, so a lost or a repeated report does no harm. The server decides what counts.
 */
import { api, type Schemas } from "../../api/client.ts";
import { randomId } from "../random.ts";

const EVERY_SECONDS = 30;

export type PlayReport = Schemas["PlayReportRequest"];

export interface Reporter {
  /** A track begins to sound in a place of the queue. */
  start: (key: string, trackId: string, source: string) => void;
  /** Seconds of it were heard. */
  heard: (seconds: number) => void;
  /** The page goes away: what is not told yet is told now. */
  flush: () => void;
}

type Send = (report: PlayReport, last: boolean) => void;

function deliver(report: PlayReport, last: boolean): void {
  if (last) {
    // The page may be gone before a request ends: the browser sends a beacon after it.
    navigator.sendBeacon(
      "/api/v1/plays/",
      new Blob([JSON.stringify(report)], { type: "application/json" }),
    );
    return;
  }
  // What is lost here is told again with the next report, which carries all seconds.
  void api.POST("/api/v1/plays/", { body: report }).catch(() => {});
}

export function startReporting(send: Send = deliver): Reporter {
  let key = "";
  let report: PlayReport | null = null;
  let told = 0;

  const tell = (ended: boolean, last: boolean): void => {
    if (!report || report.seconds <= told) return;
    told = report.seconds;
    send({ ...report, seconds: Math.round(report.seconds * 10) / 10, ended }, last);
  };

  return {
    start: (newKey, track, source) => {
      if (newKey === key && report) return;
      tell(true, false);
      key = newKey;
      told = 0;
      const id = randomId();
      report = {
        id,
        track,
        started_at: new Date().toISOString(),
        seconds: 0,
        source,
        ended: false,
      };
    },
    heard: (seconds) => {
      if (!report) return;
      // The server bounds seconds by the time since it first heard of the play, so it hears at once.
      const first = report.seconds === 0;
      report.seconds += seconds;
      if (first || report.seconds - told >= EVERY_SECONDS) tell(false, false);
    },
    flush: () => {
      tell(false, true);
    },
  };
}
