// Live parts: asked again every few seconds while the page is seen, never under an open menu or a pressed button.

import htmx from "htmx.org";
import { openMenu } from "./menus";

const asked = new WeakMap<Element, number>();

/** Sends `poll` to parts with `data-poll` (seconds) when their time has come, and to all when the page is seen again. */
export function watchLive(): void {
  setInterval(() => pollDue(false), 500);
  document.addEventListener("visibilitychange", () => pollDue(true));
}

function pollDue(atOnce: boolean): void {
  if (document.hidden) return;
  document.querySelectorAll<HTMLElement>("[data-poll]").forEach((part) => {
    const every = Number(part.dataset.poll) * 1000;
    if (!every) return;
    const last = asked.get(part) ?? asked.set(part, Date.now()).get(part) ?? 0;
    if ((!atOnce && Date.now() - last < every) || part.contains(openMenu())) return;
    asked.set(part, Date.now());
    htmx.trigger(part, "poll");
  });
}
