// Two texts beside each other: any saved version with any other, or with what is typed now.

import { getChunks, MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { reading, type Side } from "./editor-code";
import type { EditorHost } from "./editor-loader";
import { plural } from "./editor-problems";

export const TYPED = 0; // stands for the text in the editor

interface Compared {
  texts: Record<Side, [string, string]>;
  settings: { name: string; before: string; after: string }[];
}

export interface CompareOptions {
  host: EditorHost;
  base: string;
  card: HTMLElement;
  newest(): number;
  typed(side: Side): string;
  side(): Side;
  dirty(): boolean;
}

/** The card that compares; `open` and `close` are called by the page. */
export class Compare {
  private view: MergeView | null = null;
  private asked = 0;

  constructor(private readonly options: CompareOptions) {
    for (const select of [this.before, this.after]) select.addEventListener("change", () => void this.show());
  }

  get isOpen(): boolean {
    return !this.options.card.hidden;
  }

  /** Shows version `before` beside `after` (`TYPED`: what is typed now). */
  open(before: number, after: number): void {
    this.fill(this.before, before, false);
    this.fill(this.after, after, true);
    this.options.card.hidden = false;
    void this.show();
  }

  close(): void {
    this.options.card.hidden = true;
    this.view?.destroy();
    this.view = null;
  }

  /** Shows both texts of the side that is in view. */
  async show(): Promise<void> {
    const ask = (this.asked += 1);
    const before = Number(this.before.value);
    const after = Number(this.after.value);
    const { host, base } = this.options;
    try {
      const found = (await host.ask(`${base}/compare?before=${before}&after=${after || this.options.newest()}`)) as Compared;
      if (ask !== this.asked || !this.isOpen) return;
      this.drawSettings(found.settings);
      const side = this.options.side();
      this.draw(found.texts[side][0], after === TYPED ? this.options.typed(side) : found.texts[side][1]);
    } catch (error) {
      host.banner(error);
    }
  }

  private get before(): HTMLSelectElement {
    return this.options.card.querySelector("[data-before]") as HTMLSelectElement;
  }

  private get after(): HTMLSelectElement {
    return this.options.card.querySelector("[data-after]") as HTMLSelectElement;
  }

  private fill(select: HTMLSelectElement, chosen: number, typed: boolean): void {
    const newest = this.options.newest();
    const numbers = Array.from({ length: newest }, (_, index) => newest - index);
    const choices: [number, string][] = numbers.map((number) => [number, `Version ${number}${number === newest ? " (runs now)" : ""}`]);
    if (typed && (this.options.dirty() || chosen === TYPED)) choices.unshift([TYPED, "Your unsaved text"]);
    select.replaceChildren(...choices.map(([number, words]) => new Option(words, String(number), false, number === chosen)));
  }

  private drawSettings(changes: Compared["settings"]): void {
    const place = this.options.card.querySelector<HTMLElement>("[data-compare-settings]");
    if (!place) return;
    place.hidden = !changes.length;
    const table = document.createElement("table");
    table.className = "diff";
    const cell = (row: HTMLTableRowElement, tag: "th" | "td", text: string, name: string, scope = "") => {
      const made = document.createElement(tag);
      made.textContent = text;
      made.className = name;
      if (scope) made.setAttribute("scope", scope);
      row.append(made);
    };
    const head = table.createTHead().insertRow();
    for (const word of ["Setting", "Before", "After"]) cell(head, "th", word, "", "col");
    const body = table.createTBody();
    for (const one of changes) {
      const row = body.insertRow();
      cell(row, "th", one.name, "", "row");
      cell(row, "td", one.before || "Not set", one.before ? "diff__old" : "diff__none");
      cell(row, "td", one.after || "Not set", one.after ? "diff__new" : "diff__none");
    }
    table.createCaption().textContent = "Settings that differ";
    place.replaceChildren(table);
  }

  private draw(left: string, right: string): void {
    const place = this.options.card.querySelector<HTMLElement>("[data-compare-body]");
    if (!place) return;
    this.view?.destroy();
    const words = (select: HTMLSelectElement) => select.selectedOptions[0]?.textContent ?? "";
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        reading,
        EditorState.readOnly.of(true),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": `${label}, read-only`, "aria-multiline": "true", spellcheck: "false" }),
      ],
    });
    this.view = new MergeView({
      parent: place,
      a: side(left, words(this.before)),
      b: side(right, words(this.after)),
      gutter: true,
      collapseUnchanged: { margin: 4, minSize: 8 },
    });
    const count = getChunks(this.view.b.state)?.chunks.length ?? 0;
    const line = this.options.card.querySelector("[data-compare-words]");
    const text = left === right ? "No difference in this direction." : `${plural(count, "place")} ${count === 1 ? "differs" : "differ"}.`;
    if (line) line.textContent = text;
    this.options.host.say(text);
  }
}
