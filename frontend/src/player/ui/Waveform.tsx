/** The waveform one seeks on: 800 peaks on a canvas, a plain bar until they are there. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { t } from "../../i18n.ts";
import { clock } from "../app/catalogue.ts";

interface Props {
  peaks: readonly number[] | null;
  position: number;
  duration: number;
  /** End of what is loaded, in seconds. */
  buffered: number;
  onSeek: (seconds: number) => void;
  label: string;
}

const BAR = 2;
const GAP = 1;
const STEP = 5;
const PAGE = 30;

/** The loudest peak of each drawn bar, 0 to 1; a flat line without peaks. */
export function bars(peaks: readonly number[] | null, count: number): number[] {
  if (!peaks || peaks.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / count));
    return Math.max(...peaks.slice(from, to)) / 255;
  });
}

function draw(canvas: HTMLCanvasElement, { peaks, position, duration, buffered }: Props): void {
  const scale = window.devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0) return;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const [played, loaded, ahead] = ["played", "loaded", "ahead"].map((name) =>
    style.getPropertyValue(`--wave-${name}`),
  ) as [string, string, string];
  const heights = bars(peaks, Math.max(1, Math.floor(width / (BAR + GAP))));
  const at = duration > 0 ? (position / duration) * width : 0;
  const until = duration > 0 ? (buffered / duration) * width : 0;
  heights.forEach((peak, index) => {
    const x = index * (BAR + GAP);
    const tall = Math.max(2, peak * height);
    context.fillStyle = x < at ? played : x < until ? loaded : ahead;
    context.fillRect(x, (height - tall) / 2, BAR, tall);
  });
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

  const secondsAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * duration;
  };

  const byKey = (event: KeyboardEvent): void => {
    if (event.shiftKey) return;
    const steps: Record<string, number> = {
      ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: PAGE, PageDown: -PAGE,
      Home: -Infinity, End: Infinity,
    }; // prettier-ignore
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onSeek(Math.min(duration, Math.max(0, position + step)));
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
        setDragged(secondsAt(event));
      }}
      onPointerMove={(event) => {
        if (dragged !== null) setDragged(secondsAt(event));
      }}
      onPointerUp={(event) => {
        if (dragged === null) return;
        setDragged(null);
        onSeek(secondsAt(event));
      }}
      onPointerCancel={() => {
        setDragged(null);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
