/** What is to be said of the cell that one is at: what is wrong with it, what somebody else wrote, what its tags say. */
import { t } from "../i18n.ts";
import { textOf, type Row, type Sheet } from "./sheet.ts";

interface Props {
  sheet: Sheet;
  onGiveBack: () => void;
  onTheirs: (row: Row, key: string) => void;
}

export function Beside({ sheet, onGiveBack, onTheirs }: Props) {
  const row = sheet.rows[sheet.cursor.row];
  const column = sheet.columns[sheet.cursor.column];
  if (!row || !column) return null;
  const { key } = column;
  const error = sheet.errors[row.id]?.[key];
  const theirs = sheet.theirs[row.id]?.[key];
  const said = row.said[key];
  const tags = said?.tags;
  const isGivenBack = sheet.releases[row.id]?.[key] !== undefined;
  return (
    <div className="grid__beside" aria-live="polite">
      <p className="grid__where">
        <strong>{textOf(sheet, row, "title") || row.file}</strong> · {column.label}
        {column.is_of_album && <span className="quiet"> · {t("Of the whole album.")}</span>}
        {column.help && <span className="quiet"> · {column.help}</span>}
      </p>
      {error ? <p className="grid__error">{error}</p> : null}
      {theirs === undefined ? null : (
        <p className="grid__theirs">
          {t("Somebody else wrote:")} <q>{theirs || t("(empty)")}</q>{" "}
          <button type="button" className="button button--plain" onClick={() => { onTheirs(row, key); }}>
            {t("Take theirs")}
          </button>
        </p>
      )}
      {said && tags !== null && tags !== undefined && !isGivenBack ? (
        <p className="grid__tags">
          {t("The tags say:")} <q>{tags || t("(empty)")}</q>{" "}
          <button type="button" className="button button--plain" onClick={onGiveBack}>
            {t("As the tags say")}
          </button>
        </p>
      ) : null}
      <p className="grid__file quiet">
        {row.file && `${row.file} · `}
        <a href={`/library/edit/?tracks=${row.id}`}>{t("Open as a form")}</a>
      </p>
    </div>
  );
} // prettier-ignore
