// The live region and the toasts: results are said once, politely, and never cover an error.

import htmx from "htmx.org";

const TOAST_MS = 5_000;

/** Says a result to screen readers; inside the dialog while one is open, because the page is inert then. */
export function say(words: string): void {
  // Later, because the dialog that this result closes may still be open now.
  setTimeout(() => {
    const region = document.querySelector("dialog[open] [data-say]") ?? document.querySelector("body > [data-say]");
    if (!region) return;
    region.textContent = "";
    requestAnimationFrame(() => (region.textContent = words));
  }, 60);
}

/** Shows a result for five seconds, longer while it is pointed at or focused; `undo` is what takes it back. */
export function sayToast(words: string, undo?: string): void {
  const place = document.querySelector("[data-toasts]");
  const template = document.querySelector<HTMLTemplateElement>("#toast-template");
  if (!place || !template) return say(words);
  const toast = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const text = toast.querySelector("span");
  if (text) text.textContent = words;
  if (undo) toast.append(undoButton(undo));
  place.replaceChildren(toast);
  htmx.process(toast);
  say(words);
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1_000);
    else toast.remove();
  };
  setTimeout(leave, TOAST_MS);
}

function undoButton(path: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--link";
  button.textContent = "Undo";
  button.setAttribute("hx-post", path);
  button.setAttribute("hx-swap", "none");
  return button;
}
