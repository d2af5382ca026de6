/** Shuffle, previous, play, next, repeat. */
import { message, t } from "../../i18n.ts";
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState } from "./context.ts";

const REPEAT = {
  off: message("Repeat is off"),
  all: message("Repeat the queue"),
  one: message("Repeat this track"),
};

export function PlayButton({ className = "" }: { className?: string }) {
  const player = usePlayer();
  const { sounding, busy, current } = usePlayerState();
  return (
    <Button
      icon={sounding ? "pause" : "play"}
      label={sounding ? t("Pause") : t("Play")}
      className={`pbutton-play ${busy ? "is-busy" : ""} ${className}`}
      disabled={!current}
      onClick={player.toggle}
    />
  );
}

export function Transport() {
  const player = usePlayer();
  const { shuffled, repeat, current } = usePlayerState();
  return (
    <div className="transport" role="group" aria-label={t("Playback")}>
      <Button
        icon="shuffle"
        label={t("Shuffle")}
        pressed={shuffled}
        onClick={player.toggleShuffle}
      />
      <Button icon="previous" label={t("Previous")} disabled={!current} onClick={player.previous} />
      <PlayButton />
      <Button icon="next" label={t("Next")} disabled={!current} onClick={player.next} />
      <Button
        icon={repeat === "one" ? "one" : "repeat"}
        label={t(REPEAT[repeat])}
        pressed={repeat !== "off"}
        onClick={player.cycleRepeat}
      />
    </div>
  );
}
