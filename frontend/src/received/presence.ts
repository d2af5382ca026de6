/** Calls once, when somebody is there: a key, a pointer, a wheel, a finger. Loading the page is no sign of anybody. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"] as const;

export function whenSomebodyIsHere(call: () => void): void {
  const seen = (event: Event): void => {
    // Scripts of scanners make events too; those of people are trusted.
    if (!event.isTrusted) return;
    for (const sign of SIGNS) removeEventListener(sign, seen);
    call();
  };
  for (const sign of SIGNS) addEventListener(sign, seen, { passive: true });
}
