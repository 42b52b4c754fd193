// A button that works says so in words, keeps its focus and takes no second press.

const before = new WeakMap<Element, { button: HTMLElement; content: Node[] }>();

/** Marks the form (or button) as busy and lets its button say what it is doing (`data-busy`). */
export function showBusy(element: Element): void {
  const button = element.matches("[data-busy]") ? (element as HTMLElement) : element.querySelector<HTMLElement>("[data-busy]");
  if (element instanceof HTMLFormElement) element.setAttribute("aria-busy", "true");
  if (!button || before.has(element)) return;
  const words = (button.dataset.busy ?? "").replace(/\{(\w+)\}/, (_, name: string) => shortHost(element, name));
  before.set(element, { button, content: [...button.childNodes] });
  const spinner = document.createElement("span");
  spinner.className = "spinner";
  button.replaceChildren(spinner, words);
  button.setAttribute("aria-disabled", "true");
}

/** Gives the button back what it said. */
export function releaseBusy(element: Element): void {
  element.removeAttribute("aria-busy");
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

const QUIET_MS = 300;
const waits = new WeakMap<Element, number>();

/** A tab that takes longer than a moment says so above its content; the content stays until the next one is there. */
export function showLoading(link: Element): void {
  const words = `Loading ${[...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent?.trim()).join("")}…`;
  waits.set(
    link,
    window.setTimeout(() => {
      const main = document.querySelector("main");
      const line = document.createElement("p");
      line.className = "row app__loading";
      line.setAttribute("role", "status");
      const spinner = document.createElement("span");
      spinner.className = "spinner";
      line.append(spinner, words);
      main?.prepend(line);
    }, QUIET_MS),
  );
}

/** The tab is there, or will not come. */
export function hideLoading(link: Element): void {
  window.clearTimeout(waits.get(link));
  waits.delete(link);
  document.querySelectorAll(".app__loading").forEach((line) => line.remove());
}
