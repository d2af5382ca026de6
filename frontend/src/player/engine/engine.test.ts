import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WebmSplitter, Mp4Splitter, restartDecoder } from "./fragments.ts";
import { FrameSplitter, readAdtsFrame, readMp3Frame } from "./frames.ts";
import { DEFAULT_GAIN, elementVolume, gainFactor } from "./gain.ts";
import { Listening } from "./listening.ts";
import { backoffMs, judge, retryAfterMs } from "./retry.ts";
import { chooseSource, type Abilities } from "./sources.ts";
import type { Splitter } from "./splitter.ts";
import { countWanted, decodedSamples, placeAt, placedAt, timeOf } from "./timeline.ts";
import type { Playback, Source } from "./types.ts";

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

/** An MP3 frame of 128 kbit/s at 44,100 Hz: 417 bytes, 1,152 samples. */
function mp3Frame(mark?: string): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  if (mark) frame.set(new TextEncoder().encode(mark), 36);
  return frame;
}

function adtsFrame(size = 200): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(size);
  frame.set([
    0xff,
    0xf1,
    0x50,
    0x80 | (size >> 11),
    (size >> 3) & 0xff,
    ((size & 7) << 5) | 0x1f,
    0xfc,
  ]);
  return frame;
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function box(kind: string, ...body: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = join(...body);
  const result = new Uint8Array(8 + content.length);
  new DataView(result.buffer).setUint32(0, result.length);
  result.set(new TextEncoder().encode(kind), 4);
  result.set(content, 8);
  return result;
}

function fragment(sample: number): Uint8Array<ArrayBuffer> {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setUint32(4, sample);
  const moof = box("moof", box("mfhd", new Uint8Array(8)), box("traf", box("tfdt", time)));
  return join(moof, box("mdat", new Uint8Array(50).fill(7)));
}

function cluster(milliseconds: number): Uint8Array<ArrayBuffer> {
  const body = join(bytes(0xe7, 2, milliseconds >> 8, milliseconds & 255), new Uint8Array(40));
  return join(bytes(0x1f, 0x43, 0xb6, 0x75, 0x80 | body.length), body);
}

const webmHead = join(
  bytes(0x1a, 0x45, 0xdf, 0xa3, 0x84, 1, 2, 3, 4),
  bytes(0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  bytes(0x15, 0x49, 0xa9, 0x66, 0x87, 0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40),
  bytes(0x16, 0x54, 0xae, 0x6b, 0x84, 1, 2, 3, 4),
);

describe("splitters", () => {
  const streams: [string, () => Splitter, Uint8Array<ArrayBuffer>, number[]][] = [
    [
      "mp3",
      () => new FrameSplitter(readMp3Frame, 44_100, 0),
      join(mp3Frame("Info"), mp3Frame(), mp3Frame()),
      [0],
    ],
    [
      "adts",
      () => new FrameSplitter(readAdtsFrame, 44_100, 0),
      join(adtsFrame(), adtsFrame(301)),
      [0],
    ],
    [
      "mp4",
      () => new Mp4Splitter(44_100),
      join(box("ftyp"), box("moov", bytes(1, 2)), fragment(0), fragment(9000)),
      [0, 9000],
    ],
    ["webm", () => new WebmSplitter(48_000), join(webmHead, cluster(0), cluster(300)), [0, 14_400]],
  ];

  test.each(streams)(
    "%s: however the bytes arrive, the same sound comes out, each piece with its sample",
    (_, make, stream, starts) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 8 }), (cuts) => {
          const splitter = make();
          const pieces = [];
          let at = 0;
          for (const size of [...cuts, stream.length]) {
            pieces.push(...splitter.push(stream.slice(at, at + size)));
            at += size;
          }
          pieces.push(...splitter.finish());
          const whole = make();
          const expected = [...whole.push(stream), ...whole.finish()];
          expect(join(...pieces.map(({ data }) => data))).toEqual(
            join(...expected.map(({ data }) => data)),
          );
          expect(splitter.position).toBe(whole.position);
          expect(expected.map(({ start }) => start)).toEqual(starts);
          expect(splitter.init).toEqual(whole.init);
        }),
      );
    },
  );

  test("an Info header is counts, not sound", () => {
    const splitter = new FrameSplitter(readMp3Frame, 44_100, 0);
    const pieces = splitter.push(join(mp3Frame("Info"), mp3Frame(), mp3Frame()));
    expect([...pieces, ...splitter.finish()].reduce((sum, { data }) => sum + data.length, 0)).toBe(
      834,
    );
    expect(splitter.position).toBe(2304);
  });

  test("after a jump into the middle of a frame it finds the next, and holds the end back", () => {
    const splitter = new FrameSplitter(readMp3Frame, 44_100, 0);
    splitter.restart({ offset: 1000, sample: 5000 }, false);
    const frames = Array.from({ length: 9 }, () => mp3Frame());
    const early = splitter.push(join(new Uint8Array(100).fill(0xff), ...frames));
    expect(early[0]?.start).toBe(5000);
    const late = splitter.finish();
    expect([...early, ...late].reduce((sum, { data }) => sum + data.length, 0)).toBe(9 * 417);
    expect(late.length).toBeGreaterThanOrEqual(4);
    expect(splitter.position).toBe(5000 + 9 * 1152);
  });

  test("after a jump into the middle of a fragment it finds the next", () => {
    const splitter = new Mp4Splitter(44_100);
    splitter.push(join(box("ftyp"), box("moov"), fragment(0)));
    splitter.restart({ offset: 5000, sample: 0 });
    expect(
      splitter.push(join(new Uint8Array(33).fill(5), fragment(77))).map(({ start }) => start),
    ).toEqual([77]);
  });

  test("a place seen before is found again", () => {
    const splitter = new FrameSplitter(readMp3Frame, 44_100, 0);
    splitter.push(join(...Array.from({ length: 60 }, () => mp3Frame())));
    expect(splitter.locate(30_000)).toEqual({ offset: 20 * 417, sample: 20 * 1152 });
    expect(splitter.locate(44_100 * 60)).toBeNull();
  });

  test("each Opus track starts a decoder of its own", () => {
    const head = join(bytes(1, 2), new TextEncoder().encode("OpusHead"), new Uint8Array(11));
    expect(restartDecoder(head, 0)).not.toEqual(restartDecoder(head, 1));
    expect(restartDecoder(bytes(1, 2, 3), 1)).toEqual(bytes(1, 2, 3));
  });
});

const source = (fields: Partial<Source> = {}): Source => ({
  url: "/1",
  mime: "audio/mpeg",
  sample_rate: 44_100,
  skip_samples: 1105,
  samples: 441_000,
  padding_samples: 95,
  ...fields,
});
const playback = (...sources: Source[]): Playback => ({
  id: "t",
  duration_ms: 10_000,
  stream_url: "/s",
  sources,
  gain: null,
});
const able: Abilities = { takesInPieces: () => true, playsWhole: () => true, cutsMp3Delay: false };

describe("choosing a source", () => {
  test("the first that can be placed exactly wins over an earlier one that cannot", () => {
    const chosen = chooseSource(playback(source({ samples: null }), source({ url: "/2" })), able);
    expect([chosen?.how, chosen?.source.url]).toEqual(["pieces", "/2"]);
  });

  test("without Media Source the first that plays at all is taken whole", () => {
    const chosen = chooseSource(playback(source()), { ...able, takesInPieces: () => false });
    expect(chosen?.how).toBe("whole");
  });

  test("a spoilt source is not chosen again, and none is none", () => {
    expect(chooseSource(playback(source()), able, new Set(["t audio/mpeg"]))).toBeNull();
  });

  test("where the browser cuts an MP3 decoder's delay itself, the engine cuts that much less", () => {
    const chosen = chooseSource(playback(source()), { ...able, cutsMp3Delay: true });
    expect(chosen?.source).toMatchObject({
      skip_samples: 576,
      padding_samples: 624,
      samples: 441_000,
    });
    const aac = chooseSource(playback(source({ mime: "audio/aac" })), {
      ...able,
      cutsMp3Delay: true,
    });
    expect(aac?.source.skip_samples).toBe(1105);
  });
});

describe("the timeline", () => {
  const exact = { ...source(), samples: 441_000 };
  const item = (key: string) => ({ key, trackId: key });
  const first = placeAt(0, item("a"), playback(exact), exact);
  const second = placeAt(first.end, item("b"), playback(exact), exact);

  test("a track ends after its valid samples, and the next one's first valid sample lies there", () => {
    expect(first.end).toBe(10);
    expect(timeOf(second, exact.skip_samples)).toBe(10);
    expect(timeOf(first, 0)).toBeCloseTo(-1105 / 44_100, 12);
  });

  test("a thousand tracks add up without drift", () => {
    let at = 0;
    for (let count = 0; count < 1000; count += 1) {
      at = placeAt(at, item("x"), playback(exact), { ...exact, samples: 441_001 }).end;
    }
    expect(Math.abs(at - (1000 * 441_001) / 44_100)).toBeLessThan(1e-6);
  });

  test("the track at a time is the last one begun", () => {
    expect(placedAt([first, second], 9.99)).toBe(first);
    expect(placedAt([first, second], 10)).toBe(second);
  });

  test("what is buffered stays as long as the same sound is wanted there", () => {
    const again = { key: "elsewhere", trackId: "b" };
    expect(countWanted([first, second], first, [again])).toBe(1);
    expect(countWanted([first, second], first, [item("c")])).toBe(0);
    expect(countWanted([first, second], first, [])).toBe(0);
  });

  test("without a stated padding the last frame is taken to be full", () => {
    expect(decodedSamples(exact, 1152)).toBe(1105 + 441_000 + 95);
    expect(decodedSamples({ ...exact, padding_samples: null }, 1152) % 1152).toBe(0);
  });

  test("listening counts what was heard, track by track, and nothing across a stop", () => {
    const listening = new Listening();
    expect(listening.upTo(9, [first, second])).toEqual([]);
    const heard = listening
      .upTo(11, [first, second])
      .map(({ placed, seconds }) => [placed.item.key, seconds]);
    expect(heard).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    listening.stop();
    expect(listening.upTo(19, [first, second])).toEqual([]);
  });
});

describe("gain", () => {
  const gain = { track_db: -6, track_peak: 0.9, album_db: -8, album_peak: 0.99 };

  test("album, track and off", () => {
    expect(gainFactor(gain, DEFAULT_GAIN)).toBeCloseTo(0.398, 3);
    expect(gainFactor(gain, { ...DEFAULT_GAIN, mode: "track" })).toBeCloseTo(0.501, 3);
    expect(gainFactor(gain, { ...DEFAULT_GAIN, mode: "off" })).toBe(1);
    expect(gainFactor(null, DEFAULT_GAIN)).toBe(1);
  });

  test("a missing album value is taken from the track", () => {
    const single = { ...gain, album_db: null, album_peak: null };
    expect(gainFactor(single, DEFAULT_GAIN)).toBeCloseTo(0.501, 3);
  });

  test("nothing is made louder than its peak allows, nor the element louder than it can be", () => {
    const quiet = { track_db: 12, track_peak: 0.8, album_db: null, album_peak: null };
    expect(gainFactor(quiet, DEFAULT_GAIN)).toBe(1.25);
    expect(gainFactor(quiet, { ...DEFAULT_GAIN, preventClipping: false })).toBeGreaterThan(3.9);
    expect([elementVolume(0.5, 1.25), elementVolume(1, 3), elementVolume(1, -1)]).toEqual([
      0.625, 1, 0,
    ]);
  });
});

describe("the network", () => {
  test("is asked again at once, then after waits that double up to fifteen seconds, spread by a quarter", () => {
    expect(backoffMs(1, 0.5)).toBe(0);
    expect(backoffMs(2, 0.5)).toBe(100);
    expect(backoffMs(4, 0.5)).toBe(400);
    expect([backoffMs(20, 0), backoffMs(20, 1)]).toEqual([11_250, 18_750]);
  });

  test.each([
    [200, "use"],
    [206, "use"],
    [416, "end"],
    [403, "renew"],
    [404, "renew"],
    [429, "again"],
    [503, "again"],
    [400, "refused"],
    [302, "refused"],
  ] as const)("status %i: %s", (status, verdict) => {
    expect(judge(status)).toBe(verdict);
  });

  test("Retry-After is heeded in seconds", () => {
    expect([retryAfterMs("2"), retryAfterMs(null), retryAfterMs("soon")]).toEqual([
      2000,
      null,
      null,
    ]);
  });
});
