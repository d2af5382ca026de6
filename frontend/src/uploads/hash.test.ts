import { afterEach, expect, test, vi } from "vitest";

// NIST, FIPS 180-2, B.1.
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([true, false])(
  "SHA-256 is the same where the browser has it and where not",
  async (secure) => {
    vi.stubGlobal("isSecureContext", secure);
    const { sha256 } = await import("./hash.ts");
    expect(await sha256(new Blob(["abc"]))).toBe(ABC);
  },
);
