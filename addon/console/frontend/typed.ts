// What a person types while an answer is on its way belongs to what the answer brings: a search to the new list, a
// field to the form that comes back refused.

interface Swap {
  target: Element;
  shouldSwap: boolean;
  xhr: XMLHttpRequest;
  requestConfig?: { elt: Element; verb: string; formData?: FormData };
}

type Field = HTMLInputElement | HTMLTextAreaElement;

let typed: { id: string; name: string; value: string } | null = null;
let changed: { name: string; value: string }[] = [];

/** Gives a search its text back when the list it stands in was replaced under it, and searches again. */
export function watchTyping(): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const swap = (event as CustomEvent).detail as Swap;
    if (!swap.shouldSwap) return;
    typed = searched(swap);
    changed = entered(swap);
  });
  // After htmx has put its listeners on what is new: the event below is what a search waits for.
  document.addEventListener("htmx:afterSettle", (event) => {
    enter((event as CustomEvent).detail as Swap);
    search();
  });
}

function searched({ target, requestConfig }: Swap): typeof typed {
  const input = document.activeElement;
  if (!(input instanceof HTMLInputElement) || !input.matches("[role='search'] [type='search'][id]")) return null;
  if (!target.contains(input)) return null;
  const asked = requestConfig?.formData?.get(input.name) ?? input.defaultValue;
  return asked === input.value ? null : { id: input.id, name: input.name, value: input.value };
}

function search(): void {
  if (!typed) return;
  const { id, name, value } = typed;
  typed = null;
  const input = document.getElementById(id);
  if (!(input instanceof HTMLInputElement) || input.name !== name || input.value === value) return;
  input.value = value;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What was entered into a form since it was sent, when it comes back with what was sent. */
function entered({ xhr, requestConfig }: Swap): typeof changed {
  const form = requestConfig?.elt;
  if (xhr.status < 400 || !(form instanceof HTMLFormElement) || requestConfig?.verb === "get") return [];
  const now = [...form.elements].filter((one): one is Field => one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && TEXT.has(one.type)));
  const sent = (name: string) => requestConfig?.formData?.getAll(name) ?? [];
  return now
    .filter(({ name, value }) => name && sent(name).length === 1 && sent(name)[0] !== value)
    .map(({ name, value }) => ({ name, value }));
}

const TEXT = new Set(["text", "search", "url", "email", "password", "date", "number"]);

function enter({ target }: Swap): void {
  const waiting = changed;
  changed = [];
  for (const { name, value } of waiting) {
    const root = target.isConnected ? target : document.getElementById(target.id);
    const field = root?.querySelectorAll<Field>(`form [name="${CSS.escape(name)}"]:not([type=hidden])`) ?? [];
    if (field.length === 1 && field[0]) field[0].value = value;
  }
}
