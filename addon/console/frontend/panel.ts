// The panel tells its host how high it is, after each change, so that it never has a scrollbar of its own.

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
}
