// Where the keyboard goes on when what was pressed is gone with the answer: never back to the top of the page.

const CARDS = "[data-stays]";

interface Asked {
  elt?: HTMLElement;
  triggeringEvent?: Event;
}

/** Watches what a person pressed: a card that is done leaves its place to the next, another page begins at its head, a
 * refused form at its fault. */
export function watchStaying(): void {
  let place = -1; // of the card among its like
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!byPerson(event)) return;
    const card = ((event as CustomEvent).detail.elt as Element).closest(CARDS);
    place = card ? [...document.querySelectorAll(CARDS)].indexOf(card) : -1;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!byPerson(event) || document.querySelector("dialog[open]")) return;
    if (toFault(event)) return;
    const focused = document.activeElement;
    if (focused && focused !== document.body) return;
    const cards = [...document.querySelectorAll(CARDS)];
    const next = place < 0 ? undefined : cards[Math.min(place, cards.length - 1)];
    const head = next?.querySelector<HTMLElement>("h3") ?? document.querySelector<HTMLElement>("main h2");
    place = -1;
    if (!head) return;
    head.setAttribute("tabindex", "-1");
    head.focus();
  });
}

/** After a refused form the keyboard goes on in the first field that is to blame; dialogs see to it themselves. */
function toFault(event: Event): boolean {
  const { requestConfig, target } = (event as CustomEvent).detail as { requestConfig?: Asked; target?: Element };
  if (requestConfig?.triggeringEvent?.type !== "submit") return false;
  const swapped = target?.isConnected ? target : document.getElementById(target?.id ?? "");
  const fault = swapped?.querySelector<HTMLElement>("[aria-invalid='true']");
  fault?.focus();
  return Boolean(fault);
}

function byPerson(event: Event): boolean {
  const { requestConfig } = (event as CustomEvent).detail as { requestConfig?: Asked };
  return ["click", "submit"].includes(requestConfig?.triggeringEvent?.type ?? "");
}
