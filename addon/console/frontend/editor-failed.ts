// The line at which a rule failed in the last preview: tinted, and marked in the gutter until it is edited.

import { RangeSet, StateEffect, StateField, type Extension, type Text, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

const mark = StateEffect.define<number>(); // where the line begins; below zero: none

class Failed extends GutterMarker {
  override elementClass = "cm-failedGutter";
}

const inGutter = new Failed();
const inText = Decoration.line({ class: "cm-failedLine", attributes: { title: "The rule failed here in the last preview" } });

/** Where the marked line begins, or -1. Marks move with the text; a mark goes once its line is edited. */
const place = StateField.define<number>({
  create: () => -1,
  update: (at, transaction) => {
    const asked = transaction.effects.find((effect) => effect.is(mark));
    if (asked) return asked.value;
    return at >= 0 && transaction.docChanged ? moved(at, transaction) : at;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (at) => (at < 0 ? Decoration.none : Decoration.set(inText.range(at)))),
    gutterLineClass.from(field, (at) => (at < 0 ? RangeSet.empty : RangeSet.of(inGutter.range(at)))),
  ],
});

/** Lets an editor carry the mark. */
export const failing: Extension = place;

/** The texts that the last preview ran, so that a line is marked only in the text that failed there. */
export class LastRun {
  private readonly texts = new Map<string, Text>();

  /** Keeps what is about to be run. */
  begin(views: Record<string, EditorView>): void {
    for (const [side, view] of Object.entries(views)) this.texts.set(side, view.state.doc);
  }

  /** Marks the lines that a shown result leads to (`data-goto="side:line:column"`), and no other. */
  show(result: ParentNode, views: Record<string, EditorView>): void {
    const places = [...result.querySelectorAll<HTMLElement>("[data-goto]")].map((one) => (one.dataset.goto ?? "").split(":"));
    for (const [side, view] of Object.entries(views)) {
      const { doc } = view.state;
      const line = Number(places.find(([name]) => name === side)?.[1] ?? 0);
      const known = line > 0 && line <= doc.lines && this.texts.get(side)?.eq(doc);
      view.dispatch({ effects: mark.of(known ? doc.line(line).from : -1) });
    }
  }
}

function moved(at: number, { changes, startState }: Transaction): number {
  const { from, to } = startState.doc.lineAt(at);
  return changes.touchesRange(from, to) ? -1 : changes.mapPos(at, 1);
}
