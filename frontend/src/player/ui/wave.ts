/** The waveform's drawing, and what its keys mean: for the bar with React, and for the plain one before it. */

export interface Wave {
  peaks: readonly number[] | null;
  /** Seconds, as all times here. */
  position: number;
  duration: number;
  /** End of what is loaded. */
  buffered: number;
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

export function draw(
  canvas: HTMLCanvasElement,
  { peaks, position, duration, buffered }: Wave,
): void {
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

/** Where a key of a slider leads, or null. */
export function keyedTo(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  { position, duration }: Pick<Wave, "position" | "duration">,
): number | null {
  const steps: Record<string, number> = {
    ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: PAGE, PageDown: -PAGE,
    Home: -Infinity, End: Infinity,
  }; // prettier-ignore
  const step = shiftKey ? undefined : steps[key];
  return step === undefined ? null : Math.min(duration, Math.max(0, position + step));
}

/** The time under a pointer. */
export function secondsAt(element: HTMLElement, clientX: number, duration: number): number {
  const box = element.getBoundingClientRect();
  return Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * duration;
}
