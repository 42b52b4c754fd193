// One rule's editor: Groovy, completion, meanings on hover, problems while typing.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, StreamLanguage } from "@codemirror/language";
import { groovy } from "@codemirror/legacy-modes/mode/groovy";
import { lintGutter, linter, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import { crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, rectangularSelection } from "@codemirror/view";
import { failing } from "./editor-failed";
import type { EditorHost } from "./editor-loader";
import { appearance } from "./editor-theme";

export type Side = "outgoing" | "incoming";

/** What the server says of a place in a text; lines and columns count from 1. */
export interface Problem {
  line: number;
  column: number;
  severity: "error" | "warning";
  message: string;
  length: number;
  fix: string;
}

interface Item {
  label: string;
  kind: string;
  signature: string;
  doc: string;
  insert: string;
  column: number;
}

export interface CodeOptions {
  host: EditorHost;
  base: string;
  side: Side;
  locked: boolean;
  save(): void;
  changed(): void;
  found(problems: Problem[]): void;
}

const CHECK_AFTER_MS = 500;
const FIND_WORDS = {
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
};
const KINDS: Record<string, string> = { method: "function", property: "property", field: "property", constant: "constant", variable: "variable", class: "class", keyword: "keyword" };

/** Language and looks, for the editor and for texts that are only compared. */
export const reading: Extension = [
  StreamLanguage.define(groovy),
  appearance,
  lineNumbers(),
];

/** An editor in `parent` over `text`. */
export function createCode(parent: HTMLElement, text: string, options: CodeOptions): EditorView {
  const { locked, side } = options;
  const label = `${side === "outgoing" ? "Outgoing" : "Incoming"} rule${locked ? ", read-only" : ""}`;
  const editing: Extension = locked
    ? [EditorState.readOnly.of(true)]
    : [
        history(),
        indentOnInput(),
        closeBrackets(),
        autocompletion({ override: [(context) => complete(context, options)], activateOnTyping: true, maxRenderedOptions: 60, icons: false }),
        linter((view) => check(view, options), { delay: CHECK_AFTER_MS }),
        dropCursor(),
        EditorView.updateListener.of((update) => update.docChanged && options.changed()),
      ];
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: () => (options.save(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          indentWithTab,
        ]),
        locked ? [] : lintGutter(), // left of the numbers
        reading,
        failing,
        editing,
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        rectangularSelection(),
        crosshairCursor(),
        bracketMatching(),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorState.phrases.of(FIND_WORDS),
        indentUnit.of("    "),
        hoverTooltip((view, position) => meaning(view, position, options)),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-describedby": "rules-keys",
          "aria-multiline": "true",
          spellcheck: "false",
          autocapitalize: "off",
          autocorrect: "off",
        }),
      ],
    }),
  });
}

/** Where a line and column lie in a text; places outside it move to its nearest end. */
export function offsetOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(found.to, found.from + Math.max(0, column - 1));
}

async function check(view: EditorView, options: CodeOptions): Promise<Diagnostic[]> {
  const doc = view.state.doc;
  try {
    const { problems } = (await options.host.ask(`${options.base}/check`, { text: doc.toString() })) as { problems: Problem[] };
    if (view.state.doc === doc) options.found(problems);
    return problems.map((problem) => diagnostic(doc, problem));
  } catch {
    return []; // the next keystroke asks again; saving says what is wrong
  }
}

function diagnostic(doc: Text, problem: Problem): Diagnostic {
  let from = offsetOf(doc, problem.line, problem.column);
  const line = doc.lineAt(from);
  let to = Math.min(line.to, from + problem.length);
  if (!problem.length) {
    const word = /^[\w$]+/.exec(line.text.slice(from - line.from));
    to = from + (word ? word[0].length : Math.min(1, line.to - from));
    if (to === from && from > line.from) from -= 1; // the end of a line: something has to carry the mark
  }
  const { severity, message, fix } = problem;
  const actions = fix ? [{ name: `Use ${fix}`, apply: (view: EditorView, a: number, b: number) => view.dispatch({ changes: { from: a, to: b, insert: fix } }) }] : [];
  return { from, to: Math.max(to, from), severity, message, actions };
}

async function complete(context: CompletionContext, options: CodeOptions): Promise<CompletionResult | null> {
  const before = context.matchBefore(/(?:[\w$]+|[.?]\s*["']?[\w .-]*)$/);
  if (!context.explicit && !before) return null;
  const line = context.state.doc.lineAt(context.pos);
  const column = context.pos - line.from + 1;
  try {
    const answer = (await options.host.ask(`${options.base}/complete`, { text: context.state.doc.toString(), line: line.number, column })) as { items: Item[] };
    const first = answer.items[0];
    if (!first || context.aborted) return null;
    const from = line.from + first.column - 1;
    return {
      from,
      options: answer.items
        .filter((item) => item.column === first.column)
        .map((item) => ({
          label: item.label,
          detail: item.kind === "field" ? item.signature : item.kind === "keyword" ? "" : item.kind,
          type: KINDS[item.kind] ?? "text",
          info: item.doc || (item.signature.includes("(") ? item.signature : undefined),
          apply: item.insert,
          boost: { field: -10, keyword: -20, class: -30 }[item.kind] ?? 0, // the names that most rules use come first
        })),
      validFor: /^[\w$ .-]*$/,
    };
  } catch {
    return null;
  }
}

async function meaning(view: EditorView, position: number, options: CodeOptions) {
  const line = view.state.doc.lineAt(position);
  const around = /[\w$]/.test(line.text[position - line.from] ?? "") || /[\w$]/.test(line.text[position - line.from - 1] ?? "");
  if (!around) return null;
  try {
    const found = (await options.host.ask(`${options.base}/hover`, {
      text: view.state.doc.toString(),
      line: line.number,
      column: position - line.from + 1,
    })) as { signature: string; doc: string };
    if (!found.signature && !found.doc) return null;
    return {
      pos: position,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "rules__tip";
        const signature = document.createElement("p");
        signature.className = "mono";
        signature.textContent = found.signature;
        const words = document.createElement("p");
        words.textContent = found.doc;
        dom.append(...(found.signature ? [signature] : []), ...(found.doc ? [words] : []));
        return { dom };
      },
    };
  } catch {
    return null;
  }
}
