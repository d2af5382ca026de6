/** 32 random hex digits. Not `crypto.randomUUID`: plain http in a home network has none (it is no secure context). */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
