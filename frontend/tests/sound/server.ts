/** Serves the page (through Vite) and the encoded tracks, with ranges as the API has them, and troubles on demand. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer as createVite } from "vite";

export interface Troubles {
  /** Connections are cut after so many bytes, while set. */
  cutAfter?: number;
  /** Addresses of answers before this one have expired: 403. */
  expireBefore?: number;
  /** No connection at all. */
  down?: boolean;
  /** Answer 200 with everything, whatever range was asked, as a growing rendition does. */
  noRanges?: boolean;
  /** Bytes a second. */
  speed?: number;
}

export interface SoundServer {
  url: string;
  troubles: Troubles;
  requests: string[];
  close(): Promise<void>;
}

export async function serve(folder: string): Promise<SoundServer> {
  const root = join(import.meta.dirname, "../..");
  const vite = await createVite({
    root,
    configFile: false,
    appType: "mpa",
    base: "/",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const state: SoundServer = {
    url: "",
    troubles: {},
    requests: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await vite.close();
    },
  };
  const server: Server = createServer((request, response) => {
    if (!request.url?.startsWith("/sound/")) {
      vite.middlewares(request, response);
      return;
    }
    state.requests.push(`${request.url} ${request.headers.range ?? ""}`);
    void answer(folder, state, request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  state.url = `http://127.0.0.1:${port}`;
  return state;
}

async function answer(
  folder: string,
  state: Pick<SoundServer, "troubles">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { troubles } = state;
  if (troubles.down) {
    request.socket.destroy();
    return;
  }
  const answered = Number(/[?]v=(\d+)/.exec(request.url ?? "")?.[1] ?? 0);
  if (answered < (troubles.expireBefore ?? 0)) {
    response.writeHead(403).end();
    return;
  }
  const name = /^\/sound\/([\w.-]+)/.exec(request.url ?? "")?.[1] ?? "";
  const data = await readFile(join(folder, name)).catch(() => null);
  if (!data) {
    response.writeHead(404).end();
    return;
  }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  let body = data;
  if (asked && !troubles.noRanges) {
    const start = Number(asked[1]);
    const end = Math.min(asked[2] ? Number(asked[2]) : Infinity, data.length - 1);
    if (start >= data.length) {
      response.writeHead(416, { "Content-Range": `bytes */${data.length}` }).end();
      return;
    }
    body = data.subarray(start, end + 1);
    const range = `bytes ${start}-${end}/${data.length}`;
    response.writeHead(206, { "Content-Range": range, "Content-Length": body.length });
  } else {
    response.writeHead(200, troubles.noRanges ? {} : { "Content-Length": data.length });
  }
  await send(body, state, response);
}

async function send(
  body: Buffer,
  state: Pick<SoundServer, "troubles">,
  response: ServerResponse,
): Promise<void> {
  const step = 8192;
  for (let at = 0; at < body.length; at += step) {
    // Read anew: troubles come and go while an answer is under way.
    const { cutAfter, speed } = state.troubles;
    if (at >= (cutAfter ?? Infinity)) {
      // Closed in good order. How much of what was sent the page still gets is a matter of luck all the same.
      response.socket?.end();
      return;
    }
    await new Promise((sent) => response.write(body.subarray(at, at + step), sent));
    if (speed) await new Promise((later) => setTimeout(later, (step / speed) * 1000));
  }
  response.end();
}
