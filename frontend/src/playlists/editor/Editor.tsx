/** The playlist editor: a list of any length, put in order by drag, by menu keys and in blocks, with everything undoable. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { plural, t } from "../../i18n.ts";
import { HttpError } from "../../site/http.ts";
import * as L from "./list.ts";
import { Row } from "./Row.tsx";
import type { PlaylistServer } from "./server.ts";
import { ROW, useRows } from "./useRows.ts";

interface Props {
  id: string;
  server: PlaylistServer;
  first: L.Entry[];
  total: number;
  sprite: string;
}

const LOOK_EVERY_MS = 10_000;
const SAID_FOR_MS = 10_000;
const AHEAD = 200;

export function Editor({ id, server, first, total, sprite }: Props) {
  const [list, setList] = useState(() => L.listOf(first, total));
  const [said, setSaid] = useState<{ words: string; undo: string | null } | null>(null);
  const [drop, setDrop] = useState<number | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const latest = useRef(list);
  const loading = useRef(false);
  const refocus = useRef(false);
  const dragged = useRef<string[]>([]);
  const [from, to] = useRows(grid, list.total);

  useEffect(() => {
    latest.current = list;
  }, [list]);

  // The row that had the focus may be the one that went: keys go on working where it was.
  useEffect(() => {
    if (!refocus.current || document.activeElement !== document.body) return;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    refocus.current = false;
  });

  const reload = useCallback(async () => {
    const told = await server.changes();
    if (!told) return;
    const entries = await server.again(Math.max(latest.current.entries.length, AHEAD));
    setList((now) => L.refreshed(now, entries, told.count));
  }, [server]);

  // What others do shows within seconds, and when one comes back to the page.
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") void reload().catch(() => {});
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", look);
    document.addEventListener("playlist:changed", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      document.removeEventListener("playlist:changed", look);
    };
  }, [reload]);

  // Rows are loaded up to a little beyond what is seen.
  useEffect(() => {
    if (loading.current || server.isComplete || list.entries.length >= to + AHEAD) return;
    loading.current = true;
    server
      .more()
      .then((page) => {
        loading.current = false;
        setList((now) => L.withPage(now, page));
      })
      .catch(() => {
        loading.current = false;
      });
  }, [server, list, to]);

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => {
      setSaid(null);
    }, SAID_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);

  useEffect(() => {
    const count = document.querySelector("[data-playlist-count]");
    if (count) count.textContent = plural(list.total, "{count} track", "{count} tracks");
  }, [list.total]);

  /** Show it, then send it. What the server refuses is said, and the list is as it is there. */
  const edit = async (
    next: L.List,
    words: string,
    send: () => Promise<{ undo: string | null }>,
  ): Promise<void> => {
    setList(next);
    try {
      const { undo } = await send();
      setSaid({ words, undo });
    } catch (error) {
      const refused = error instanceof HttpError;
      setSaid({ words: refused ? error.message : t("The server can't be reached"), undo: null });
    }
    await reload().catch(() => {});
  };

  const remove = (ids: string[]): void => {
    if (ids.length === 0) return;
    const words = plural(ids.length, "Removed {count} track", "Removed {count} tracks");
    void edit(L.without(list, ids), words, () => server.remove(ids));
  };

  const put = (done: { list: L.List; place: L.Place } | null, ids: string[]): void => {
    if (!done) return;
    const words = plural(ids.length, "Moved {count} track", "Moved {count} tracks");
    void edit(done.list, words, () => server.move(ids, done.place));
  };

  const undo = (): void => {
    if (!said?.undo) return;
    void edit(list, t("Undone"), () => server.undo(said.undo ?? ""));
  };

  const show = (index: number): void => {
    const top = (grid.current?.getBoundingClientRect().top ?? 0) + index * ROW;
    const bar = document.getElementById("player")?.getBoundingClientRect().height ?? 0;
    if (top < 0) scrollBy(0, top - ROW);
    else if (top + ROW > innerHeight - bar) scrollBy(0, top + 2 * ROW - innerHeight + bar);
  };

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    const command = event.ctrlKey || event.metaKey;
    if (step !== undefined) {
      event.preventDefault();
      if (event.altKey) put(L.stepped(list, step), L.subjects(list));
      else setList(event.shiftKey ? L.extend(list, list.focus + step) : L.focusOn(list, list.focus + step)); // prettier-ignore
      show(list.focus + step);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      refocus.current = true;
      remove(L.subjects(list));
    } else if (command && event.key === "a") {
      event.preventDefault();
      setList(L.chooseAll(list));
    } else if (command && event.key === "z") {
      event.preventDefault();
      undo();
    } else if (event.key === "Escape" && list.chosen.size > 0) {
      setList(L.chooseNone(list));
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const end = event.key === "Home" ? 0 : list.entries.length - 1;
      setList(L.focusOn(list, end));
      show(end);
    }
  };

  const chosen = list.chosen.size;
  return (
    <div className="editor">
      <div className={`editor-tools ${chosen > 0 ? "has-chosen" : ""}`}>
        {chosen > 0 ? (
          <>
            <span role="status">{plural(chosen, "{count} chosen", "{count} chosen")}</span>
            <button
              type="button"
              className="button button--plain"
              onClick={() => {
                remove(L.subjects(list));
              }}
            >
              {t("Remove")}
            </button>
            <button
              type="button"
              className="button button--plain"
              onClick={() => {
                put(L.moved(list, L.subjects(list), 0), L.subjects(list));
              }}
            >
              {t("To the top")}
            </button>
            <button
              type="button"
              className="button button--plain"
              onClick={() => {
                setList(L.chooseNone(list));
              }}
            >
              {t("Choose none")}
            </button>
          </>
        ) : (
          <span className="quiet editor-hint">
            {t("Drag rows, or move them with Alt and the arrow keys. Shift chooses several.")}
          </span>
        )}
      </div>
      <div
        ref={grid}
        className="editor-rows"
        role="grid"
        aria-label={t("Tracks")}
        aria-rowcount={list.total}
        aria-multiselectable="true"
        style={{ blockSize: list.total * ROW }}
        onKeyDown={onKey}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDrop(null);
        }}
        onDrop={(event) => {
          event.preventDefault();
          const ids = dragged.current;
          if (drop !== null) put(L.moved(list, ids, drop), ids);
          setDrop(null);
        }}
      >
        {Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
          const index = from + offset;
          const entry = list.entries[index];
          return (
            <Row
              key={entry?.id ?? `empty-${index}`}
              entry={entry}
              index={index}
              playlist={id}
              sprite={sprite}
              isChosen={entry !== undefined && list.chosen.has(entry.id)}
              isFocused={index === list.focus}
              isDropTarget={drop === index}
              onChoose={(how) => {
                setList(how === "range" ? L.extend(list, index) : L.toggle(list, index));
              }}
              onFocus={() => {
                if (list.focus !== index) setList({ ...list, focus: index, anchor: index });
              }}
              onDrag={() => {
                if (!entry) return;
                dragged.current = list.chosen.has(entry.id) ? L.subjects(list) : [entry.id];
              }}
              onOver={(below) => {
                const place = index + (below ? 1 : 0);
                if (drop !== place) setDrop(place);
              }}
              onRemove={() => {
                if (entry) remove([entry.id]);
              }}
            />
          );
        })}
      </div>
      {said && (
        <div className="toast" role="status">
          <span>{said.words}</span>
          {said.undo !== null && (
            <button type="button" className="button button--plain" onClick={undo}>
              {t("Undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
