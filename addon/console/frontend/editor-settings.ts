// The settings beside the two texts: rows to add and remove, and whether something is not saved yet.

/** The panel with the settings' form, which the server sends after the page. */
export class Settings {
  private kept: string | null = null; // what is saved, as the form would send it
  private again = false;

  constructor(private readonly panel: HTMLElement) {
    this.arrived();
  }

  /** What was entered and is not saved. */
  dirty(): boolean {
    return this.kept !== null && this.form !== null && this.sent() !== this.kept;
  }

  /** A form came from the server: `saved` unless it was refused and holds what was entered. */
  arrived(): void {
    const form = this.form;
    if (!form) return;
    if (this.kept === null || this.again || !form.querySelector(".field__error, [role='alert']")) this.kept = this.sent();
    this.again = false;
    form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  /** Asks for what is saved now, unless something was entered. */
  refresh(): void {
    if (this.dirty()) return;
    this.again = true;
    this.panel.dispatchEvent(new CustomEvent("again"));
  }

  /** Whether what was asked for by `refresh` comes too late: something was entered since. */
  overtaken(): boolean {
    if (!this.dirty()) return false;
    this.again = false;
    return true;
  }

  submit(): void {
    this.form?.requestSubmit();
  }

  clicked(target: Element): void {
    const add = target.closest<HTMLElement>("[data-row-add]");
    const remove = target.closest<HTMLElement>("[data-row-remove]");
    if (add) this.add(add.dataset.rowAdd ?? "");
    else if (remove) this.remove(remove);
  }

  private add(part: string): void {
    const list = this.panel.querySelector(`[data-rows="${part}"]`);
    const row = this.panel.querySelector<HTMLTemplateElement>(`[data-row-of="${part}"]`)?.content.cloneNode(true);
    if (!list || !row) return;
    list.append(row);
    list.lastElementChild?.querySelector("input")?.focus();
  }

  private remove(button: HTMLElement): void {
    const row = button.closest("[data-row]");
    const list = row?.parentElement;
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    row?.remove();
    const focus = next?.querySelector<HTMLElement>("input") ?? list?.closest("fieldset")?.querySelector<HTMLElement>("[data-row-add]");
    focus?.focus();
  }

  private get form(): HTMLFormElement | null {
    return this.panel.querySelector("form");
  }

  private sent(): string {
    const form = this.form;
    return form ? new URLSearchParams(new FormData(form) as unknown as Record<string, string>).toString() : "";
  }
}
