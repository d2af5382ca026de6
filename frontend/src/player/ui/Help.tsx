/** The keys, as an overlay. */
import { t } from "../../i18n.ts";
import { SHORTCUTS } from "../app/shortcuts.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label={t("Keyboard shortcuts")} onClose={onClose} className="pdialog help">
      <header className="pdialog-head">
        <h2>{t("Keys")}</h2>
        <Button icon="close" label={t("Close")} onClick={onClose} />
      </header>
      <dl className="keys">
        {SHORTCUTS.map(({ label, does }) => (
          <div key={label}>
            <dt>
              <kbd>{t(label)}</kbd>
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
