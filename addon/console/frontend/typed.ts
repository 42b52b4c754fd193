// What a person types into a search while an answer is on its way belongs to the list that the answer brings.

interface Swap {
  target: Element;
  requestConfig?: { formData?: FormData };
}

let typed: { id: string; name: string; value: string } | null = null;

/** Gives a search its text back when the list it stands in was replaced under it, and searches again. */
export function watchTyping(): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = (event as CustomEvent).detail as Swap;
    typed = null;
    const input = document.activeElement;
    if (!(input instanceof HTMLInputElement) || !input.matches("[role='search'] [type='search'][id]")) return;
    if (!target.contains(input)) return;
    const asked = requestConfig?.formData?.get(input.name) ?? input.defaultValue;
    if (asked !== input.value) typed = { id: input.id, name: input.name, value: input.value };
  });
  // After htmx has put its listeners on the new search: the event below is what it waits for.
  document.addEventListener("htmx:afterSettle", () => {
    if (!typed) return;
    const { id, name, value } = typed;
    typed = null;
    const input = document.getElementById(id);
    if (!(input instanceof HTMLInputElement) || input.name !== name || input.value === value) return;
    input.value = value;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
