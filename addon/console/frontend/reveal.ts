// Help behind a button, and cards that a person has put away.

/** Watches `data-reveals` (id of what is shown) and `data-hide` (name of what is put away). */
export function watchReveals(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-reveals], [data-hide]");
    if (!button) return;
    if (button.dataset.reveals) {
      const help = document.getElementById(button.dataset.reveals);
      if (!help) return;
      help.hidden = !help.hidden;
      button.setAttribute("aria-expanded", String(!help.hidden));
    } else {
      remember(button.dataset.hide ?? "");
      hideAll();
      const head = document.querySelector<HTMLElement>("main h2");
      head?.setAttribute("tabindex", "-1"); // what had the focus is gone
      head?.focus();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    hideAll();
    // In a narrow frame the tabs scroll sideways; the one that is shown must be seen.
    if (((event as CustomEvent).detail.target as Element).id !== "app") return;
    document.querySelector(".tab[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
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
