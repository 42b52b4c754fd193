// The one dialog: opens when a fragment is swapped into it, keeps focus inside, asks before it throws anything away.

import htmx from "htmx.org";
import { offerAside, putAside, takeBack } from "./aside";
import type { Bridge } from "./bridge";
import { copyFrom } from "./clipboard";
import { say } from "./say";

let opener: { id: string; element: Element | null } = { id: "", element: null };
let typed = false;
let closings = 0;
let left: HTMLElement | null = null; // what had the focus when a question took the screen's place
const askedAt = new WeakMap<XMLHttpRequest, { open: boolean; closings: number }>();

interface Asked {
  xhr: XMLHttpRequest;
  target: Element;
  requestConfig?: { elt: Element; verb: string };
}

const FIRST = ".dialog__body :is(input:not([type=hidden]):not([disabled]):not([readonly]), textarea, select, [role=radio][tabindex='0'], .select)";

const dialog = () => document.querySelector<HTMLDialogElement>("#dialog");
const view = () => dialog()?.querySelector<HTMLElement>(".dialog__view:not([data-asking])") ?? null;
const question = () => dialog()?.querySelector<HTMLElement>(".dialog__view[data-asking]") ?? null;

/** Watches swaps into the dialog, its keys and its closing. */
export function watchDialog(bridge: Bridge): void {
  const box = dialog();
  if (!box) return;

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { xhr, target, elt } = (event as CustomEvent).detail as Asked & { elt: Element };
    askedAt.set(xhr, { open: box.open, closings });
    if (target === box && !box.open) opener = { id: elt.id, element: openerOf(elt) };
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent;
    if (detail.target === box && givenUp(detail as Asked)) detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const { xhr, target, requestConfig } = (event as CustomEvent).detail as Asked;
    // What was pressed in the dialog led to another page; what was pressed before it opened only came late.
    if (target.id === "app" && box.open && askedAt.get(xhr)?.open) leave(box);
    if (target.id === "app") offerAside(() => resume(box, bridge));
    if (target !== box) return;
    if (!box.childElementCount) return;
    const back = !box.open && requestConfig?.verb === "get" && takeBack(box);
    if (!box.open) {
      typed = back;
      box.showModal();
      void place(box, bridge);
    }
    settle(box);
    if (back) renew(box);
  });
  // What had the focus may be gone with a part of the dialog that was renewed: Esc and Tab are heard only inside.
  document.addEventListener("htmx:afterSettle", () => {
    if (!box.open || box.contains(document.activeElement)) return;
    (box.querySelector<HTMLElement>("[data-first]") ?? box.querySelector<HTMLElement>("#dialog-title"))?.focus();
  });

  box.addEventListener("input", () => (typed = true));
  // Esc is taken as a key: browsers let a page hold back only the first "cancel", and close at the second.
  box.addEventListener("cancel", (event) => event.preventDefault());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      if (question()) void answer("back");
      else requestClose();
    }
    keepFocus(event);
  });
  box.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-close], [data-answer], [data-ask]");
    if (!button) return;
    if (button.dataset.answer) void answer(button.dataset.answer);
    else if (button.dataset.ask) ask(button.dataset.ask);
    else if (button.dataset.close === "now") close();
    else requestClose();
  });
  // Later: what follows in the same answer still has to reach the page from inside the dialog.
  document.addEventListener("liaise:close-dialog", () => setTimeout(close));
}

/** Whether this is only the next screen of something that was closed while it was asked for; results are still told. */
function givenUp({ xhr, requestConfig }: Asked): boolean {
  const asked = askedAt.get(xhr);
  if (!asked?.open || asked.closings === closings) return false;
  return requestConfig?.verb === "get" || (xhr.status < 400 && xhr.responseText.includes("data-keeps"));
}

/** Makes room for another page. What was typed waits aside. */
function leave(box: HTMLDialogElement): void {
  if (typed && view()?.querySelector("form[data-keeps]")) putAside(box);
  close();
}

/** Shows again what waits aside. */
function resume(box: HTMLDialogElement, bridge: Bridge): void {
  if (box.open || !takeBack(box)) return;
  opener = { id: "", element: null };
  typed = true;
  box.showModal();
  void place(box, bridge);
  settle(box);
  renew(box);
}

/** The page that a wizard was left for may have changed what its screen offers. */
function renew(box: HTMLDialogElement): void {
  const form = box.querySelector<HTMLFormElement>("[data-step='type'] form[data-keeps]");
  if (!form) return;
  const values = Object.fromEntries(new FormData(form));
  void htmx.ajax("post", "/console/initiate/destination", { source: form, target: "#dialog", swap: "innerHTML", values });
}

/** Closes, or first asks when typed text or a code that was not copied would be lost. */
function requestClose(): void {
  const current = view();
  const asks = current?.querySelector<HTMLTemplateElement>("template[data-question='close']");
  const uncopied = current?.querySelector("[data-uncopied]");
  const loses = uncopied ? !uncopied.hasAttribute("data-copied") : typed && current?.querySelector("form[data-keeps]");
  if (asks && loses) ask("close");
  else close();
}

/** Puts a question in the dialog's place; the screen behind it stays as it is. */
function ask(name: string): void {
  const current = view();
  const template = current?.querySelector<HTMLTemplateElement>(`template[data-question='${name}']`);
  if (!current || !template) return;
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  const asked = fragment.firstElementChild as HTMLElement;
  asked.dataset.asking = "";
  const active = document.activeElement as HTMLElement | null;
  left = active && current.contains(active) && !active.matches("[data-close]") ? active : null;
  current.hidden = true;
  dialog()?.append(asked);
  dialog()?.setAttribute("aria-labelledby", asked.querySelector("h2")?.id ?? "dialog-title");
  htmx.process(asked);
  asked.querySelector<HTMLElement>("[data-first], .btn--primary")?.focus();
}

async function answer(word: string): Promise<void> {
  const current = view();
  if (word === "copy") {
    const field = current?.querySelector<HTMLElement>("[data-code]");
    if (field && !(await copyFrom(field))) {
      // The code has to be visible to be copied by hand: back to the screen that selects it.
      question()?.remove();
      if (current) current.hidden = false;
      await copyFrom(field);
      return;
    }
    return close();
  }
  if (word === "close") return close();
  question()?.remove();
  if (current) current.hidden = false;
  dialog()?.setAttribute("aria-labelledby", "dialog-title");
  const back = left ?? current?.querySelector<HTMLElement>("[data-first]") ?? current?.querySelector<HTMLElement>(`${FIRST}, button.btn--primary`);
  back?.focus();
}

function close(): void {
  const box = dialog();
  if (!box?.open) return;
  closings += 1;
  box.close();
  box.replaceChildren();
  typed = false;
  const back = opener.element?.isConnected ? opener.element : opener.id ? document.getElementById(opener.id) : null;
  ((back as HTMLElement | null) ?? document.querySelector<HTMLElement>(".tab[aria-current]"))?.focus();
}

/** A menu item that opened the dialog is gone by then: focus goes back to the menu's own button. */
function openerOf(element: Element): Element | null {
  const menu = element.closest("[popover]");
  return menu ? document.querySelector(`[data-menu="${menu.id}"]`) : element;
}

/** Focus and announcement after each screen. */
function settle(box: HTMLDialogElement): void {
  box.setAttribute("aria-labelledby", "dialog-title");
  const first =
    box.querySelector<HTMLElement>("[aria-invalid='true']") ??
    box.querySelector<HTMLElement>("[data-first]") ??
    box.querySelector<HTMLElement>(FIRST) ??
    box.querySelector<HTMLElement>("#dialog-title");
  first?.focus();
  const words = view()?.dataset.announce;
  if (words) say(words);
}

function keepFocus(event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const reachable = [...(dialog()?.querySelectorAll<HTMLElement>("a[href], button, input, textarea, select, summary, [tabindex]") ?? [])].filter(
    (element) => element.tabIndex >= 0 && !element.hasAttribute("disabled") && element.getClientRects().length > 0,
  );
  const [first] = reachable;
  const last = reachable.at(-1);
  if (!first || !last) return;
  const inside = reachable.includes(document.activeElement as HTMLElement);
  if (event.shiftKey && (document.activeElement === first || !inside)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}

/** A frame that grows with its content has no viewport: the dialog goes where the person looks. */
async function place(box: HTMLDialogElement, bridge: Bridge): Promise<void> {
  const part = await bridge.visiblePart();
  if (!part) return;
  box.style.setProperty("--dialog-top", `${part.top + 48}px`);
  box.style.setProperty("--dialog-room", `${part.height}px`);
}
