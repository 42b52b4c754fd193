// A combobox whose list is searched on the server, where there may be ten thousand: projects, connections, entities.

import htmx from "htmx.org";
import { say } from "./say";

/** Watches fields marked `data-picker`. */
export function watchPickers(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const field = target.closest<HTMLElement>("[data-picker]");
    document.querySelectorAll<HTMLElement>("[data-picker][data-open-list]").forEach((other) => other !== field && shut(other));
    if (!field) return;
    const option = target.closest<HTMLElement>("[role='option']");
    if (option) return choose(field, option);
    if (target.closest("[data-button]")) field.hasAttribute("data-open-list") ? shut(field) : open(field);
  });
  // Pressing on an option must not take the focus out of the search field: the list would close under the pointer.
  document.addEventListener("mousedown", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-picker] [data-list]") && !target.closest("input, a")) event.preventDefault();
  });
  // In the capture phase: Esc closes the list, and the dialog around it must not hear it.
  document.addEventListener("keydown", (event) => {
    const field = (event.target as Element).closest<HTMLElement>("[data-picker]");
    if (!field) return;
    if ((event.target as Element).closest("[data-button]")) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        open(field);
      }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(field, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (searched(field)) chooseActive(field);
      else field.dataset.enter = ""; // for the list that is on its way
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      shut(field);
      field.querySelector<HTMLElement>("[data-button]")?.focus();
    }
  }, true);
  document.addEventListener("focusout", (event) => {
    const field = (event.target as Element).closest<HTMLElement>("[data-picker][data-open-list]");
    const to = event.relatedTarget as Element | null;
    if (field && to && !field.contains(to)) shut(field);
  });
  document.addEventListener("input", (event) => {
    (event.target as Element).closest<HTMLElement>("[data-picker]")?.removeAttribute("data-enter");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent).detail as Answer;
    const field = requestConfig.elt.closest<HTMLElement>("[data-picker]");
    if (!field || (xhr.status > 0 && xhr.status < 500)) return;
    field.removeAttribute("data-enter");
    const waiting = field.querySelector(".spinner")?.parentElement;
    waiting?.replaceChildren("The list did not come. Close it and open it again.");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = (event.target as Element).closest<HTMLElement>("[data-picker]");
    if (!field) return;
    const { requestConfig } = (event as CustomEvent).detail as Answer;
    const search = field.querySelector<HTMLInputElement>("[data-search]");
    if (search) searches.set(search, String(requestConfig.formData.get(search.name) ?? ""));
    const found = field.querySelector<HTMLElement>("[role='listbox']");
    if (search && found) {
      found.id ||= `${found.parentElement?.id ?? ""}-list`;
      search.setAttribute("aria-controls", found.id); // the list that the arrows walk and that scrolls
    }
    // A list that is renewed keeps the option that the person had reached, where it is still there.
    const kept = field.dataset.reached && field.querySelector<HTMLElement>(`[role='option'][data-id="${CSS.escape(field.dataset.reached)}"]`);
    activate(field, kept || field.querySelector<HTMLElement>("[role='option']"));
    const words = field.querySelector<HTMLElement>("[data-count]")?.textContent;
    if (words) say(words.trim());
    if (field.dataset.enter === undefined || !searched(field)) return;
    field.removeAttribute("data-enter");
    chooseActive(field);
  });
}

interface Answer {
  xhr: XMLHttpRequest;
  requestConfig: { elt: Element; formData: FormData };
}

const searches = new WeakMap<Element, string>(); // the text that the list which is shown was searched for

/** Whether the list is the one for what was typed. */
function searched(field: HTMLElement): boolean {
  const search = field.querySelector<HTMLInputElement>("[data-search]");
  return !search || searches.get(search) === search.value;
}

function chooseActive(field: HTMLElement): void {
  const active = field.querySelector<HTMLElement>("[role='option'].is-active");
  if (active) choose(field, active);
}

function open(field: HTMLElement): void {
  if (field.hasAttribute("data-open-list")) return;
  field.setAttribute("data-open-list", "");
  const list = field.querySelector<HTMLElement>("[data-list]");
  if (list) list.hidden = false;
  field.querySelector("[data-button]")?.setAttribute("aria-expanded", "true");
  const search = field.querySelector<HTMLInputElement>("[data-search]");
  search?.setAttribute("aria-expanded", "true");
  search?.focus();
  if (search) htmx.trigger(search, "look");
  list?.scrollIntoView({ block: "nearest" });
}

function shut(field: HTMLElement): void {
  for (const name of ["data-open-list", "data-reached", "data-enter"]) field.removeAttribute(name);
  const list = field.querySelector<HTMLElement>("[data-list]");
  if (list) list.hidden = true;
  field.querySelector("[data-button]")?.setAttribute("aria-expanded", "false");
}

function walk(field: HTMLElement, step: number): void {
  const all = [...field.querySelectorAll<HTMLElement>("[role='option']")];
  const at = all.findIndex((option) => option.classList.contains("is-active"));
  const next = all[(at + step + all.length) % all.length] ?? null;
  field.dataset.reached = next?.dataset.id ?? "";
  activate(field, next);
}

function activate(field: HTMLElement, option: HTMLElement | null): void {
  field.querySelectorAll(".is-active").forEach((other) => other.classList.remove("is-active"));
  option?.classList.add("is-active");
  option?.scrollIntoView({ block: "nearest" });
  field.querySelector("[data-search]")?.setAttribute("aria-activedescendant", option?.id ?? "");
}

function choose(field: HTMLElement, option: HTMLElement): void {
  if (option.getAttribute("aria-disabled") === "true") return;
  const set = (name: string, value: string) => {
    const input = field.querySelector<HTMLInputElement>(`input[data-part="${name}"]`);
    if (input) input.value = value;
  };
  set("id", option.dataset.id ?? "");
  set("key", option.dataset.key ?? "");
  set("name", option.dataset.called ?? "");
  const shown = field.querySelector<HTMLElement>(".select__value");
  if (shown) {
    const { key = "", called = "" } = option.dataset;
    const code = document.createElement("span");
    code.className = "mono muted";
    code.textContent = key;
    shown.classList.remove("muted");
    shown.replaceChildren(...(key && key !== called ? [code, "\u2002"] : []), called);
  }
  field.querySelector("[data-button]")?.removeAttribute("aria-invalid");
  field.querySelector(".field__error")?.remove();
  shut(field);
  field.querySelector<HTMLElement>("[data-button]")?.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
