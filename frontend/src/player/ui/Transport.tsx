/** Shuffle, previous, play, next, repeat. */
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState } from "./context.ts";

const REPEAT = { off: "Repeat is off", all: "Repeat the queue", one: "Repeat this track" } as const;

export function PlayButton({ className = "" }: { className?: string }) {
  const player = usePlayer();
  const { sounding, busy, current } = usePlayerState();
  return (
    <Button
      icon={sounding ? "pause" : "play"}
      label={sounding ? "Pause" : "Play"}
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
    <div className="transport" role="group" aria-label="Playback">
      <Button icon="shuffle" label="Shuffle" pressed={shuffled} onClick={player.toggleShuffle} />
      <Button icon="previous" label="Previous" disabled={!current} onClick={player.previous} />
      <PlayButton />
      <Button icon="next" label="Next" disabled={!current} onClick={player.next} />
      <Button
        icon={repeat === "one" ? "one" : "repeat"}
        label={REPEAT[repeat]}
        pressed={repeat !== "off"}
        onClick={player.cycleRepeat}
      />
    </div>
  );
}
