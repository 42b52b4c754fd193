// What works says so in words, keeps its focus and takes no second press.

const QUIET_MS = 300;

interface Kept {
  button: HTMLElement;
  content: Node[];
}

const before = new WeakMap<Element, Kept>();
const waits = new WeakMap<Element, number>();
const lines = new WeakMap<Element, HTMLElement>();

/** Whether a press here would ask again for what is on its way. */
export function isBusy(element: Element): boolean {
  return element.getAttribute("aria-busy") === "true" || before.has(element);
}

/** Marks the form (or button) as busy and lets the pressed button say what it is doing (`data-busy`). */
export function showBusy(element: Element, pressed?: Element | null): void {
  const form = element instanceof HTMLFormElement;
  if (form || element instanceof HTMLButtonElement) element.setAttribute("aria-busy", "true");
  const named = pressed?.matches("[data-busy]") ? pressed : element.matches("[data-busy]") ? element : form && element.querySelector("[data-busy]");
  if (!(named instanceof HTMLElement) || before.has(element)) return;
  const words = (named.dataset.busy ?? "").replace(/\{(\w+)\}/, (_, name: string) => shortHost(element, name));
  work(element, named, words);
}

function work(element: Element, button: HTMLElement, words: string | null): void {
  before.set(element, { button, content: [...button.childNodes] });
  const spinner = document.createElement("span");
  spinner.className = "spinner";
  if (words === null) button.prepend(spinner);
  else button.replaceChildren(spinner, words);
  button.setAttribute("aria-disabled", "true");
}

/** Gives the button back what it said. */
export function releaseBusy(element: Element): void {
  element.removeAttribute("aria-busy");
  window.clearTimeout(waits.get(element));
  waits.delete(element);
  lines.get(element)?.remove();
  lines.delete(element);
  const kept = before.get(element);
  if (!kept) return;
  before.delete(element);
  kept.button.replaceChildren(...kept.content);
  kept.button.removeAttribute("aria-disabled");
}

/** What a person would call the address they typed: the organization, or the first part of the host. */
function shortHost(element: Element, name: string): string {
  const typed = element.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? "";
  const [host = "", first = ""] = typed.replace(/^[a-z]+:\/\//i, "").split("/");
  const word = /^dev\.azure\.com$/i.test(host) ? first : host.split(".")[0];
  return word && word.length <= 30 ? word : "the other side";
}

/**
 * What takes longer than a moment and has no words of its own says so too: a button beside its text, a tab, a link or an
 * entry of a menu, which closes when it is pressed, above the content. The content stays until the next one is there.
 */
export function showLoading(element: Element): void {
  if (before.has(element) || waits.has(element)) return;
  const late = () => {
    if (!element.isConnected) return;
    const seen = element instanceof HTMLButtonElement && element.getClientRects().length > 0;
    if (seen) work(element, element, null);
    else if (element.matches("a, button")) say(element);
  };
  waits.set(element, window.setTimeout(late, QUIET_MS));
}

function say(link: Element): void {
  const words = [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent?.trim()).join("");
  const line = document.createElement("p");
  line.className = "row app__loading";
  line.setAttribute("role", "status");
  const spinner = document.createElement("span");
  spinner.className = "spinner";
  line.append(spinner, link.closest("[popover]") ? "Working…" : link.matches(".tab, .app__head a") ? `Loading ${words}…` : "Loading…");
  lines.set(link, line);
  (document.querySelector("dialog[open] .dialog__body") ?? document.querySelector("main"))?.prepend(line);
}
