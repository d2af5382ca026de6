import { afterEach, expect, test, vi } from "vitest";
import { ByteStream, FIRST_RANGE, RANGE } from "./bytes.ts";

const FILE = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251);

/** What was asked for, as the ranges' sizes, and the delays that were told; `fetch` answers of FILE, after 503 so often. */
function network(
  breaks: (start: number, size: number) => boolean,
  busy = 0,
): {
  asked: number[];
  delays: number[];
  bytes: ByteStream;
} {
  const [asked, delays]: [number[], number[]] = [[], []];
  vi.stubGlobal("fetch", (_: string, { headers }: { headers: { Range: string } }) => {
    const [, first, last] = /bytes=(\d+)-(\d+)/.exec(headers.Range) ?? [];
    const start = Number(first);
    const body = FILE.slice(start, Number(last) + 1);
    asked.push(Number(last) + 1 - start);
    if (asked.length <= busy) return Promise.resolve(new Response(null, { status: 503 }));
    // As Chromium does it: headers come, and of a body that breaks off nothing.
    const broken = new ReadableStream({
      start: (controller) => {
        controller.error(new TypeError("network error"));
      },
    });
    return Promise.resolve(
      new Response(breaks(start, body.length) ? broken : body, {
        status: 206,
        headers: { "Content-Range": `bytes ${start}-${start + body.length - 1}/${FILE.length}` },
      }),
    );
  });
  // Of a browser alone: it tells when the network is back.
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  const address = { url: () => "/sound", renew: () => Promise.reject(new Error("not asked for")) };
  const watch = {
    retrying: (_: number, delayMs: number) => {
      delays.push(delayMs);
    },
    flowing: () => {},
  };
  return { asked, delays, bytes: new ByteStream(address, watch) };
}

/** Whether the file comes whole. */
async function isWhole(bytes: ByteStream): Promise<boolean> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes.from(0, new AbortController().signal)) parts.push(part);
  return Buffer.concat(parts).equals(FILE);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a short range first, then long ones", async () => {
  const { asked, delays, bytes } = network(() => false);
  expect(await isWhole(bytes)).toBe(true);
  expect(asked).toEqual([FIRST_RANGE, RANGE, RANGE, RANGE]);
  expect(delays).toEqual([]);
});

test("where long answers break off and all of them is lost, shorter ones are asked for, without a wait", async () => {
  const { asked, delays, bytes } = network((_, size) => size > 40_000);
  expect(await isWhole(bytes)).toBe(true);
  expect(Math.max(...delays)).toBe(0);
  expect(asked.length).toBeLessThan(FILE.length / 10_000);
});

test("a server that has no time is asked for as much again", async () => {
  const { asked, bytes } = network(() => false, 1);
  expect(await isWhole(bytes)).toBe(true);
  expect(asked.slice(0, 2)).toEqual([FIRST_RANGE, FIRST_RANGE]);
});

test("after one break it is soon long ranges again", async () => {
  let broke = false;
  const { asked, bytes } = network((start) => start > 0 && !broke && (broke = true));
  expect(await isWhole(bytes)).toBe(true);
  expect(asked[2]).toBe(RANGE / 4);
  expect(asked).toContain(RANGE);
  expect(asked.length).toBe(7);
});
