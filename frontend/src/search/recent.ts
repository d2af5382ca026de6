/** What somebody searched for lately: kept by this browser alone, and forgotten when they sign out. */
export const MOST = 8;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The list with `text` in front, each once (whatever its capital letters), at most `MOST`. */
export function withRecent(recent: readonly string[], text: string): string[] {
  const typed = text.trim().replace(/\s+/g, " ");
  if (!typed) return [...recent];
  const others = recent.filter((one) => one.toLowerCase() !== typed.toLowerCase());
  return [typed, ...others].slice(0, MOST);
}

/** What is kept under `key`; nothing where it is not what we wrote. */
export function recall(store: Store, key: string): string[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter((one): one is string => typeof one === "string").slice(0, MOST);
  } catch {
    return [];
  }
}

/** The list without `text`; nothing is left under `key` where that was the last. */
export function forget(store: Store, key: string, text: string): void {
  const left = recall(store, key).filter((one) => one !== text);
  try {
    if (left.length) store.setItem(key, JSON.stringify(left));
    else store.removeItem(key);
  } catch {
    // The browser's storage is shut: there was nothing to forget.
  }
}

export function remember(store: Store, key: string, text: string): void {
  try {
    store.setItem(key, JSON.stringify(withRecent(recall(store, key), text)));
  } catch {
    // The browser's storage is full or shut: nothing is remembered.
  }
}
