/** A row of the editor; an empty one while it is being loaded. */
import { memo, useEffect, useRef, type MouseEvent, type RefObject } from "react";
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
  /** It is the last, and what is dragged goes behind it. */
  isDropEnd: boolean;
  /** What is done with rows as the list is now: always the same, so that scrolling draws new rows alone. */
  acts: RefObject<Acts>;
}

export interface Acts {
  choose: (index: number, how: "one" | "range") => void;
  focus: (index: number) => void;
  drag: (index: number) => void;
  /** Something is dragged over a row: before which row it would be put. */
  over: (place: number) => void;
  remove: (index: number) => void;
}

export const Row = memo(function Row(props: Props) {
  const { entry, index, playlist, sprite, isChosen, isFocused, isDropTarget, isDropEnd, acts } = props; // prettier-ignore
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
    if (event.shiftKey) acts.current.choose(index, "range");
    else if (event.ctrlKey || event.metaKey) acts.current.choose(index, "one");
    else acts.current.focus(index);
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      tabIndex={isFocused ? 0 : -1}
      className={`editor-row ${isChosen ? "is-chosen" : ""} ${isDropTarget ? "is-drop" : ""} ${isDropEnd ? "is-drop-end" : ""} ${track ? "" : "is-away"}`}
      style={style}
      data-track-row={track?.id}
      draggable
      onFocus={() => {
        acts.current.focus(index);
      }}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === " " && event.target === event.currentTarget) {
          event.preventDefault();
          event.stopPropagation();
          acts.current.choose(index, "one");
        } else if (event.key === "Enter" && event.target === event.currentTarget) {
          row.current?.querySelector<HTMLElement>("[data-play]")?.click();
        } else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
          event.preventDefault();
          row.current?.querySelector<HTMLElement>("[data-menu]")?.click();
        }
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", track?.title ?? "");
        acts.current.drag(index);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        acts.current.over(event.clientY > top + height / 2 ? index + 1 : index);
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
            acts.current.choose(index, event.shiftKey ? "range" : "one");
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
            {/* For the menu, which leads to them. */}
            <span className="names" style={{ display: "none" }}>
              {track.artists.map((artist) => (
                <a key={artist.id} href={artist.url}>
                  {artist.name}
                </a>
              ))}
            </span>
          </span>
          <span role="gridcell" className="editor-album">
            <a className="track__album" href={track.album.url} tabIndex={-1}>
              {track.album.title}
            </a>
          </span>
        </>
      ) : (
        <span role="gridcell" className="editor-words editor-words--away">
          {t("Not available to you")}
        </span>
      )}
      <span role="gridcell" className="editor-acts">
        {track && (
          <a
            className="icon-button"
            href={track.url}
            tabIndex={-1}
            data-menu={track.id}
            aria-haspopup="dialog"
            aria-expanded="false"
            aria-label={t("More about {title}", { title: track.title })}
          >
            <svg className="glyph" width="20" height="20" aria-hidden="true">
              <use href={`${sprite}#more`} />
            </svg>
          </a>
        )}
        <button
          type="button"
          className="icon-button editor-remove"
          tabIndex={-1}
          aria-label={t("Remove {title}", { title: track?.title ?? "" })}
          onClick={() => {
            acts.current.remove(index);
          }}
        >
          <svg className="glyph" width="20" height="20" aria-hidden="true">
            <use href={`${sprite}#close`} />
          </svg>
        </button>
      </span>
      <span role="gridcell" className="editor-length">
        {track ? length(track.duration_ms) : ""}
      </span>
      {/* For fingers; without one, the buttons above the list do the same. */}
      <span className="editor-grip" aria-hidden="true" data-grip={index} />
    </div>
  );
});
