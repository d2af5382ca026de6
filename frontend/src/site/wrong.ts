/** A form that comes back with something to mend: the first field that is wrong has the focus. */
export function startWrong(): void {
  document.addEventListener("turbo:render", () => {
    document.querySelector<HTMLElement>("main [aria-invalid=true]")?.focus();
  });
}
