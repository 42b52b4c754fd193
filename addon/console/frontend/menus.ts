// Row menus: opened beside their button, walked with the arrows, closed by Esc, Tab or a click elsewhere.

/** Watches buttons with `data-menu` (the id of a `popover` menu). */
export function watchMenus(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-menu]");
    if (button) return toggle(button);
    const item = (event.target as Element).closest<HTMLElement>("[popover][role='menu'] [role='menuitem']");
    if (item) item.closest<HTMLElement>("[popover]")?.hidePopover();
  });
  document.addEventListener("keydown", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-menu]");
    if (button && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      toggle(button, true);
    }
    const menu = (event.target as Element).closest<HTMLElement>("[popover][role='menu']");
    if (menu) walk(menu, event);
  });
  document.addEventListener("scroll", hideWhenLeft, true);
}

/** The menu that is open, if one is. */
export function openMenu(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[popover][role='menu']:popover-open");
}

let anchored = { button: null as HTMLElement | null, top: 0, left: 0 };

/** Closes the menu once its button has moved away; a scroll before it was opened may be told only now. */
function hideWhenLeft(): void {
  const now = anchored.button?.getBoundingClientRect();
  if (now && Math.abs(now.top - anchored.top) + Math.abs(now.left - anchored.left) < 1) return;
  openMenu()?.hidePopover();
}

function toggle(button: HTMLElement, open?: boolean): void {
  const menu = document.getElementById(button.dataset.menu ?? "");
  if (!menu) return;
  if (menu.matches(":popover-open")) {
    if (!open) menu.hidePopover();
    return;
  }
  menu.addEventListener(
    "toggle",
    (event) => {
      const shown = (event as ToggleEvent).newState === "open";
      button.setAttribute("aria-expanded", String(shown));
    },
    { once: true },
  );
  menu.showPopover();
  const anchor = button.getBoundingClientRect();
  anchored = { button, top: anchor.top, left: anchor.left };
  place(menu, anchor);
  button.setAttribute("aria-expanded", "true");
  menu.addEventListener("toggle", () => button.setAttribute("aria-expanded", String(menu.matches(":popover-open"))));
  items(menu)[0]?.focus();
}

function place(menu: HTMLElement, anchor: DOMRect): void {
  const size = menu.getBoundingClientRect();
  const below = anchor.bottom + 4 + size.height <= window.innerHeight;
  menu.style.top = `${below ? anchor.bottom + 4 : Math.max(4, anchor.top - 4 - size.height)}px`;
  menu.style.left = `${Math.max(4, Math.min(anchor.right - size.width, window.innerWidth - size.width - 4))}px`;
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role='menuitem']")];
}

function walk(menu: HTMLElement, event: KeyboardEvent): void {
  const all = items(menu);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  } else if (event.key === "Tab") {
    menu.hidePopover();
  } else if (event.key === "Escape") {
    event.preventDefault();
    menu.hidePopover();
    document.querySelector<HTMLElement>(`[data-menu="${menu.id}"]`)?.focus();
  } else if (event.key.length === 1) {
    const found = all.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    found?.focus();
  }
}
