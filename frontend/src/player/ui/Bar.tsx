/** The bar at the bottom of every page. */
import { lazy, Suspense, useEffect, useRef } from "react";
import { t } from "../../i18n.ts";
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState, useTime } from "./context.ts";
import { Artists } from "./Artists.tsx";
import { Seek } from "./Seek.tsx";
import { PlayButton, Transport } from "./Transport.tsx";
import { Volume } from "./Volume.tsx";

// Not needed for the first sound: fetched when they are opened first.
const NowPlaying = lazy(async () => ({ default: (await import("./NowPlaying.tsx")).NowPlaying }));
const QueueList = lazy(async () => ({ default: (await import("./QueueList.tsx")).QueueList }));
const Help = lazy(async () => ({ default: (await import("./Help.tsx")).Help }));

function Current() {
  const player = usePlayer();
  const { current, liked } = usePlayerState();
  if (!current) return <p className="bar-quiet">{t("Nothing is playing")}</p>;
  return (
    <div className="bar-current">
      <button
        type="button"
        className="bar-cover"
        aria-label={t("Now playing, full screen")}
        onClick={player.views.openFull}
      >
        <img src={current.album.cover.src} alt="" width="56" height="56" />
      </button>
      <div className="bar-words">
        <a className="bar-title" href={current.url}>
          {current.title}
        </a>
        <p className="bar-artist">
          <Artists track={current} />
        </p>
      </div>
      {liked !== null && (
        <Button
          icon={liked ? "heartFull" : "heart"}
          label={t("Like this track")}
          pressed={liked}
          className="bar-like"
          onClick={player.details.toggleLike}
        />
      )}
    </div>
  );
}

/** How far it is, where the bar has no room for the waveform. */
function Progress() {
  const { current } = usePlayerState();
  const { position, duration } = useTime();
  return (
    <progress
      className="bar-progress"
      aria-hidden="true"
      value={position}
      max={duration || (current?.duration_ms ?? 1000) / 1000}
    />
  );
}

/** Over the page, not instead of it: it takes the focus, and gives it back when it goes. */
function QueuePanel() {
  const player = usePlayer();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && document.contains(before))
        before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      ref={panel}
      className="queue-panel"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") player.views.toggleQueue();
      }}
    >
      <Button
        icon="close"
        label={t("Close the queue")}
        className="queue-close"
        onClick={player.views.toggleQueue}
      />
      <Suspense>
        <QueueList />
      </Suspense>
    </div>
  );
}

export function Bar() {
  const player = usePlayer();
  const { notice, queueOpen, helpOpen, full, current } = usePlayerState();
  return (
    <>
      {queueOpen && <QueuePanel />}
      <section className="bar" aria-label={t("Player")}>
        <Progress />
        <Current />
        <div className="bar-middle">
          <Transport />
          <Seek />
        </div>
        <div className="bar-right">
          <Button
            icon="queue"
            label={t("Queue")}
            pressed={queueOpen}
            onClick={player.views.toggleQueue}
          />
          <Volume />
          <Button
            icon="open"
            label={t("Now playing, full screen")}
            disabled={!current}
            onClick={player.views.openFull}
          />
        </div>
        <div className="bar-phone">
          <PlayButton />
          <Button icon="next" label={t("Next")} disabled={!current} onClick={player.next} />
        </div>
        <p className="bar-notice" role="status">
          {notice}
        </p>
      </section>
      <Suspense>
        {full && <NowPlaying />}
        {helpOpen && <Help onClose={player.views.toggleHelp} />}
      </Suspense>
    </>
  );
}
