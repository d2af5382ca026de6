/** The grid: keys, clipboard, saving, and what is said of the cell that one is at. */
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from "react";
import { plural, t } from "../i18n.ts";
import { GridRow } from "./GridRow.tsx";
import { Beside } from "./Beside.tsx";
import { write } from "./server.ts";
import * as S from "./sheet.ts";
import { fromTsv, toTsv } from "./tsv.ts";

const PAGE_ROWS = 10;
const ARROWS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-PAGE_ROWS, 0], PageDown: [PAGE_ROWS, 0],
}; // prettier-ignore

/** What one types in a cell: null while none is being written. */
export type Draft = string | null;

export function Grid({ first }: { first: S.Sheet }) {
  const [sheet, setSheet] = useState(first);
  const [draft, setDraft] = useState<Draft>(null);
  const [isSaving, setSaving] = useState(false);
  const [said, setSaid] = useState("");
  const table = useRef<HTMLTableElement>(null);
  const unsaved = S.unsavedCount(sheet) + (draft === null ? 0 : 1);
  const chosen = S.range(sheet);
  const { cursor } = sheet;
  // Rows are drawn again only when something of them changed: their handlers look here for what is now.
  const live = useRef({ sheet, draft });
  useLayoutEffect(() => {
    live.current = { sheet, draft };
  });

  useEffect(() => {
    if (!unsaved) return;
    const question = t("What you wrote is not saved. Leave it behind?");
    const ask = (event: Event): void => {
      if (!confirm(question)) event.preventDefault();
    };
    const hold = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    addEventListener("beforeunload", hold);
    document.addEventListener("turbo:before-visit", ask);
    return () => {
      removeEventListener("beforeunload", hold);
      document.removeEventListener("turbo:before-visit", ask);
    };
  }, [unsaved]);

  // The focus goes along with the cursor, where it was in the grid.
  useEffect(() => {
    if (draft !== null || !table.current?.contains(document.activeElement)) return;
    cellAt(table.current, cursor)?.focus();
  }, [cursor, draft]);

  const change = (next: S.Sheet): void => {
    setSheet(next);
    setSaid("");
  };
  const begin = (text: string): void => {
    const column = sheet.columns[cursor.column];
    if (column) setDraft(text);
  };
  const current = (): string => {
    const row = sheet.rows[cursor.row];
    const column = sheet.columns[cursor.column];
    return row && column ? S.textOf(sheet, row, column.key) : "";
  };
  /** What was typed is in the sheet, and the cursor goes on from there. */
  const commit = (rows: number, columns: number, text = draft): void => {
    const done = text === null ? sheet : S.written(sheet, [[cursor.row, cursor.column, text]]);
    setDraft(null);
    table.current?.focus();
    change(S.moved(S.gone(done, cursor), rows, columns));
  };

  const goTo = (cell: S.Cell, extend: boolean): void => {
    const { sheet: now, draft: typed } = live.current;
    const at = now.cursor;
    if (typed !== null && cell.row === at.row && cell.column === at.column) return;
    const done = typed === null ? now : S.written(now, [[at.row, at.column, typed]]);
    setDraft(null);
    setSheet(S.gone(done, cell, extend));
  };

  const save = async (): Promise<void> => {
    const whole = draft === null ? sheet : S.written(sheet, [[cursor.row, cursor.column, draft]]);
    setDraft(null);
    setSheet(whole);
    const pending = S.pending(whole);
    if (!pending.length || isSaving) return;
    setSaving(true);
    const all: S.Result[] = [];
    try {
      await write(pending, (results) => {
        all.push(...results);
        setSheet((now) => S.heard(now, results));
      });
      setSaid(wordsOf(all));
    } catch {
      setSaid(t("The server can't be reached: nothing is lost, save again."));
    }
    setSaving(false);
  };

  const onKey = (event: KeyboardEvent): void => {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (command && key === "s") {
      event.preventDefault();
      void save();
      return;
    }
    if (draft !== null) {
      if (key === "Escape") {
        setDraft(null);
        table.current?.focus();
      } else if (key === "Enter" && !event.altKey && !event.shiftKey) commit(1, 0);
      else if (key === "Tab") commit(0, event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      return;
    }
    const arrow = ARROWS[event.key];
    const end = { Home: 0, End: sheet.columns.length - 1 }[event.key];
    if (arrow) {
      const far = command ? sheet.rows.length + sheet.columns.length : 1;
      change(S.moved(sheet, arrow[0] * far, arrow[1] * far, event.shiftKey));
    } else if (end !== undefined) {
      const row = command ? (end ? sheet.rows.length - 1 : 0) : cursor.row;
      change(S.gone(sheet, { row, column: end }, event.shiftKey));
    } else if (command && key === "z") change(event.shiftKey ? S.redone(sheet) : S.undone(sheet));
    else if (command && key === "y") change(S.redone(sheet));
    else if (command && key === "d") change(S.filledDown(sheet));
    else if (command && key === "a")
      change({ ...S.gone(sheet, { row: sheet.rows.length - 1, column: sheet.columns.length - 1 }), anchor: { row: 0, column: 0 } }); // prettier-ignore
    else if (key === "Delete" || key === "Backspace") change(S.cleared(sheet));
    else if (key === "Enter" || key === "F2") begin(current());
    else if (!command && !event.altKey && event.key.length === 1) begin(event.key);
    else return;
    event.preventDefault();
  };

  const onCopy = (event: ClipboardEvent): void => {
    if (draft !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", toTsv(S.copied(sheet)));
    if (event.type === "cut") change(S.cleared(sheet));
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (draft !== null) return;
    event.preventDefault();
    change(S.pasted(sheet, fromTsv(event.clipboardData.getData("text/plain"))));
  };

  return (
    <div className="grid">
      <div className="grid__tools">
        <button
          type="button"
          className="button button--loud"
          disabled={!unsaved || isSaving}
          onClick={() => void save()}
        >
          {isSaving ? t("Saving …") : unsaved ? plural(unsaved, "Save {count} cell", "Save {count} cells") : t("All is saved")}
        </button>
        <button type="button" className="button button--plain" disabled={!sheet.past.length} onClick={() => { change(S.undone(sheet)); }}>
          {t("Undo")}
        </button>
        <button type="button" className="button button--plain" disabled={!sheet.future.length} onClick={() => { change(S.redone(sheet)); }}>
          {t("Redo")}
        </button>
        <button type="button" className="button button--plain" onClick={() => { change(S.filledDown(sheet)); }}>
          {t("Fill down")}
        </button>
        <span className="grid__said" role="status">
          {said}
        </span>
      </div>
      <Beside
        sheet={sheet}
        onGiveBack={() => { change(S.givenBack(sheet)); }}
        onTheirs={(row, key) => { change(S.withTheirs(sheet, row, key)); }}
      />
      <div className="grid__frame">
        <table
          ref={table}
          className="grid__table"
          role="grid"
          aria-label={t("Metadata")}
          aria-rowcount={sheet.rows.length + 1}
          aria-multiselectable="true"
          tabIndex={-1}
          onKeyDown={onKey}
          onCopy={onCopy}
          onCut={onCopy}
          onPaste={onPaste}
        >
          <thead>
            <tr>
              {sheet.columns.map((column) => (
                <th key={column.key} scope="col" data-kind={column.kind} title={column.help || undefined}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row, index) => {
              const isIn = index >= chosen.top && index <= chosen.bottom;
              const isAt = index === cursor.row;
              return (
                <GridRow
                  key={row.id}
                  row={row}
                  index={index}
                  columns={sheet.columns}
                  edits={sheet.edits[row.id]}
                  releases={sheet.releases[row.id]}
                  errors={sheet.errors[row.id]}
                  theirs={sheet.theirs[row.id]}
                  at={isAt ? cursor.column : -1}
                  left={isIn ? chosen.left : -1}
                  right={isIn ? chosen.right : -1}
                  draft={isAt ? draft : null}
                  onDraft={setDraft}
                  onCommit={(text) => { commit(0, 0, text); }}
                  onGo={goTo}
                  onBegin={() => { begin(current()); }}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="grid__keys quiet">
        {t("Arrows move, Shift selects, Enter writes, Ctrl+D fills down, Ctrl+C and Ctrl+V go to and from spreadsheets, Ctrl+Z undoes, Ctrl+S saves.")}
      </p>
    </div>
  );
} // prettier-ignore

function cellAt(table: HTMLElement, { row, column }: S.Cell): HTMLElement | null {
  return table.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`);
}

function wordsOf(results: readonly S.Result[]): string {
  const count = (kind: S.Result["kind"]): number => results.filter((one) => one.kind === kind).length;
  const [changed, refused] = [count("changed"), count("refused")];
  const words = [plural(count("saved"), "{count} track saved.", "{count} tracks saved.")];
  if (refused) words.push(plural(refused, "{count} track has a cell that can't be right.", "{count} tracks have cells that can't be right.")); // prettier-ignore
  if (changed) words.push(plural(changed, "Somebody changed {count} track meanwhile: look, and save again.", "Somebody changed {count} tracks meanwhile: look, and save again.")); // prettier-ignore
  return words.join(" ");
} // prettier-ignore
