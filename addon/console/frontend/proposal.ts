// A name that is proposed from other fields follows them while a person types there, until it was written by hand.

const LONGEST = 96; // leaves room for the number that tells it from others

/** Watches `data-proposal` (the words, with the names of the fields in braces; `data-blank` stands for an empty one). */
export function watchProposals(): void {
  document.addEventListener("input", (event) => {
    const typed = event.target as HTMLInputElement;
    const place = typed.form?.querySelector<HTMLElement>("[data-proposal]");
    const name = place?.querySelector<HTMLInputElement>("input");
    if (!place || !name || name === typed || !place.dataset.proposal?.includes(`{${typed.name}}`)) return;
    const before = place.dataset.proposed ?? filled(place, typed.form, (field) => field.defaultValue);
    const now = filled(place, typed.form, (field) => field.value);
    place.dataset.proposed = now;
    if (name.value.replace(/ \d{1,2}$/, "") === before || name.value === before) name.value = now;
  });
}

function filled(place: HTMLElement, form: HTMLFormElement | null, valueOf: (field: HTMLInputElement) => string): string {
  const words = (place.dataset.proposal ?? "").replace(/{(\w+)}/g, (_, name: string) => {
    const field = form?.elements.namedItem(name);
    return (field instanceof HTMLInputElement && valueOf(field).trim()) || (place.dataset.blank ?? "");
  });
  return words.slice(0, LONGEST);
}
