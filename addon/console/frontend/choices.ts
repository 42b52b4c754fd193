// Radio groups drawn as cards or segments: arrows move, Space selects, one that cannot be chosen is reached and says why.

/** Watches groups with `data-name`: their value is kept in the hidden input of that name. */
export function watchChoices(): void {
  document.addEventListener("click", (event) => {
    const choice = (event.target as Element).closest<HTMLElement>("[role='radiogroup'][data-name] [role='radio']");
    if (choice && !(event.target as Element).closest("a, button:not([role='radio'])")) choose(choice);
  });
  document.addEventListener("keydown", (event) => {
    const choice = (event.target as Element).closest<HTMLElement>("[role='radiogroup'][data-name] [role='radio']");
    if (!choice || event.target !== choice) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = members(choice);
      const next = all[(all.indexOf(choice) + step + all.length) % all.length];
      if (next) move(next);
    } else if (event.key === " ") {
      event.preventDefault();
      choose(choice);
    } else if (event.key === "Enter" && !(choice instanceof HTMLButtonElement)) {
      event.preventDefault();
      if (choice.getAttribute("aria-disabled") !== "true") choice.closest("form")?.requestSubmit();
    }
  });
  document.addEventListener("change", (event) => {
    const toggle = (event.target as Element).closest<HTMLInputElement>("[data-toggles]");
    if (toggle) applyToggle(toggle);
  });
}

function members(choice: HTMLElement): HTMLElement[] {
  return [...(choice.closest("[role='radiogroup']")?.querySelectorAll<HTMLElement>("[role='radio']") ?? [])];
}

function move(next: HTMLElement): void {
  members(next).forEach((member) => (member.tabIndex = member === next ? 0 : -1));
  next.focus();
  if (next.getAttribute("aria-disabled") !== "true") choose(next);
}

function choose(choice: HTMLElement): void {
  if (choice.getAttribute("aria-disabled") === "true") return;
  const group = choice.closest<HTMLElement>("[role='radiogroup']");
  members(choice).forEach((member) => {
    member.setAttribute("aria-checked", String(member === choice));
    member.tabIndex = member === choice ? 0 : -1;
  });
  const form = choice.closest("form") ?? document;
  const input = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${group?.dataset.name}"]`);
  if (input) input.value = choice.dataset.value ?? "";
  form.querySelectorAll<HTMLElement>(`[data-shown-for="${group?.dataset.name}"]`).forEach((part) => {
    part.hidden = !(part.dataset.value ?? "").split(" ").includes(choice.dataset.value ?? "");
    part.querySelectorAll<HTMLInputElement>("input, textarea, select").forEach((field) => (field.disabled = part.hidden));
  });
}

/**
 * A switch that puts fields out of use (`data-toggles`) and shows what follows from it (`data-when-on`, `data-when-off`).
 * They are made unchangeable, not disabled: what stands in them is sent along, and is there again when they are in use.
 */
function applyToggle(toggle: HTMLInputElement): void {
  const form = toggle.closest("form");
  form?.querySelectorAll<HTMLInputElement>(toggle.dataset.toggles ?? "").forEach((field) => {
    field.readOnly = toggle.checked;
    if (toggle.checked) {
      field.removeAttribute("aria-invalid");
      field.closest(".field")?.querySelector(".field__error")?.remove();
    } else field.focus();
  });
  form?.querySelectorAll<HTMLElement>("[data-when-on]").forEach((part) => (part.hidden = !toggle.checked));
  form?.querySelectorAll<HTMLElement>("[data-when-off]").forEach((part) => (part.hidden = toggle.checked));
}
