/** The uploader: where files are dropped or chosen, how far all of them are, and each of them. */
import {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ChangeEvent,
  type DragEvent,
} from "react";
import { plural, t } from "../i18n.ts";
import { fromDrop, fromInput, sorted, type Chosen } from "./files.ts";
import { isActive, isOver, totals, type Items } from "./items.ts";
import { Row } from "./Row.tsx";
import { bytes } from "./size.ts";
import type { Uploads } from "./uploads.ts";

interface Props {
  uploads: Uploads;
  accept: string;
}

export function Uploader({ uploads, accept }: Props) {
  const items = useSyncExternalStore(uploads.subscribe, uploads.snapshot);
  const [isOverhead, setOverhead] = useState(false);
  const [said, setSaid] = useState("");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // React knows no such attribute.
    folder.current?.setAttribute("webkitdirectory", "");
  }, []);

  const take = (chosen: Chosen[]): void => {
    const { taken, skipped } = sorted(chosen, accept);
    uploads.add(taken);
    setSaid(
      skipped
        ? plural(skipped, "{count} file is no music by its name and was left out.", "{count} files are no music by their names and were left out.")
        : "",
    ); // prettier-ignore
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    if (event.target.files) take(fromInput(event.target.files));
    event.target.value = "";
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOverhead(false);
    void fromDrop(event.dataTransfer).then(take);
  };

  return (
    <>
      <Quota uploads={uploads} />
      <div
        className={isOverhead ? "dropzone is-over" : "dropzone"}
        onDragOver={(event) => {
          event.preventDefault();
          setOverhead(true);
        }}
        onDragLeave={() => {
          setOverhead(false);
        }}
        onDrop={drop}
      >
        <p className="dropzone__words">{t("Drop files or folders here")}</p>
        <div className="actions">
          <button
            className="button button--loud"
            type="button"
            onClick={() => files.current?.click()}
          >
            {t("Choose files")}
          </button>
          <button
            className="button button--plain dropzone__folder"
            type="button"
            onClick={() => folder.current?.click()}
          >
            {t("Choose a folder")}
          </button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t("Choose files")}
          accept={accept}
          onChange={chosen}
        />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          aria-label={t("Choose a folder")}
          onChange={chosen}
        />
      </div>
      <p className="upload__said" role="status">
        {said}
      </p>
      {items.length > 0 && <List uploads={uploads} items={items} />}
    </>
  );
}

function Quota({ uploads }: { uploads: Uploads }) {
  const quota = useSyncExternalStore(uploads.subscribe, uploads.room);
  if (!quota) return <div className="quota" />;
  const part = quota.bytes_most ? quota.bytes_used / quota.bytes_most : 1;
  return (
    <div className="quota">
      <meter
        className="quota__bar"
        min={0}
        max={1}
        high={0.9}
        value={Math.min(part, 1)}
        aria-label={t("Used")}
      />
      <p className="quota__words quiet">
        {t("{used} of {most} used, {tracks} of {tracks_most} tracks", {
          used: bytes(quota.bytes_used),
          most: bytes(quota.bytes_most),
          tracks: quota.tracks_used,
          tracks_most: quota.tracks_most,
        })}
      </p>
    </div>
  );
}

function List({ uploads, items }: { uploads: Uploads; items: Items }) {
  const all = totals(items);
  const active = items.some(isActive);
  const resting = items.some((item) => item.file && ["paused", "stopped"].includes(item.step));
  const percent = all.size ? Math.floor((100 * all.sent) / all.size) : 0;
  return (
    <section className="section section--near" aria-label={t("Uploads")}>
      <div className="upload__all">
        <p className="upload__sum" aria-live="polite">
          {active
            ? t("{percent} % of {size} sent", { percent, size: bytes(all.size) })
            : plural(all.over, "{count} of {all} done", "{count} of {all} done", {
                all: all.count,
              })}
        </p>
        <div className="actions">
          {active && (
            <button
              className="button button--plain"
              type="button"
              onClick={() => {
                uploads.pause(items);
              }}
            >
              {t("Pause all")}
            </button>
          )}
          {resting && (
            <button
              className="button"
              type="button"
              onClick={() => {
                uploads.resume(items);
              }}
            >
              {t("Go on with all")}
            </button>
          )}
          {items.some(isOver) && (
            <button
              className="button button--plain"
              type="button"
              onClick={() => void uploads.clear()}
            >
              {t("Clear what is done")}
            </button>
          )}
        </div>
        {active && (
          <progress className="progress" max={100} value={percent} aria-label={t("All uploads")} />
        )}
      </div>
      <ul className="uploads">
        {items.map((item) => (
          <Row key={item.key} item={item} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}
