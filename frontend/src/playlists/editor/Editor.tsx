/** The playlist editor: a list of any length, put in order by drag, by menu keys and in blocks, with everything undoable. */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { plural, t } from "../../i18n.ts";
import { HttpError } from "../../site/http.ts";
import * as L from "./list.ts";
import { Row, type Acts } from "./Row.tsx";
import type { Outcome, PlaylistServer } from "./server.ts";
import { useFinger } from "./useFinger.ts";
import { usePages } from "./usePages.ts";
import { ROW } from "./useRows.ts";

interface Props {
  id: string;
  server: PlaylistServer;
  first: L.Entry[];
  total: number;
  sprite: string;
}

const SAID_FOR_MS = 10_000;

export function Editor({ id, server, first, total, sprite }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const { list, setList, from, to, edited, reload, once } = usePages(server, first, total, grid);
  const [said, setSaid] = useState<{ words: string; undo: string | null } | null>(null);
  const [drop, setDrop] = useState<number | null>(null);
  const refocus = useRef(false);
  const dragged = useRef<string[]>([]);
  const count = list.entries.length;

  // The row that had the focus may be gone, or far away: keys go on working at the one that has it now, when it is there.
  useEffect(() => {
    if (!refocus.current) return;
    const row = grid.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
    if (!row) return;
    if (document.activeElement === document.body) row.focus({ preventScroll: true });
    if (document.activeElement === row) refocus.current = false;
  });

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
    const shown = document.querySelector("[data-playlist-count]");
    if (shown) shown.textContent = plural(count, "{count} track", "{count} tracks");
  }, [count]);

  /** Show it, then send it. What the server refuses is said, and the list is as it is there. */
  const edit = async (next: L.List, words: string, send: () => Promise<Outcome>): Promise<void> => {
    edited();
    setList(next);
    try {
      const { undo, isAlone } = await send();
      setSaid({ words, undo });
      if (isAlone) return;
    } catch (error) {
      const refused = error instanceof HttpError;
      setSaid({ words: refused ? error.message : t("The server can't be reached"), undo: null });
      // What is shown is not what is there.
      server.forget();
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

  const step = (by: -1 | 1): void => {
    put(L.stepped(list, by), L.subjects(list));
  };

  /** Choose from where the range began up to a row. */
  const range = (index: number): void => {
    const [start, end] = [Math.min(list.anchor, index), Math.max(list.anchor, index) + 1];
    once(start, end, (now) => L.extend(now, index));
  };

  const drag = (index: number): void => {
    const entry = list.entries[index];
    if (!entry) return;
    dragged.current = list.chosen.has(entry.id) ? L.subjects(list) : [entry.id];
  };

  const land = (place: number | null): void => {
    const ids = dragged.current;
    if (place !== null) put(L.moved(list, ids, place), ids);
    setDrop(null);
  };

  const now: Acts = {
    choose: (index, how) => {
      if (how === "range") range(index);
      else setList(L.toggle(list, index));
    },
    focus: (index) => {
      setList((held) => (held.focus === index ? held : L.focusOn(held, index)));
    },
    drag,
    over: setDrop,
    remove: (index) => {
      const entry = list.entries[index];
      if (entry) remove([entry.id]);
    },
  };
  const acts = useRef(now);
  // Before the rows' own effects, which move the focus.
  useLayoutEffect(() => {
    acts.current = now;
  });

  const finger = useFinger(grid, count, { drag, over: setDrop, land });

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
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    const command = event.ctrlKey || event.metaKey;
    if (by !== undefined) {
      event.preventDefault();
      if (event.altKey) step(by);
      else if (event.shiftKey) range(list.focus + by);
      else setList(L.focusOn(list, list.focus + by));
      show(list.focus + by);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      refocus.current = true;
      remove(L.subjects(list));
    } else if (command && event.key === "a") {
      event.preventDefault();
      once(0, count, L.chooseAll);
    } else if (command && event.key === "z") {
      event.preventDefault();
      undo();
    } else if (event.key === "Escape" && list.chosen.size > 0) {
      setList(L.chooseNone(list));
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const end = event.key === "Home" ? 0 : count - 1;
      refocus.current = true;
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
                step(-1);
              }}
            >
              {t("Up")}
            </button>
            <button
              type="button"
              className="button button--plain"
              onClick={() => {
                step(1);
              }}
            >
              {t("Down")}
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
        aria-rowcount={count}
        aria-multiselectable="true"
        style={{ blockSize: count * ROW }}
        onKeyDown={onKey}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDrop(null);
        }}
        onDrop={(event) => {
          event.preventDefault();
          land(drop);
        }}
        {...finger}
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
              isDropEnd={drop === count && index === count - 1}
              acts={acts}
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
