/**
 * Listening once, on the document: pages come and go under Turbo, and what they carry says in data
 * attributes what it does.
 */
type Handler = (target: HTMLElement, event: Event) => void;

/** Call `handler` for events of `type` inside elements that match `selector`. */
export function on(type: string, selector: string, handler: Handler): void {
  document.addEventListener(type, (event) => {
    if (!(event.target instanceof Element)) return;
    const target = event.target.closest<HTMLElement>(selector);
    if (target) handler(target, event);
  });
}

/** Call `handler` now and after every page that Turbo shows. */
export function onEachPage(handler: () => void): void {
  document.addEventListener("turbo:load", handler);
}
