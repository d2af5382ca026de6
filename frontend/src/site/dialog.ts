/** A dialog over the page: a click beside it closes it, and closed it is gone. */
export function openDialog(className: string, label: string, ...held: Node[]): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = className;
  dialog.setAttribute("aria-label", label);
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.append(...held);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A button that closes the dialog. */
export function closing(dialog: HTMLDialogElement, label: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--plain";
  button.textContent = label;
  button.addEventListener("click", () => {
    dialog.close();
  });
  return button;
}
