/**
 * The menu of three dots beside a track (`a[data-menu="<id>"]`, which without a script leads to the track's page).
 * Its items are the page's own `<template id="track-menu">`, in the page's language: `{id}` and `{url}` in their
 * attributes are filled in, and links to the album and the artists are taken from the row. What an item does, it says in
 * its data attributes, as anywhere on a page.
 */
import { on } from "./delegate.ts";
import { later } from "./later.ts";
import { likeOf } from "./likes.ts";
import { choose, ratings } from "./ratings.ts";

/** More than these are on the track's own page. */
const MOST_ARTISTS = 4;
const EDGE = 8;

let shown: { menu: HTMLElement; opener: HTMLElement } | undefined;
/** A press on the dots of an open menu closes it by itself; the click that follows does not open it again. */
let pressedOpen = false;

export function startMenu(): void {
  on("pointerdown", "a[data-menu]", (opener) => {
    pressedOpen = shown?.opener === opener;
  });
  on("click", "a[data-menu]", (opener, event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (pressedOpen) close();
    else open(opener);
    pressedOpen = false;
  });
  // Before the item closes the menu, which knows whose it is.
  on("click", "[data-menu-remove]", () => {
    removerOf(shown?.opener)?.click();
  });
  on("click", ".menu__item", (item) => {
    // A heart stays to show that it was heard, and what is to hear later as well.
    if (item.dataset.like === undefined && item.dataset.later === undefined) close();
  });
  on("keydown", ".menu", (menu, event) => {
    if (event instanceof KeyboardEvent && move(menu, event.key)) event.preventDefault();
  });
  document.addEventListener("turbo:before-cache", close);
}

function open(opener: HTMLElement): void {
  const menu = fill(opener);
  if (!menu) return;
  close();
  document.body.append(menu);
  shown = { menu, opener };
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && shown?.menu === menu) close();
  });
  opener.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, opener.getBoundingClientRect());
  // Rows that show nothing of one's own were not asked about yet.
  document.dispatchEvent(new Event("menu:opened"));
  items(menu)[0]?.focus({ focusVisible: opener.matches(":focus-visible") } as FocusOptions);
}

function close(): void {
  if (!shown) return;
  const { menu, opener } = shown;
  shown = undefined;
  opener.setAttribute("aria-expanded", "false");
  // Hidden first, so that the focus goes back to the dots.
  if (menu.matches(":popover-open")) menu.hidePopover();
  menu.remove();
}

/** A copy of the page's template about the track of this row. */
function fill(opener: HTMLElement): HTMLElement | undefined {
  const template = document.querySelector<HTMLTemplateElement>("template#track-menu");
  const menu = template?.content.firstElementChild?.cloneNode(true);
  if (!(menu instanceof HTMLElement)) return undefined;
  const row = opener.closest("[data-track-row]");
  const values = { "{id}": opener.dataset.menu ?? "", "{url}": opener.getAttribute("href") ?? "" };
  for (const element of menu.querySelectorAll("*"))
    for (const attribute of element.attributes)
      for (const [name, value] of Object.entries(values))
        attribute.value = attribute.value.replace(name, value);
  const name = menu.querySelector(".menu__name");
  if (name) name.textContent = row?.querySelector(".track__title")?.textContent ?? "";
  if (!removerOf(opener)) menu.querySelector("[data-menu-remove]")?.closest("li")?.remove();
  const album = row?.querySelector<HTMLAnchorElement>("a.track__album");
  lead(menu, "album", album ? [album] : []);
  lead(menu, "artist", [...(row?.querySelectorAll<HTMLAnchorElement>(".names a") ?? [])]);
  const track = `track:${values["{id}"]}`;
  menu.querySelector("[data-like]")?.setAttribute("aria-pressed", String(likeOf(track) ?? false));
  menu.querySelector("[data-later]")?.setAttribute("aria-pressed", String(later.get(track) ?? false)); // prettier-ignore
  const stars = menu.querySelector("[data-rate]");
  if (stars) choose(stars, ratings.get(track) ?? 0);
  return menu;
}

/** The button that takes the row out of the playlist that it stands in, where it can be. */
function removerOf(opener: HTMLElement | undefined): HTMLElement | null | undefined {
  return opener?.closest("[data-track-row]")?.querySelector<HTMLElement>(".editor-remove");
}

/** One item for each of the row's links of a kind; none where it has none. */
function lead(menu: HTMLElement, kind: string, links: HTMLAnchorElement[]): void {
  const pattern = menu.querySelector(`[data-menu-to="${kind}"]`)?.closest("li");
  for (const link of links.slice(0, MOST_ARTISTS)) {
    const item = pattern?.cloneNode(true) as HTMLElement | undefined;
    item?.querySelector("a")?.setAttribute("href", link.getAttribute("href") ?? "");
    const words = item?.querySelector(".menu__words");
    if (words) words.textContent = link.textContent;
    if (item) pattern?.before(item);
  }
  pattern?.remove();
}

/** Beside the dots, inside the window. On a phone the stylesheet puts it at the bottom instead. */
function place(menu: HTMLElement, beside: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const right = document.documentElement.dir === "rtl" ? beside.left + width : beside.right;
  const x = Math.max(EDGE, Math.min(right, innerWidth - EDGE) - width);
  const below = beside.bottom + height + EDGE <= innerHeight;
  const y = below ? beside.bottom : Math.max(EDGE, beside.top - height);
  menu.style.setProperty("--menu-x", `${String(x)}px`);
  menu.style.setProperty("--menu-y", `${String(y)}px`);
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(".menu__item, .stars__input:checked")];
}

/** Arrows, Home and End go through the items; Tab does as well, and Escape closes, by themselves. */
function move(menu: HTMLElement, key: string): boolean {
  const all = items(menu);
  const here = all.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[key];
  if (to === undefined) return false;
  all.at(to % all.length)?.focus();
  return true;
}
