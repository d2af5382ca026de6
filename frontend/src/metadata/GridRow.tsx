/** A row of the grid; drawn again only when something of it changed. */
import { memo, useEffect, useRef } from "react";
import { t } from "../i18n.ts";
import { type Cell, type Column, type Row } from "./sheet.ts";

type Texts = Readonly<Record<string, string>> | undefined;

interface Props {
  row: Row;
  index: number;
  columns: readonly Column[];
  edits: Texts;
  releases: Texts;
  errors: Texts;
  theirs: Texts;
  /** The column that one is at, and those that are selected; -1 for none. */
  at: number;
  left: number;
  right: number;
  draft: string | null;
  onDraft: (text: string) => void;
  onCommit: (text: string) => void;
  onGo: (cell: Cell, extend: boolean) => void;
  onBegin: () => void;
}

const OF_ROW = ["row", "index", "columns", "edits", "releases", "errors", "theirs", "at", "left", "right", "draft"] as const; // prettier-ignore

/** Handlers are compared by nobody: those of a row that one is not at look up what is now. */
export const GridRow = memo(
  DrawnRow,
  (before, after) =>
    after.at === -1 && before.at === -1 && OF_ROW.every((name) => before[name] === after[name]),
);

function DrawnRow(props: Props) {
  const { row, index, columns, edits, releases, errors, theirs, at, left, right, draft } = props;
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map((column, place) => {
        const { key } = column;
        const text = edits?.[key] ?? releases?.[key] ?? row.cells[key] ?? "";
        const isUnsaved = edits?.[key] !== undefined || releases?.[key] !== undefined;
        const error = errors?.[key];
        const state = [
          isUnsaved ? "is-unsaved" : "",
          error ? "is-wrong" : "",
          theirs?.[key] === undefined ? "" : "is-both",
          row.said[key] ? "is-set" : "",
          place >= left && place <= right && left >= 0 ? "is-selected" : "",
        ];
        const isAt = place === at;
        return (
          <td
            key={key}
            role="gridcell"
            className={state.filter(Boolean).join(" ") || undefined}
            data-kind={column.kind}
            data-cell={`${index}-${place}`}
            tabIndex={isAt ? 0 : -1}
            aria-selected={place >= left && place <= right && left >= 0}
            aria-invalid={error ? true : undefined}
            aria-label={error ? `${text} ${error}` : undefined}
            onMouseDown={(event) => {
              if (event.shiftKey) event.preventDefault();
              props.onGo({ row: index, column: place }, event.shiftKey);
            }}
            onMouseEnter={(event) => {
              if (event.buttons === 1 && draft === null) props.onGo({ row: index, column: place }, true);
            }}
            onFocus={() => {
              if (!isAt) props.onGo({ row: index, column: place }, false);
            }}
            onDoubleClick={() => {
              if (isAt) props.onBegin();
            }}
          >
            {isAt && draft !== null ? (
              <Editor column={column} draft={draft} onDraft={props.onDraft} onCommit={props.onCommit} />
            ) : (
              <span className="grid__text">{column.kind === "choice" ? labelOf(column, text) : text}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
} // prettier-ignore

function labelOf(column: Column, text: string): string {
  return column.choices.find((choice) => choice.value === text)?.label ?? text;
}

interface Editing {
  column: Column;
  draft: string;
  onDraft: (text: string) => void;
  onCommit: (text: string) => void;
}

/** Where one writes: a list to choose from where only some texts are right, else a field that grows. */
function Editor({ column, draft, onDraft, onCommit }: Editing) {
  const field = useRef<HTMLTextAreaElement & HTMLSelectElement>(null);
  useEffect(() => {
    const written = field.current;
    written?.focus();
    if (written instanceof HTMLTextAreaElement) written.setSelectionRange(written.value.length, written.value.length); // prettier-ignore
  }, []);
  const choices =
    column.kind === "yes_no"
      ? [{ value: "yes", label: t("yes") }, { value: "no", label: t("no") }] // prettier-ignore
      : column.choices;
  if (!choices.length)
    return (
      <textarea
        ref={field}
        className="grid__editor"
        aria-label={column.label}
        rows={column.kind === "long" || column.kind === "splits" ? 5 : 1}
        value={draft}
        onChange={(event) => {
          onDraft(event.target.value);
        }}
      />
    );
  const known = choices.some((choice) => choice.value === draft) ? draft : "";
  return (
    <select
      ref={field}
      className="grid__editor"
      aria-label={column.label}
      value={known}
      onChange={(event) => {
        onCommit(event.target.value);
      }}
    >
      <option value="">{t("(empty)")}</option>
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
