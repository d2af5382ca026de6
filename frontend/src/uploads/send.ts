/** Sending one file: announced, its parts to the addresses given, completed. It goes on with the parts that are missing. */
import { api, type Schemas } from "../api/client.ts";
import { HttpError, unwrap } from "../site/http.ts";
import { sha256 } from "./hash.ts";

export interface Job {
  file: File;
  path: string;
  id: string | null;
  workspace: string;
  batch: string;
  signal: AbortSignal;
  /** The server knows of it now. */
  onBegun: (id: string) => void;
  /** Bytes that have left, or were there. */
  onSent: (bytes: number) => void;
}

type Detail = Schemas["UploadDetail"];

const PARTS_AT_ONCE = 3;
const TRIES = 6;

/** Send it; what the server says of it afterwards. Rejects with HttpError, or as fetch does when it is stopped. */
export async function send(job: Job): Promise<Detail> {
  const known = await begin(job);
  const missing: number[] = [];
  const there = new Set(known.parts);
  let sent = 0;
  for (let number = 1; number <= known.part_count; number += 1)
    if (there.has(number)) sent += partOf(job.file, known, number).size;
    else missing.push(number);
  const going = new Map<number, number>();
  const tell = (): void => {
    job.onSent(sent + [...going.values()].reduce((all, one) => all + one, 0));
  };
  tell();
  const line = async (): Promise<void> => {
    for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
      const of = number;
      await again(job.signal, () =>
        sendPart(job, known, of, (bytes) => {
          going.set(of, bytes);
          tell();
        }),
      );
      going.delete(of);
      sent += partOf(job.file, known, of).size;
      tell();
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, line));
  const params = { path: { public_id: known.id } };
  return again(job.signal, () =>
    unwrap(
      api.POST("/api/v1/uploads/{public_id}/complete/", { params, body: {}, signal: job.signal }),
    ),
  );
}

async function begin(job: Job): Promise<Detail> {
  if (job.id !== null) {
    const params = { path: { public_id: job.id } };
    return again(job.signal, () =>
      unwrap(api.GET("/api/v1/uploads/{public_id}/", { params, signal: job.signal })),
    );
  }
  const { file, path, workspace, batch } = job;
  const body = { path, size: file.size, type: file.type.slice(0, 100), workspace, batch };
  const told = await again(job.signal, () =>
    unwrap(api.POST("/api/v1/uploads/", { body, signal: job.signal })),
  );
  job.onBegun(told.id);
  return told;
}

function partOf(file: File, upload: Detail, number: number): Blob {
  const start = (number - 1) * upload.part_size;
  return file.slice(start, Math.min(start + upload.part_size, file.size));
}

async function sendPart(
  job: Job,
  upload: Detail,
  number: number,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const part = partOf(job.file, upload, number);
  const body = { sha256: await sha256(part) };
  const address = await unwrap(
    api.POST("/api/v1/uploads/{public_id}/parts/{number}/", {
      params: { path: { public_id: upload.id, number } },
      body,
      signal: job.signal,
    }),
  );
  await put(address, part, job.signal, onProgress);
}

/** By XMLHttpRequest: fetch tells nothing of what has left. */
function put(
  address: Schemas["Address"],
  part: Blob,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const stop = (): void => {
      request.abort();
    };
    const over = (): void => {
      signal.removeEventListener("abort", stop);
    };
    request.open(address.method, address.url);
    for (const [name, value] of Object.entries(address.headers))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      onProgress(event.loaded);
    };
    request.onload = () => {
      over();
      if (request.status < 300) done();
      // Whatever the storage says: with a new address it may say otherwise.
      else fail(new Broken(request.status));
    };
    request.onerror = () => {
      over();
      fail(new Broken(0));
    };
    request.onabort = () => {
      over();
      fail(new DOMException("", "AbortError"));
    };
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    else request.send(part);
  });
}

/** A part did not arrive. */
export class Broken extends Error {
  constructor(readonly status: number) {
    super();
  }
}

/** Try again what may go better: after 1, 2, 4 … seconds. */
async function again<T>(signal: AbortSignal, what: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await what();
    } catch (error) {
      const final = error instanceof HttpError && error.isRefusal;
      if (final || signal.aborted || attempt >= TRIES) throw error;
      const many = error instanceof HttpError && error.status === 429;
      await pause(many ? 20_000 : 1000 * 2 ** (attempt - 1), signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      fail(new DOMException("", "AbortError"));
    });
  });
}
