// The panel tells its host how high it is, after each change, so that it never has a scrollbar of its own; and it keeps
// what a person opened and where they were when it is renewed under them.

import htmx from "htmx.org";
import type { Bridge } from "./bridge";

/** Reports the height now and whenever it changes; loads the panel anew when the form shows another entity. */
export function reportPanelHeight(bridge: Bridge): void {
  const content = document.querySelector<HTMLElement>("#panel-frame");
  if (!content) return;
  let reported = 0;
  const report = () => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height > 0 && height !== reported) bridge.reportHeight((reported = height));
  };
  new ResizeObserver(report).observe(content);
  report();
  document.addEventListener("liaise:entity-changed", () => {
    void htmx.ajax("get", document.body.dataset.start ?? "/panel", { target: "#app", swap: "innerHTML" });
  });
  keepPlace();
}

function keepPlace(): void {
  let opened = false;
  let section = "";
  let pressed = "";
  let asker = ""; // the button whose question or field stands in its place now
  document.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    opened = document.querySelector<HTMLDetailsElement>("#panel details")?.open ?? false;
    section = active?.closest(".panel__conn")?.id ?? "";
    pressed = active?.id ?? "";
  });
  document.addEventListener("htmx:afterSwap", () => {
    const more = document.querySelector<HTMLDetailsElement>("#panel details");
    if (more && opened) more.open = true;
    const first = document.querySelector<HTMLElement>("#panel [data-first]");
    if (first) {
      asker = pressed || asker;
      first.focus();
    } else if (section && !document.activeElement?.closest(".panel__conn")) {
      (document.getElementById(asker) ?? document.getElementById(section))?.focus();
      asker = "";
    }
  });
}
