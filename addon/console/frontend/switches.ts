// A switch or a list of choices that saves itself goes back to what is saved when saving failed.

const saved = new WeakMap<Element, string>();

/** Watches the answers to switches (`role="switch"`) and selects with an `hx-post` of their own. */
export function watchSwitches(): void {
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent).detail as { xhr: XMLHttpRequest; requestConfig: { elt: Element } };
    const { elt } = requestConfig;
    if (!elt.matches("input[role='switch'][hx-post], select[hx-post]")) return;
    if (xhr.status >= 200 && xhr.status < 300) saved.set(elt, state(elt));
    else if (xhr.status !== 401) restore(elt);
  });
}

function state(elt: Element): string {
  return elt instanceof HTMLInputElement ? String(elt.checked) : (elt as HTMLSelectElement).value;
}

function restore(elt: Element): void {
  const before = saved.get(elt);
  if (elt instanceof HTMLInputElement) elt.checked = before === undefined ? elt.defaultChecked : before === "true";
  else if (elt instanceof HTMLSelectElement) {
    elt.value = before ?? [...elt.options].find((option) => option.defaultSelected)?.value ?? elt.value;
  }
}
