/** The full-screen view: the cover, the words, the queue. */
import { useEffect, useRef } from "react";
import { message, t } from "../../i18n.ts";
import type { LyricLine } from "../app/lyrics.ts";
import { artClasses } from "../app/catalogue.ts";
import { Artists } from "./Artists.tsx";
import { Button } from "./Button.tsx";
import { usePlayer, usePlayerState, useTime } from "./context.ts";
import { Dialog } from "./Dialog.tsx";
import { Preferences } from "./Preferences.tsx";
import { QueueList } from "./QueueList.tsx";
import { Seek } from "./Seek.tsx";
import { Transport } from "./Transport.tsx";
import { Volume } from "./Volume.tsx";

function Lyrics({ lines }: { lines: readonly LyricLine[] }) {
  const player = usePlayer();
  const { position } = useTime();
  const timed = lines.some(({ at }) => at !== null);
  const now = timed
    ? lines.findLastIndex(({ at }) => at !== null && at / 1000 <= position + 0.2)
    : -1;
  const sheet = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The sheet alone is scrolled: the controls around it stay where the listener has them.
    const line = current.current;
    const box = sheet.current;
    if (!line || !box) return;
    const top = line.offsetTop - (box.clientHeight - line.offsetHeight) / 2;
    box.scrollTo({ top, behavior: calm() ? "auto" : "smooth" });
  }, [now]);
  return (
    <div
      ref={sheet}
      className={`full-lyrics ${timed ? "is-timed" : ""}`}
      tabIndex={0}
      role="region"
      aria-label={t("Lyrics")}
    >
      {lines.map(({ at, words }, index) => (
        <p
          key={index}
          ref={index === now ? current : undefined}
          className={index === now ? "is-now" : ""}
          onClick={() => {
            if (at !== null) player.seekTo(at / 1000);
          }}
        >
          {words || " "}
        </p>
      ))}
    </div>
  );
}

const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

const SIDES = {
  queue: message("Queue"),
  lyrics: message("Lyrics"),
  settings: message("Settings"),
};

export function NowPlaying() {
  const player = usePlayer();
  const aside = useRef<HTMLElement>(null);
  const { current, side, lyrics, liked } = usePlayerState();
  const shown = side === "lyrics" && !lyrics ? "queue" : side;
  return (
    <Dialog
      label={t("Now playing")}
      onClose={player.views.closeFull}
      className={`full ${artClasses(current?.album.cover.color ?? null)}`}
    >
      {current && (
        <>
          <header className="full-head">
            <Button icon="down" label={t("Close")} onClick={player.views.closeFull} />
            <p>
              <a href={current.album.url} onClick={player.views.closeFull}>
                {current.album.title}
              </a>
            </p>
            <Button
              icon="help"
              label={t("Keyboard shortcuts")}
              className="full-help"
              onClick={player.views.toggleHelp}
            />
          </header>
          <div className="full-stage">
            <img
              className="full-cover"
              src={current.album.cover.src}
              srcSet={current.album.cover.srcset || undefined}
              sizes="(min-width: 60rem) 32rem, 90vw"
              alt=""
              width="768"
              height="768"
            />
            <div className="full-words">
              <h2>
                <a href={current.url} onClick={player.views.closeFull}>
                  {current.title}
                </a>
              </h2>
              <p onClick={player.views.closeFull}>
                <Artists track={current} />
              </p>
              {liked !== null && (
                <Button
                  icon={liked ? "heartFull" : "heart"}
                  label={t("Like")}
                  pressed={liked}
                  onClick={player.details.toggleLike}
                />
              )}
            </div>
            <Seek />
            <Transport />
            <Volume />
          </div>
          <aside ref={aside} className="full-side">
            <div className="full-tabs" role="group" aria-label={t("Beside the cover")}>
              {(["queue", "lyrics", "settings"] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={shown === each}
                  disabled={each === "lyrics" && !lyrics}
                  onClick={() => {
                    player.views.showSide(each);
                    // On a phone it stands below the controls.
                    aside.current?.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
                  }}
                >
                  {t(SIDES[each])}
                </button>
              ))}
            </div>
            {shown === "lyrics" && lyrics && <Lyrics lines={lyrics} />}
            {shown === "settings" && <Preferences />}
            {shown === "queue" && <QueueList />}
          </aside>
        </>
      )}
    </Dialog>
  );
}
