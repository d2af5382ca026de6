/**
 * Measures on samples that tracks join: a real Chromium plays a signal that was cut into tracks, and what leaves the
 * element is compared with the uncut signal. `npm run test:sound [case…]`; PYTHON names the interpreter that has the
 * project's packages, CHROMIUM the browser.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { measure } from "./align.ts";
import { serve } from "./server.ts";

interface Case {
  rate: number;
  tracks: { id: string }[];
  cuts: number[];
}

type Condition = "idle" | "busy" | "background";

/** The most a boundary may be off, in milliseconds; 0 means not by one sample. */
const PROMISED: Record<string, number> = { mp3: 0, flac: 0, "wav-flac": 0, "flac-mp3-128": 0 };
const OTHERS = 1;

const python = process.env.PYTHON ?? join(import.meta.dirname, "../../../.venv/bin/python");
const folder = mkdtempSync(join(tmpdir(), "sound-"));
let failures = 0;

execFileSync(python, [join(import.meta.dirname, "make_tracks.py"), folder], { stdio: "inherit" });
const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")) as Record<string, Case>;
const server = await serve(folder);
const browser = await launch();
try {
  const wanted = process.argv.slice(2);
  console.log("case           condition   worst shift          error at the boundaries, dBFS");
  for (const [name, each] of Object.entries(cases)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const condition of ["idle", "busy", "background"] as const) {
      await check(name, each, condition);
    }
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
process.exitCode = failures > 0 ? 1 : 0;

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Playwright's defaults would keep a background tab awake; here it must be as sleepy as a listener's.
    ignoreDefaultArgs: [
      "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
    ],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

async function check(name: string, each: Case, condition: Condition): Promise<void> {
  const recording = await play(each, condition);
  const raw = readFileSync(join(folder, `signal${each.rate}.f32`));
  const signal = new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4);
  const boundaries = measure(recording, signal, each.cuts);
  const worst = Math.max(...boundaries.map(({ shift }) => Math.abs(shift)));
  const ms = (worst / each.rate) * 1000;
  const good = ms <= (PROMISED[name] ?? OTHERS);
  if (!good) failures += 1;
  const errors = boundaries.map(({ errorDb }) => errorDb.toFixed(0)).join(" ");
  const figure = `${worst} samples, ${ms.toFixed(3)} ms`;
  console.log(
    `${name.padEnd(14)} ${condition.padEnd(11)} ${figure.padEnd(20)} ${errors}${good ? "" : "  FAILED"}`,
  );
}

async function play(each: Case, condition: Condition): Promise<Float32Array> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.error(message.text());
  });
  await page.goto(`${server.url}/tests/sound/page.html`);
  await page.waitForFunction("window.sound");
  await page.evaluate(
    async ({ tracks, rate, busy }) => {
      const rig = await window.sound.Rig.make(tracks as never, rate);
      window.sound.rig = rig;
      const [first, ...rest] = rig.items(tracks.map((track) => track.id));
      if (first) rig.engine.load(first, { play: true, upcoming: rest });
      if (busy) window.sound.keepBusy();
    },
    { tracks: each.tracks, rate: each.rate, busy: condition === "busy" },
  );
  if (condition === "background") await hide(page);
  const encoded = await page.evaluate(async () => {
    const { rig } = window.sound;
    if (!rig) throw new Error("no rig");
    await rig.until((noted) => noted.some(({ name }) => name === "ended"));
    return rig.recording();
  });
  await context.close();
  const bytes = Buffer.from(encoded, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Puts another tab before the page. */
async function hide(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  const hidden = await page.evaluate(() => document.hidden);
  if (!hidden) throw new Error("the page could not be put into the background");
}
