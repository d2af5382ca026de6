/**
 * The bytes of one source from an offset on, whatever the network does: ranges of a megabyte at a time, so that no
 * connection stands open while nothing is wanted; dropped ones are taken up where they broke, by smaller ranges; an
 * address that expired is renewed. A server that does not know the range (a rendition still growing) answers with all: then
 * what comes before the offset is dropped.
 */
import { backoffMs, judge, retryAfterMs } from "./retry.ts";
import { Aborted, pause } from "./wait.ts";

export const RANGE = 1 << 20;
/** The first of them is short, since nothing sounds until it has been cut up and taken: a second of lossless sound. */
export const FIRST_RANGE = 1 << 17;
/**
 * After a connection broke a quarter is asked for, but no less than this: of one that breaks the browser throws away what
 * the page has not read yet, which may be all, while a range that ends in good order comes whole.
 */
export const LEAST_RANGE = 1 << 14;
/** A connection that gave so much worked: when it breaks, the next one is asked for at once. */
const WORKED_BYTES = 8192;
/** A connection that is silent for so long is taken for dead. */
const SILENCE_MS = 15_000;

/** The server will not give this track, also not at a fresh address. */
export class Refused extends Error {}

export interface Address {
  url(): string;
  /** Fetches a fresh address; rejects with Refused when there is none. */
  renew(signal: AbortSignal): Promise<void>;
}

export interface NetworkWatch {
  /** Bytes are asked for again after that delay; 0 is a hiccup of which nobody need hear. */
  retrying(attempt: number, delayMs: number): void;
  flowing(): void;
}

export class ByteStream {
  /** The file's size, once an answer told it. */
  size: number | null = null;

  constructor(
    private readonly address: Address,
    private readonly watch: NetworkWatch,
  ) {}

  /** Yields the bytes from `offset` to the end. Rejects with Refused or Aborted only. */
  async *from(offset: number, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let attempt = 0;
    let renewed = false;
    let at = offset;
    let told = false;
    let [size, most] = [FIRST_RANGE, RANGE];
    while (this.size === null || at < this.size) {
      const link = new AbortController();
      const cut = (): void => {
        link.abort();
      };
      signal.addEventListener("abort", cut);
      let wait: number | null = null;
      let given = false;
      const asked = at;
      try {
        const response = await this.ask(at, size, link);
        const verdict = judge(response.status);
        if (verdict === "end") return;
        if (verdict === "refused" || (verdict === "renew" && renewed)) {
          throw new Refused(`the server answers ${response.status}`);
        }
        if (verdict === "renew") {
          await response.body?.cancel();
          renewed = true;
          await this.address.renew(signal);
          continue;
        }
        if (verdict === "again") {
          wait = retryAfterMs(response.headers.get("Retry-After"));
          throw new Error(`the server answers ${response.status}`);
        }
        given = true;
        const whole = response.status === 200;
        let skip = whole ? at : 0;
        this.learnSize(response, at);
        for await (const data of this.read(response, link)) {
          if (told) this.watch.flowing();
          told = renewed = false;
          const wanted = data.subarray(Math.min(skip, data.length));
          skip -= data.length - wanted.length;
          if (wanted.length === 0) continue;
          at += wanted.length;
          yield wanted;
        }
        attempt = 0;
        size = most;
        most = Math.min(RANGE, most * 2);
        if (whole) {
          this.size = at;
          return;
        }
        if (this.size === null && response.headers.get("Content-Length") === "0") return;
      } catch (error) {
        if (signal.aborted) throw new Aborted();
        if (error instanceof Refused) throw error;
        if (given) most = size = Math.max(LEAST_RANGE, size >> 2);
        attempt = at - asked >= WORKED_BYTES ? 1 : attempt + 1;
        const delay = Math.max(wait ?? 0, backoffMs(attempt, Math.random()));
        told = true;
        this.watch.retrying(attempt, delay);
        await pause(delay, signal);
      } finally {
        signal.removeEventListener("abort", cut);
        link.abort();
      }
    }
  }

  private async ask(at: number, size: number, link: AbortController): Promise<Response> {
    const timer = setTimeout(() => {
      link.abort();
    }, SILENCE_MS);
    try {
      return await fetch(this.address.url(), {
        headers: { Range: `bytes=${at}-${at + size - 1}` },
        signal: link.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private async *read(
    response: Response,
    link: AbortController,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const reader = response.body?.getReader();
    if (!reader) return;
    for (;;) {
      const timer = setTimeout(() => {
        link.abort();
      }, SILENCE_MS);
      try {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      } finally {
        clearTimeout(timer);
      }
    }
  }

  private learnSize(response: Response, at: number): void {
    const total = /\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1];
    const length = response.headers.get("Content-Length");
    if (response.status === 206 && total) this.size = Number(total);
    // A growing answer has no length; one with a length and at its start tells the whole size.
    else if (response.status === 200 && length && at === 0) this.size = Number(length);
  }
}
