import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "../../api/client.ts";
import { around, artClasses, clock, listOf, neighboursOf, queryOf } from "./catalogue.ts";

const id = (number: number): string => number.toString(16).padStart(32, "0");
const rows = Array.from({ length: 200 }, (_, number) => id(number));

afterEach(() => {
  vi.restoreAllMocks();
});

describe("rows around a track", () => {
  it("are twenty before it and sixty after it, in the page's order", () => {
    expect(around(rows, id(100))).toEqual(rows.slice(80, 161));
    expect(around(rows, id(3))).toEqual(rows.slice(0, 64));
    expect(around(rows, id(199))).toEqual(rows.slice(179));
  });

  it("stand there once each, and no more than the API takes", () => {
    expect(around(["a", "b", "a"], "b")).toEqual(["a", "b"]);
    expect(around(rows, id(100)).length).toBeLessThanOrEqual(100);
  });

  it("are asked for at once, and come in the page's order whatever the answer's is", async () => {
    const results = [{ id: "c" }, { id: "a" }, { id: "b" }];
    const asked = vi
      .spyOn(api, "GET")
      .mockResolvedValue({ data: { results }, response: new Response() } as never);
    const found = await neighboursOf(["a", "b", "gone", "c"], "b");
    expect(found.map((track) => track.id)).toEqual(["a", "b", "c"]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(asked.mock.calls[0]?.[1]).toMatchObject({
      params: { query: { ids: "a,b,gone,c" } },
    });
  });
});

it("a list that names its tracks is played in the order in which it does", async () => {
  const results = [{ id: "a" }, { id: "b" }, { id: "c" }];
  vi.spyOn(api, "GET").mockResolvedValue({ data: { results }, response: new Response() } as never);
  const found = await listOf("mix:x", "/api/v1/tracks/?ids=c,gone,a,b");
  expect(found.tracks.map((track) => track.id)).toEqual(["c", "a", "b"]);
  expect(found.rest).toBeNull();
});

describe("a radio", () => {
  it("never ends, and is queued as far as a day goes", async () => {
    let page = 0;
    const asked = vi.spyOn(api, "GET").mockImplementation((() => {
      page += 1;
      const next = `http://here/api/v1/radio/?track=x&cursor=seed.${page}`;
      const data = { results: [{ id: id(page) }], next };
      return Promise.resolve({ data, response: new Response() });
    }) as never);
    const found = await listOf("list", "/api/v1/radio/?track=x");
    expect(found.tracks.map((track) => track.id)).toEqual([id(1)]);
    expect(await found.rest?.()).toEqual([2, 3, 4, 5, 6].map(id));
    expect(asked.mock.calls[1]?.[1]).toMatchObject({
      params: { query: { track: "x", limit: 100, cursor: "seed.1" } },
    });
  });
});

describe("what a page names", () => {
  it("is a list of the API, or none", () => {
    expect(queryOf(`album:${id(1)}`)).toEqual({ album: id(1), ordering: "album" });
    expect(queryOf("list", "/api/v1/tracks/?genre=x&ordering=-plays")).toEqual({
      genre: "x",
      ordering: "-plays",
    });
    expect(queryOf("album:1")).toBeNull();
    expect(queryOf("rows")).toBeNull();
  });
});

it("times have hours where there are some", () => {
  expect([clock(7), clock(187), clock(3727), clock(NaN)]).toEqual([
    "0:07",
    "3:07",
    "1:02:07",
    "0:00",
  ]);
});

it("the colour of a cover becomes classes of hue and chroma", () => {
  expect(artClasses("oklch(0.6 0.12 251)")).toBe("art h25 c3");
  expect(artClasses(null)).toBe("");
});
