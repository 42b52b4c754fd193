// What a person types while an answer is on its way belongs to what the answer brings: a search to the new list, a
// field to the form that comes back refused.

interface Swap {
  target: Element;
  shouldSwap: boolean;
  xhr: XMLHttpRequest;
  requestConfig?: { elt: Element; verb: string; formData?: FormData };
}

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Value {
  id: string;
  name: string;
  value: string;
}

const SEARCH = "[role='search'] :is([type='search'], select)[id]";
type Searching = HTMLInputElement | HTMLSelectElement;

const before = new WeakMap<XMLHttpRequest, Map<string, string>>();
let typed: Value[] = [];
let changed: { name: string; value: string }[] = [];

/** Gives a search what was typed or chosen back when the list it stands in was replaced under it, and searches again. */
export function watchTyping(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { xhr, target } = (event as CustomEvent).detail as Swap;
    before.set(xhr, new Map(searches(target).map((one) => [one.id, one.value])));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const swap = (event as CustomEvent).detail as Swap;
    if (!swap.shouldSwap) return;
    typed = searches(swap.target).filter((one) => isNew(one, swap)).map(({ id, name, value }) => ({ id, name, value }));
    changed = entered(swap);
  });
  // After htmx has put its listeners on what is new: the event below is what a search waits for.
  document.addEventListener("htmx:afterSettle", (event) => {
    enter((event as CustomEvent).detail as Swap);
    search();
  });
}

function searches(place: Element): Searching[] {
  return [...place.querySelectorAll<Searching>(SEARCH)];
}

/** Whether the answer does not know of it: it came after the question, or was not part of it and is being typed. */
function isNew(one: Searching, { xhr, requestConfig }: Swap): boolean {
  if (before.get(xhr)?.has(one.id) && before.get(xhr)?.get(one.id) !== one.value) return true;
  if (!(one instanceof HTMLInputElement) || one !== document.activeElement) return false;
  return (requestConfig?.formData?.get(one.name) ?? one.defaultValue) !== one.value;
}

function search(): void {
  let last: Searching | null = null;
  for (const { id, name, value } of typed) {
    const found = document.querySelector<Searching>(`${SEARCH}#${CSS.escape(id)}`);
    if (found?.name !== name || found.value === value) continue;
    found.value = value;
    last = found;
  }
  typed = [];
  if (!last) return;
  last.focus();
  last.dispatchEvent(new Event(last instanceof HTMLInputElement ? "input" : "change", { bubbles: true }));
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
