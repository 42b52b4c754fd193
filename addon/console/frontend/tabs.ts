// Tabs that do not fit scroll sideways. What is out of sight is told at the edge behind which it stands, by a button that
// brings it in: a scrollbar would not be seen in most systems, and a mouse without a second wheel could not turn it.

const EDGES = { start: -1, end: 1 } as const;
type Edge = keyof typeof EDGES;

/** Keeps a button at each edge behind which a row of tabs goes on. The keyboard needs none: Tab reaches every tab. */
export function watchTabs(): void {
  const all = () => document.querySelectorAll<HTMLElement>(".tabs").forEach(tell);
  document.addEventListener("htmx:afterSettle", all);
  window.addEventListener("resize", all);
  document.addEventListener("scroll", (event) => {
    if ((event.target as Element).matches?.(".tabs")) tell(event.target as HTMLElement);
  }, true); // it does not bubble
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".tabs__more");
    const tabs = button?.closest<HTMLElement>(".tabs");
    if (!button || !tabs) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = EDGES[button.dataset.edge as Edge] * tabs.clientWidth * 0.7;
    tabs.scrollBy({ left: step, behavior: still ? "instant" : "smooth" });
  });
}

function tell(tabs: HTMLElement): void {
  const beyond = tabs.scrollWidth - tabs.clientWidth;
  edge(tabs, "start", beyond > 1 && tabs.scrollLeft > 1);
  edge(tabs, "end", beyond > 1 && tabs.scrollLeft < beyond - 1);
}

function edge(tabs: HTMLElement, at: Edge, more: boolean): void {
  let button = tabs.querySelector<HTMLElement>(`:scope > [data-edge="${at}"]`);
  if (!button && more) {
    button = document.createElement("button");
    button.className = `tabs__more tabs__more--${at}`;
    Object.assign(button, { type: "button", tabIndex: -1 });
    button.dataset.edge = at;
    button.setAttribute("aria-hidden", "true");
    button.innerHTML = '<svg class="i"><use href="#i-down"/></svg>';
    at === "start" ? tabs.prepend(button) : tabs.append(button);
  }
  if (button) button.hidden = !more;
}
