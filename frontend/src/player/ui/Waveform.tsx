/** The waveform one seeks on: 800 peaks on a canvas, a plain bar until they are there. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { t } from "../../i18n.ts";
import { clock } from "../app/catalogue.ts";
import { draw, keyedTo, secondsAt, type Wave } from "./wave.ts";

interface Props extends Wave {
  onSeek: (seconds: number) => void;
  label: string;
}

export function Waveform(props: Props) {
  const { duration, position, onSeek, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? position;

  useEffect(() => {
    if (canvas.current) draw(canvas.current, { ...props, position: shown });
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const redraw = new ResizeObserver(() => {
      draw(element, props);
    });
    redraw.observe(element);
    return () => {
      redraw.disconnect();
    };
  });

  const pointed = (event: PointerEvent<HTMLElement>): number =>
    secondsAt(event.currentTarget, event.clientX, duration);

  const byKey = (event: KeyboardEvent): void => {
    const to = keyedTo(event, props);
    if (to === null) return;
    event.preventDefault();
    onSeek(to);
  };

  return (
    <div
      className="wave"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(shown)}
      aria-valuetext={t("{position} of {duration}", {
        position: clock(shown),
        duration: clock(duration),
      })}
      onKeyDown={byKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(pointed(event));
      }}
      onPointerMove={(event) => {
        if (dragged !== null) setDragged(pointed(event));
      }}
      onPointerUp={(event) => {
        if (dragged === null) return;
        setDragged(null);
        onSeek(pointed(event));
      }}
      onPointerCancel={() => {
        setDragged(null);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
