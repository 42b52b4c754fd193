// A wizard that was left for another page ("See License") waits aside with what was typed, until it is taken back.

import { say } from "./say";

const PLACE = "aside";

let aside: { title: string; content: Node[] } | null = null;

/** Takes the dialog's content out of it and keeps it, in the place of what waited before. */
export function putAside(box: HTMLElement): void {
  aside = { title: titleOf(box), content: [...box.childNodes] };
  box.replaceChildren();
}

/** Puts what waits back into the dialog; not when another thing than the same wizard was opened there. */
export function takeBack(box: HTMLElement): boolean {
  if (!aside || (box.childElementCount && titleOf(box) !== aside.title)) return false;
  box.replaceChildren(...aside.content);
  drop();
  say("What you typed is still here");
  return true;
}

/** Says at the head of the page that something waits; `resume` takes it back. */
export function offerAside(resume: () => void): void {
  const main = document.querySelector("main");
  if (!aside || !main || document.getElementById(PLACE)) return;
  const banner = document.createElement("div");
  banner.id = PLACE;
  banner.className = "banner banner--info";
  banner.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "banner__body grow";
  words.textContent = `“${aside.title}” waits with what you typed.`;
  const actions = document.createElement("div");
  actions.className = "banner__actions";
  actions.append(button("Go on", resume), button("Discard", drop, "btn--subtle"));
  banner.append(icon(), words, actions);
  main.prepend(banner);
}

function drop(): void {
  aside = null;
  const banner = document.getElementById(PLACE);
  const held = banner?.contains(document.activeElement);
  banner?.remove();
  if (held) document.querySelector<HTMLElement>(".tab[aria-current]")?.focus();
}

function titleOf(box: HTMLElement): string {
  return box.querySelector("#dialog-title")?.textContent?.trim() ?? "";
}

function button(words: string, run: () => void, more = ""): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn--compact ${more}`.trim();
  made.textContent = words;
  made.addEventListener("click", run);
  return made;
}

function icon(): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-info");
  svg.append(use);
  return svg;
}
