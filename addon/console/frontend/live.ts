// Live parts: asked again every few seconds while the page is seen, and never changed under an open menu or list, under
// rows that are selected, or while what was pressed in them is on its way: its answer would find no place.

import htmx from "htmx.org";
import { openMenu } from "./menus";

interface Answer {
  target: Element;
  requestConfig?: { triggeringEvent?: Event };
}

const asked = new WeakMap<Element, number>();

/** Sends `poll` to parts with `data-poll` (seconds) when their time has come, and to all when the page is seen again. */
export function watchLive(): void {
  setInterval(() => pollDue(false), 500);
  document.addEventListener("visibilitychange", () => pollDue(true));
  // The menu may have been opened while the answer was on its way.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = (event as CustomEvent).detail as Answer;
    if (requestConfig?.triggeringEvent?.type !== "poll" || !inUse(target)) return;
    (event as CustomEvent).detail.shouldSwap = false;
  });
}

function pollDue(atOnce: boolean): void {
  if (document.hidden) return;
  document.querySelectorAll<HTMLElement>("[data-poll]").forEach((part) => {
    const every = Number(part.dataset.poll) * 1000;
    if (!every) return;
    const last = asked.get(part) ?? asked.set(part, Date.now()).get(part) ?? 0;
    if ((!atOnce && Date.now() - last < every) || inUse(part)) return;
    asked.set(part, Date.now());
    htmx.trigger(part, "poll");
  });
}

/** Whether a menu or a list that is searched is open in it, rows are selected, or an answer to a press is awaited. */
function inUse(part: Element): boolean {
  return part.contains(openMenu()) || part.querySelector("[data-open-list], [aria-busy='true'], [name='selected']:checked") !== null;
}
