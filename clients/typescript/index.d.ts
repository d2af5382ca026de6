import type { Client } from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

export type { components, operations, paths } from "./schema.d.ts";

/** What the API tells: `Schemas["Track"]`, `Schemas["Album"]`, `Schemas["Problem"]`. */
export type Schemas = components["schemas"];
export type MusicsiteClient = Client<paths>;

export interface Tokens {
  access: string;
  refresh: string;
}

export interface Options {
  /** `https://music.example.org` */
  baseUrl: string;
  /** A personal access token. */
  token?: string;
  /** A pair from `signIn`; renewed by the client. */
  tokens?: Tokens;
  /** Told of each new pair, and of `undefined` when signing in anew is needed. */
  onTokens?: (tokens: Tokens | undefined) => void;
  fetch?: typeof globalThis.fetch;
}

export function createClient(options: Options): MusicsiteClient;

export function signIn(
  options: Omit<Options, "token" | "tokens"> & { email: string; password: string; code?: string; device?: string },
): Promise<MusicsiteClient>;
