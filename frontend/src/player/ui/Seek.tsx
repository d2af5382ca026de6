/** The waveform between the time played and the time left. */
import { t } from "../../i18n.ts";
import { clock, length } from "../app/catalogue.ts";
import { usePlayer, usePlayerState, useTime } from "./context.ts";
import { Waveform } from "./Waveform.tsx";

export function Seek() {
  const player = usePlayer();
  const { peaks, settings, current } = usePlayerState();
  const { position, duration, buffered } = useTime();
  const total = duration || (current?.duration_ms ?? 0) / 1000;
  return (
    <div className="seek">
      <span className="seek-time">{clock(position)}</span>
      <Waveform
        peaks={peaks}
        position={position}
        duration={total}
        buffered={buffered}
        onSeek={player.seekTo}
        label={t("Position")}
      />
      <button
        type="button"
        className="seek-time seek-total"
        title={settings.remaining ? t("Show the length") : t("Show the time left")}
        onClick={player.device.toggleRemaining}
      >
        {settings.remaining ? `−${clock(total - position)}` : length(total * 1000)}
      </button>
    </div>
  );
}
