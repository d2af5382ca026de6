/** Mute and a slider. */
import { t } from "../../i18n.ts";
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState } from "./context.ts";

export function Volume() {
  const player = usePlayer();
  const {
    settings: { volume, muted },
  } = usePlayerState();
  const shown = muted ? 0 : volume;
  return (
    <div className="volume">
      <Button
        icon={shown === 0 ? "muted" : "loud"}
        label={muted ? t("Unmute") : t("Mute")}
        pressed={muted}
        onClick={player.device.toggleMute}
      />
      <input
        type="range"
        min={0}
        max={100}
        value={Math.round(shown * 100)}
        aria-label={t("Volume")}
        onChange={(event) => {
          player.device.setVolume(Number(event.currentTarget.value) / 100);
        }}
      />
    </div>
  );
}
