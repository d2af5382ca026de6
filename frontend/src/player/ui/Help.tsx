/** The keys, as an overlay. */
import { SHORTCUTS } from "../app/shortcuts.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keyboard shortcuts" onClose={onClose} className="pdialog help">
      <header className="pdialog-head">
        <h2>Keys</h2>
        <Button icon="close" label="Close" onClick={onClose} />
      </header>
      <dl className="keys">
        {SHORTCUTS.map(({ label, does }) => (
          <div key={label}>
            <dt>
              <kbd>{label}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
