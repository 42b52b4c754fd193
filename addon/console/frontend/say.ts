// The live region and the toasts: results are said once, politely, and never cover an error.

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

/** Shows a result for five seconds, longer while it is pointed at or focused. */
export function sayToast(words: string): void {
  const place = document.querySelector("[data-toasts]");
  const template = document.querySelector<HTMLTemplateElement>("#toast-template");
  if (!place || !template) return say(words);
  const toast = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const text = toast.querySelector("span");
  if (text) text.textContent = words;
  place.replaceChildren(toast);
  say(words);
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1_000);
    else toast.remove();
  };
  setTimeout(leave, TOAST_MS);
}
