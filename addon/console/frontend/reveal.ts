// Help behind a button, cards that a person has put away, and what a row of a list opened.

/**
 * Watches `data-reveals` (id of what is shown), `data-hide` (name of what is put away), `data-skip` (past the tabs, to
 * the content), `data-opens` (reading goes on at `data-opened` then) and `data-closes` (id of the row that it goes back to).
 */
export function watchReveals(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-reveals], [data-hide], [data-skip]");
    if (!button) return;
    if (button.dataset.reveals) {
      const help = document.getElementById(button.dataset.reveals);
      if (!help) return;
      help.hidden = !help.hidden;
      button.setAttribute("aria-expanded", String(!help.hidden));
    } else {
      if (button.dataset.hide) {
        remember(button.dataset.hide);
        hideAll(); // and with it what had the focus
      }
      const head = document.querySelector<HTMLElement>("main h2");
      head?.setAttribute("tabindex", "-1");
      head?.focus();
    }
  });
  // What is opened at the foot of a dialog would open out of sight.
  document.addEventListener("toggle", (event) => {
    const opened = event.target as HTMLElement;
    if (opened.matches("dialog details[open]")) opened.scrollIntoView({ block: opened.offsetHeight > innerHeight / 2 ? "start" : "nearest" });
  }, true); // it does not bubble
  document.addEventListener("htmx:afterSwap", (event) => {
    hideAll();
    // In a narrow frame the tabs scroll sideways; the one that is shown must be seen.
    if (((event as CustomEvent).detail.target as Element).id !== "app") return;
    document.querySelector(".tab[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  // A detail may stand below the list or past its other rows: it comes into sight, and the next Tab is in it.
  document.addEventListener("htmx:afterSettle", (event) => {
    const { requestConfig } = (event as CustomEvent).detail as { requestConfig?: { elt?: HTMLElement } };
    const asked = requestConfig?.elt;
    if (asked?.dataset.opens !== undefined) document.querySelector<HTMLElement>("[data-opened]")?.focus();
    if (asked?.dataset.closes) document.getElementById(asked.dataset.closes)?.focus();
  });
}

function hideAll(): void {
  document.querySelectorAll<HTMLElement>("[data-hideable]").forEach((card) => {
    if (hidden().has(card.dataset.hideable ?? "")) card.hidden = true;
  });
}

const here = new Set<string>();

/** Storage may be forbidden in a frame; then it is put away until the next visit. */
function hidden(): Set<string> {
  try {
    return new Set([...here, ...(localStorage.getItem("liaise.hidden") ?? "").split(" ")]);
  } catch {
    return here;
  }
}

function remember(name: string): void {
  here.add(name);
  try {
    localStorage.setItem("liaise.hidden", [...hidden()].join(" "));
  } catch {
    // kept in `here` only
  }
}
