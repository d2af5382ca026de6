/**
 * A question above the player that may be left unanswered: what goes on elsewhere, where a long track was left. It stays
 * across pages until it is answered or its time is over; there is one at a time.
 */
import { t } from "../i18n.ts";
import { onEachPage } from "./delegate.ts";

export interface Offer {
  words: string;
  accept: string;
  onAccept: () => void;
  onDismiss?: () => void;
  /** Milliseconds after which it goes by itself, which answers nothing. */
  stays?: number;
}

let shown: HTMLElement | undefined;
let leaving: ReturnType<typeof setTimeout> | undefined;
let follows = false;

/** Pages replace the body. */
function followPages(): void {
  if (follows) return;
  follows = true;
  onEachPage(() => {
    if (shown && !shown.isConnected) document.body.append(shown);
  });
}

export function withdrawOffer(): void {
  clearTimeout(leaving);
  shown?.remove();
  shown = undefined;
}

export function makeOffer({ words, accept, onAccept, onDismiss, stays }: Offer): void {
  withdrawOffer();
  followPages();
  const offer = document.createElement("div");
  offer.className = "offer";
  offer.setAttribute("role", "status");
  const text = document.createElement("p");
  const answer = (act: (() => void) | undefined) => () => {
    withdrawOffer();
    act?.();
  };
  const yes = button(accept, "button button--plain", answer(onAccept));
  const no = button("×", "offer__no", answer(onDismiss));
  no.ariaLabel = no.title = t("Not now");
  offer.append(text, yes, no);
  shown = offer;
  // In the page before it has words, or a screen reader does not hear of them.
  document.body.append(offer);
  text.textContent = words;
  if (stays !== undefined) leaving = setTimeout(withdrawOffer, stays);
}

function button(words: string, className: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
