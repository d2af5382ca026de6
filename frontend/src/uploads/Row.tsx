/** One upload: its name, how far it is in words and as a bar, and what can be done with it. */
import { t } from "../i18n.ts";
import { isActive, isOver, type Item } from "./items.ts";
import { bytes } from "./size.ts";
import type { Uploads } from "./uploads.ts";

export function Row({ item, uploads }: { item: Item; uploads: Uploads }) {
  const { path, step } = item;
  const percent = item.size ? Math.floor((100 * item.sent) / item.size) : 0;
  const album = item.told?.album;
  const work = step === "checking" || step === "processing";
  return (
    <li className="uploads__item" data-state={step}>
      <div className="uploads__words">
        <span className="uploads__name">{path}</span>
        <span className="uploads__note">
          {wordsOf(item, percent)} · {bytes(item.size)}
        </span>
        {item.words !== "" && <span className="uploads__reason">{item.words}</span>}
        {(step === "sending" || step === "finishing" || work) && (
          <progress
            className="progress"
            max={100}
            value={work ? (item.told?.progress ?? 0) : percent}
            aria-label={path}
          />
        )}
      </div>
      <div className="uploads__tools">
        {album && (
          <a className="button button--plain" href={album.url}>
            {album.title}
          </a>
        )}
        {item.told && album && (
          <a className="button button--plain" href={`/library/edit/?batch=${item.told.batch}`}>
            {t("Edit metadata")}
          </a>
        )}
        {isActive(item) && step !== "finishing" && (
          <Tool words={t("Pause {path}", { path })} label={t("Pause")} act={() => { uploads.pause([item]); }} />
        )}
        {(step === "paused" || step === "stopped") && item.file && (
          <Tool
            words={t("Go on with {path}", { path })}
            label={step === "paused" ? t("Go on") : t("Try again")}
            act={() => { uploads.resume([item]); }}
          />
        )}
        {step !== "finishing" && !work && (
          <Tool
            words={isOver(item) ? t("Clear {path}", { path }) : t("Cancel {path}", { path })}
            label={isOver(item) ? t("Clear") : t("Cancel")}
            act={() => void uploads.cancel(item)}
          />
        )}
      </div>
    </li>
  ); // prettier-ignore
}

function Tool({ words, label, act }: { words: string; label: string; act: () => void }) {
  return (
    <button className="uploads__tool" type="button" aria-label={words} onClick={act}>
      {label}
    </button>
  );
}

function wordsOf({ step, told }: Item, percent: number): string {
  switch (step) {
    case "queued":
      return t("Waiting");
    case "sending":
      return t("Uploading, {percent} %", { percent });
    case "finishing":
      return t("Finishing");
    case "paused":
      return t("Paused at {percent} %", { percent });
    case "stopped":
      return t("Stopped at {percent} %", { percent });
    case "lost":
      return t("Not finished: choose this file again to go on");
    case "checking":
      return t("Checking");
    case "processing":
      return t("Processing");
    case "ready":
      return t("Ready");
    case "refused":
      return told?.track ? t("Here already") : t("Refused");
  }
}
