/** The queue: reordered by drag, by touch, by buttons and by keyboard; cleared and undone. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { plural, t } from "../../i18n.ts";
import { byline, clock, length } from "../app/catalogue.ts";
import type { QueueRow } from "../app/state.ts";
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { ROW, scrollToRow, useWindow } from "./useWindow.ts";

export function QueueList() {
  const player = usePlayer();
  const { rows, currentKey, canUndo } = usePlayerState();
  const [dragged, setDragged] = useState<number | null>(null);
  const [lifted, setLifted] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const at = rows.findIndex((row) => row.key === currentKey);
  const [from, to] = useWindow(list, rows.length);
  const left = rows.slice(at + 1);
  const seconds = left.reduce((sum, { track }) => sum + (track?.duration_ms ?? NaN) / 1000, 0);
  const shown = rows.slice(from, to);

  // Where it plays when it is opened; then it stays where the listener has it.
  const opened = useRef(false);
  useEffect(() => {
    if (!opened.current) scrollToRow(list.current, at);
    opened.current = true;
  }, [at]);
  useEffect(() => {
    player.need(shown.flatMap(({ track, trackId }) => (track ? [] : [trackId])));
  });

  return (
    <section className="queue" aria-label={t("Queue")}>
      <header className="queue-head">
        <h2>{t("Queue")}</h2>
        <p>
          {left.length === 0
            ? t("Nothing after this")
            : Number.isNaN(seconds)
              ? plural(left.length, "{count} to come", "{count} to come")
              : plural(left.length, "{count} to come, {time}", "{count} to come, {time}", {
                  time: clock(seconds),
                })}
        </p>
        {canUndo && (
          <button type="button" className="queue-act" onClick={player.undo}>
            {t("Undo")}
          </button>
        )}
        <button
          type="button"
          className="queue-act"
          disabled={rows.length === 0}
          onClick={player.clear}
        >
          {t("Clear")}
        </button>
      </header>
      {rows.length === 0 ? (
        <p className="queue-empty">
          {t("The queue is empty. Play an album, or add tracks from their menu.")}
        </p>
      ) : (
        <ol
          ref={list}
          className="queue-rows"
          style={{ paddingBlock: `${from * ROW}px ${(rows.length - to) * ROW}px` }}
        >
          {shown
            .map((row, offset) => [row, from + offset] as const)
            .map(([row, index]) => (
              <Row
                key={row.key}
                row={row}
                index={index}
                count={rows.length}
                isCurrent={row.key === currentKey}
                isDragged={dragged === index}
                isLifted={lifted === row.key}
                onLift={() => {
                  setLifted(lifted === row.key ? null : row.key);
                }}
                onDrag={setDragged}
                onDrop={() => {
                  if (dragged !== null && dragged !== index) player.move(dragged, index);
                  setDragged(null);
                }}
              />
            ))}
        </ol>
      )}
    </section>
  );
}

interface RowProps {
  row: QueueRow;
  index: number;
  count: number;
  isCurrent: boolean;
  isDragged: boolean;
  /** Shows the buttons that move it. */
  isLifted: boolean;
  onLift: () => void;
  onDrag: (index: number | null) => void;
  onDrop: () => void;
}

function Row(props: RowProps) {
  const { row, index, count, isCurrent, isDragged, isLifted, onLift, onDrag, onDrop } = props;
  const player = usePlayer();
  const { track } = row;
  const title = track?.title ?? "";
  const slid = useRef(false);
  /** A finger on the grip takes the row along, one place at a time. */
  const slide = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { top, bottom } = event.currentTarget.getBoundingClientRect();
    const to = event.clientY < top - 8 ? index - 1 : event.clientY > bottom + 8 ? index + 1 : index;
    if (to === index || to < 0 || to >= count) return;
    slid.current = true;
    player.move(index, to);
  };
  const byKey = (event: KeyboardEvent): void => {
    if (!event.altKey) return;
    const to = event.key === "ArrowUp" ? index - 1 : event.key === "ArrowDown" ? index + 1 : -1;
    if (to < 0 || to >= count) return;
    event.preventDefault();
    player.move(index, to);
  };
  return (
    <li
      aria-setsize={count}
      aria-posinset={index + 1}
      className={`queue-row ${isCurrent ? "is-current" : ""} ${isDragged ? "is-dragged" : ""}`}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(index);
      }}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDragEnd={() => {
        onDrag(null);
      }}
      onDrop={onDrop}
      onKeyDown={byKey}
    >
      <button
        type="button"
        className="queue-play"
        aria-current={isCurrent ? "true" : undefined}
        aria-description={t("Alt with arrow up or down moves it")}
        onClick={() => {
          player.playAt(index);
        }}
      >
        <img src={track?.album.cover.src} alt="" width="40" height="40" loading="lazy" />
        <span className="queue-words">
          <span className="queue-title">{track ? title : "…"}</span>
          <span className="queue-artist">{track && byline(track)}</span>
        </span>
        <span className="queue-time">{track && length(track.duration_ms)}</span>
      </button>
      {isLifted && (
        <>
          <Button
            icon="open"
            label={t("Move {title} up", { title })}
            className="queue-remove"
            disabled={index === 0}
            onClick={() => {
              player.move(index, index - 1);
            }}
          />
          <Button
            icon="down"
            label={t("Move {title} down", { title })}
            className="queue-remove"
            disabled={index === count - 1}
            onClick={() => {
              player.move(index, index + 1);
            }}
          />
        </>
      )}
      <button
        type="button"
        className="pbutton queue-grip"
        aria-label={t("Move {title}", { title })}
        aria-expanded={isLifted}
        title={t("Drag, or press for buttons")}
        onPointerDown={(event) => {
          slid.current = false;
          if (event.pointerType !== "mouse") event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={slide}
        onClick={() => {
          if (!slid.current) onLift();
        }}
      >
        <Icon name="grip" />
      </button>
      <Button
        icon="remove"
        label={t("Remove {title}", { title })}
        className="queue-remove"
        onClick={() => {
          player.remove(index);
        }}
      />
    </li>
  );
}
