/** Favourites and comments: the page's own forms, answered in place. */
import { t } from "../i18n.ts";
import { make } from "../player/plain/make.ts";
import type { PagePlayer } from "./player.ts";
import { hex } from "./report.ts";
import { clock, type Song } from "./songs.ts";
import { markAt } from "./waves.ts";

interface Said {
  id: string;
  text: string;
  at_ms: number | null;
}

interface Noted extends Said {
  track: string;
}

async function post(form: HTMLFormElement, more: Record<string, string>): Promise<unknown> {
  const body = new URLSearchParams(more);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !(name in more)) body.set(name, value);
  }
  return asked(form.action, body);
}

async function asked(address: string, body: URLSearchParams): Promise<unknown> {
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`answered with ${answer.status}`);
  return answer.json();
}

export function startNotes(songs: readonly Song[], player: PagePlayer, device: string): void {
  const notes = document.getElementById("notes");
  const marked = new Set(notes?.dataset.favourites?.trim().split(/\s+/));
  for (const song of songs) {
    startFavourite(song, marked.has(song.id), device);
    startSaying(song, player, device);
  }
  if (!notes) return;
  for (const item of notes.querySelectorAll<HTMLElement>("[data-comment]")) {
    const song = songs.find((one) => one.id === item.dataset.track);
    const text = item.querySelector(".note__text")?.textContent ?? "";
    const at = item.dataset.at;
    startComment(
      item,
      song && at !== undefined ? markAt(song, Number(at) - song.from, text) : null,
    );
  }
  if (notes.dataset.shared !== undefined && device) void showWritten(songs, device);
}

/** A link that anybody may hold tells nobody's comments: this browser's own are asked for by its id. */
async function showWritten(songs: readonly Song[], device: string): Promise<void> {
  const told = await asked("notes/", new URLSearchParams({ device })).catch(() => null);
  const { comments } = (told ?? { comments: [] }) as { comments: Noted[] };
  for (const one of comments) {
    const song = songs.find(({ id }) => id === one.track);
    if (song) said(song, one);
  }
}

function startFavourite(song: Song, isMarked: boolean, device: string): void {
  const form = song.row.querySelector<HTMLFormElement>("[data-favourite]");
  const button = form?.querySelector("button");
  if (!form || !button) return;
  let marked = isMarked;
  const show = (): void => {
    button.ariaPressed = String(marked);
    button.ariaLabel = marked
      ? t("Take the mark from {title}", { title: song.title })
      : t("Mark {title} as a favourite", { title: song.title });
  };
  show();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    marked = !marked;
    show();
    listed(song, marked);
    post(form, { on: marked ? "1" : "0", device }).catch(() => {
      marked = !marked;
      show();
      listed(song, marked);
    });
  });
}

/** Keeps the list of favourites what the hearts say. */
function listed(song: Song, isMarked: boolean): void {
  const list = document.querySelector("[data-favourite-list]");
  list?.querySelector(`[data-favourite-of="${song.id}"]`)?.remove();
  if (isMarked && list) {
    const link = make("a", { className: "note__track", href: `#track-${song.id}` });
    link.textContent = song.title;
    const heart = song.row.querySelector("[data-favourite] svg")?.cloneNode(true);
    if (heart instanceof Element) heart.classList.add("glyph--solid");
    const item = make("li", { className: "note" }, heart ? [heart, link] : [link]);
    item.dataset.favouriteOf = song.id;
    list.append(item);
  }
  settle();
}

function settle(): void {
  const notes = document.getElementById("notes");
  if (notes) notes.hidden = notes.querySelector("li") === null;
}

function startSaying(song: Song, player: PagePlayer, device: string): void {
  const form = song.row.querySelector<HTMLFormElement>("[data-say]");
  const at = form?.querySelector<HTMLElement>("[data-say-at]");
  const text = form?.querySelector("textarea");
  const sent = form?.querySelector<HTMLElement>("[data-said]");
  if (!form || !at || !text || !sent) return;
  let place: number | null = null;
  const show = (): void => {
    // What is being written stays about the moment at which it was begun.
    if (text.value) return;
    const { current, position } = player;
    place = current?.id === song.id && position > 0 ? Math.round(position * 1000) : null;
    at.hidden = place === null;
    at.textContent = place === null ? "" : t("at {time}", { time: clock(place / 1000) });
  };
  player.watch(show);
  let id = hex(16);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const more: Record<string, string> = { id, device };
    if (place !== null) more.at_ms = String(place);
    const button = form.querySelector("button");
    const hadFocus = button !== null && button === document.activeElement;
    if (button) button.disabled = true;
    sent.replaceChildren();
    post(form, more)
      .then((answer) => {
        said(song, answer as Said);
        const notes = make("a", { className: "link", href: "#notes" });
        notes.textContent = t("See it in your notes");
        sent.append(`${t("Sent.")} `, notes);
        id = hex(16);
        form.reset();
        show();
      })
      .catch(() => {
        text.setCustomValidity(t("It could not be sent. Try again."));
        text.reportValidity();
        text.addEventListener("input", () => { text.setCustomValidity(""); }, { once: true }); // prettier-ignore
      })
      .finally(() => {
        if (button) button.disabled = false;
        // A button that is off for a moment loses the focus, and with it the place of who goes by keys.
        if (hadFocus && document.activeElement === document.body) button.focus();
      });
  });
}

function said(song: Song, { id, text, at_ms: at }: Said): void {
  const link = make("a", { className: "note__track", href: `#track-${song.id}` });
  link.textContent = song.title;
  const where = make("p", { className: "note__where" }, [link]);
  if (at !== null) where.append(` ${clock(at / 1000)}`);
  const words = make("p", { className: "note__text" });
  words.textContent = text;
  const button = make("button", { className: "note__act", type: "submit" });
  button.textContent = t("Delete");
  const form = make("form", { method: "post", action: `comments/${id}/delete/` }, [button]);
  const item = make("li", { className: "note" }, [where, words, form]);
  document.querySelector("[data-comment-list]")?.append(item);
  startComment(item, at === null ? null : markAt(song, at, text));
  settle();
}

function startComment(item: HTMLElement, mark: HTMLElement | null): void {
  const form = item.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    post(form, {})
      .then(() => {
        item.remove();
        mark?.remove();
        settle();
      })
      .catch(() => {
        form.submit();
      });
  });
}
