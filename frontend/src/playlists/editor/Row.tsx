/** A row of the editor; an empty one while it is being loaded. */
import { useEffect, useRef, type MouseEvent } from "react";
import { t } from "../../i18n.ts";
import { byline, length } from "../../player/app/catalogue.ts";
import type { Entry } from "./list.ts";
import { ROW } from "./useRows.ts";

interface Props {
  entry: Entry | undefined;
  index: number;
  playlist: string;
  sprite: string;
  isChosen: boolean;
  isFocused: boolean;
  isDropTarget: boolean;
  onChoose: (how: "one" | "range") => void;
  onFocus: () => void;
  onDrag: () => void;
  onOver: (below: boolean) => void;
  onRemove: () => void;
}

export function Row(props: Props) {
  const { entry, index, playlist, sprite, isChosen, isFocused, isDropTarget } = props;
  const row = useRef<HTMLDivElement>(null);
  // The focus goes along with the row that keys moved.
  useEffect(() => {
    const grid = row.current?.closest(".editor-rows");
    const inside = grid?.contains(document.activeElement) ?? false;
    if (isFocused && inside && !row.current?.contains(document.activeElement)) row.current?.focus({ preventScroll: true }); // prettier-ignore
  }, [isFocused, index]);
  const style = { transform: `translateY(${index * ROW}px)` };
  if (!entry)
    return (
      <div role="row" className="editor-row is-empty" style={style} aria-rowindex={index + 1} />
    );
  const { track } = entry;
  const choose = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest("a, button")) return;
    if (event.shiftKey) props.onChoose("range");
    else if (event.ctrlKey || event.metaKey) props.onChoose("one");
    else props.onFocus();
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      tabIndex={isFocused ? 0 : -1}
      className={`editor-row ${isChosen ? "is-chosen" : ""} ${isDropTarget ? "is-drop" : ""} ${track ? "" : "is-away"}`}
      style={style}
      data-track-row={track?.id}
      draggable
      onFocus={props.onFocus}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === " " && event.target === event.currentTarget) {
          event.preventDefault();
          event.stopPropagation();
          props.onChoose("one");
        } else if (event.key === "Enter" && event.target === event.currentTarget) {
          row.current?.querySelector<HTMLElement>("[data-play]")?.click();
        }
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", track?.title ?? "");
        props.onDrag();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        props.onOver(event.clientY > top + height / 2);
      }}
    >
      <span role="gridcell" className="editor-choose">
        <button
          type="button"
          className="editor-box"
          tabIndex={-1}
          aria-pressed={isChosen}
          aria-label={t("Choose {title}", { title: track?.title ?? "" })}
          onClick={(event) => {
            props.onChoose(event.shiftKey ? "range" : "one");
          }}
        />
      </span>
      {track ? (
        <>
          <span role="gridcell">
            <button
              type="button"
              className="editor-play"
              tabIndex={-1}
              data-play={`playlist:${playlist}`}
              data-play-start={track.id}
              disabled={entry.missing}
              aria-label={t("Play {title}", { title: track.title })}
            >
              <img src={track.album.cover.src} alt="" width="36" height="36" loading="lazy" />
              <svg className="glyph glyph--solid" width="20" height="20" aria-hidden="true">
                <use href={`${sprite}#play`} />
              </svg>
            </button>
          </span>
          <span role="gridcell" className="editor-words">
            <a className="track__title" href={track.url} tabIndex={-1}>
              {track.title}
            </a>
            <span className="editor-line">{byline(track)}</span>
          </span>
          <span role="gridcell" className="editor-album">
            {track.album.title}
          </span>
        </>
      ) : (
        <span role="gridcell" className="editor-words editor-words--away">
          {t("Not available to you")}
        </span>
      )}
      <span role="gridcell" className="editor-acts">
        <button
          type="button"
          className="icon-button editor-remove"
          tabIndex={-1}
          aria-label={t("Remove {title}", { title: track?.title ?? "" })}
          onClick={props.onRemove}
        >
          <svg className="glyph" width="20" height="20" aria-hidden="true">
            <use href={`${sprite}#close`} />
          </svg>
        </button>
      </span>
      <span role="gridcell" className="editor-length">
        {track ? length(track.duration_ms) : ""}
      </span>
    </div>
  );
}
