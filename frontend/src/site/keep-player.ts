/**
 * Turbo keeps the player from page to page, but puts pages of errors in whole: what plays would lose its bar and sound
 * on without one. Its element is taken along there too.
 */
type Render = (current: HTMLElement, next: HTMLElement) => void | Promise<void>;

export function startKeptPlayer(): void {
  document.addEventListener("turbo:before-render", (event) => {
    const { detail } = event as CustomEvent<{ render: Render }>;
    const { render } = detail;
    detail.render = async (current, next) => {
      takeAlong(next);
      await render(current, next);
    };
  });
}

function takeAlong(next: HTMLElement): void {
  const player = document.getElementById("player");
  // Where Turbo keeps it, this stands in its place by now.
  if (!player || next.querySelector("meta[name=turbo-permanent-placeholder][content=player]"))
    return;
  const place = next.querySelector("#player");
  if (place) place.replaceWith(player);
  else next.append(player);
}
