// Copying: the clipboard, else the old command, else the text is selected and the page says which keys to press.
// "Copied" is said only after it was true.

import { say } from "./say";

const KEPT_MS = 3_000;
const keys = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘C" : "Ctrl+C";

/** Watches buttons with `data-copy` (the selector of what they copy). */
export function watchCopying(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    const field = button && document.querySelector<HTMLElement>(button.dataset.copy ?? "");
    if (button && field) await copyFrom(field);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = (event.target as Element).querySelector<HTMLElement>("[data-copy-at-once]");
    if (!field) return;
    field.removeAttribute("data-copy-at-once");
    void copyFrom(field);
  });
}

/** Copies a field's text and shows the outcome beside it; true when the text is in the clipboard. */
export async function copyFrom(field: HTMLElement): Promise<boolean> {
  const text = field.textContent?.trim() ?? "";
  const copied = (await written(text)) || commanded(field);
  const buttons = document.querySelectorAll<HTMLElement>(`[data-copy="#${field.id}"]`);
  const frame = field.closest(".codefield");
  frame?.classList.toggle("is-selected", !copied);
  if (copied) {
    field.closest("[data-uncopied]")?.setAttribute("data-copied", "");
    window.getSelection()?.removeAllRanges();
  } else {
    select(field);
  }
  const words = copied ? "Copied to the clipboard" : `Press ${keys}. The browser did not let Liaise copy. The text is selected.`;
  say(words);
  buttons.forEach((button) => show(button, copied));
  showOutcome(field, copied);
  return copied;
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function commanded(field: HTMLElement): boolean {
  select(field);
  let heard = false;
  const listen = () => (heard = true);
  document.addEventListener("copy", listen, { once: true });
  try {
    return document.execCommand("copy") && heard;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", listen);
  }
}

function select(field: HTMLElement): void {
  const selection = window.getSelection();
  const range = document.createRange();
  range.selectNodeContents(field);
  selection?.removeAllRanges();
  selection?.addRange(range);
  field.focus({ preventScroll: false });
}

/** A small button says it itself; one with an outcome line beside it only changes its rank. */
function show(button: HTMLElement, copied: boolean): void {
  const label = button.querySelector<HTMLElement>("[data-label]");
  if (!label || button.hasAttribute("data-outcome")) return;
  const rest = (label.dataset.label ??= "") || (label.textContent ?? "");
  label.dataset.label = rest;
  label.textContent = copied ? "Copied" : `Press ${keys}`;
  setTimeout(() => (label.textContent = rest), copied ? KEPT_MS : 3 * KEPT_MS);
}

function showOutcome(field: HTMLElement, copied: boolean): void {
  const scope = field.closest("[data-uncopied]");
  if (!scope) return;
  scope.querySelectorAll<HTMLElement>("[data-shown]").forEach((element) => {
    element.hidden = element.dataset.shown !== (copied ? "copied" : "blocked");
  });
  scope.querySelectorAll("[data-keys]").forEach((element) => (element.textContent = keys));
  const copy = scope.querySelector<HTMLElement>("[data-outcome]");
  const done = scope.querySelector<HTMLElement>("[data-done]");
  if (!copied) return;
  copy?.classList.remove("btn--primary");
  done?.classList.add("btn--primary");
  const label = copy?.querySelector("[data-label]");
  if (label) label.textContent = "Copy again";
}
