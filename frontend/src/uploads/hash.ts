/** SHA-256 in hex. Browsers have it on https and localhost alone; on plain http in a home network a library does it. */

type Hash = (bytes: ArrayBuffer) => Promise<Uint8Array>;

let ready: Promise<Hash> | undefined;

export async function sha256(part: Blob): Promise<string> {
  ready ??= find();
  const digest = await (await ready)(await part.arrayBuffer());
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function find(): Promise<Hash> {
  if (isSecureContext)
    return async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const { sha256 } = await import("@noble/hashes/sha2.js");
  return (bytes) => Promise.resolve(sha256(new Uint8Array(bytes)));
}
