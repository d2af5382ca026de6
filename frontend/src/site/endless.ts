/**
 * Endless lists. The page carries a plain link to its continuation (`a[data-more]`), which works by itself;
 * here the next page's rows are fetched before the reader gets there and put at the end of the list.
 */
import { on, onEachPage } from "./delegate.ts";

const AHEAD = "1200px";

let observer: IntersectionObserver | undefined;

function watch(): void {
  observer?.disconnect();
  observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting && entry.target instanceof HTMLAnchorElement)
          void more(entry.target);
    },
    { rootMargin: `0px 0px ${AHEAD}` },
  );
  for (const link of document.querySelectorAll("a[data-more]")) observer.observe(link);
}

/** Append the rows behind the link, and put its own continuation in its place. */
async function more(link: HTMLAnchorElement): Promise<void> {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  observer?.unobserve(link);
  try {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    // A stylesheet of artwork colours belongs to the rows that it colours.
    for (const style of page.querySelectorAll<HTMLLinkElement>("link[data-art]"))
      if (
        !document.head.querySelector(`link[href="${CSS.escape(style.getAttribute("href") ?? "")}"]`)
      )
        document.head.append(document.importNode(style, true));
    document
      .querySelector("[data-list]")
      ?.append(...(page.querySelector("[data-list]")?.children ?? []));
    const next = page.querySelector("a[data-more]");
    if (next) {
      link.replaceWith(next);
      observer?.observe(next);
    } else {
      link.remove();
    }
    document.dispatchEvent(new CustomEvent("rows:added"));
  } catch {
    // The link itself still works; a click tries again.
    link.ariaBusy = "false";
  }
}

export function startEndless(): void {
  onEachPage(watch);
  on("click", "a[data-more]", (link, event) => {
    event.preventDefault();
    void more(link as HTMLAnchorElement);
  });
}
