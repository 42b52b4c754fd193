// How the editor looks: only the console's own variables, so that it follows the host's light or dark by itself.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const chrome = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--code-surface)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "20px", fontVariantLigatures: "none" },
  ".cm-content": { caretColor: "var(--text)", padding: "6px 0" },
  ".cm-line": { padding: "0 12px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": {
    backgroundColor: "var(--code-gutter)",
    color: "var(--code-gutter-text)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "36px", padding: "0 8px 0 4px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-line)" },
  ".cm-failedLine": { backgroundColor: "var(--diff-removed)" },
  ".cm-lineNumbers .cm-failedGutter": { color: "var(--danger-text)", fontWeight: "600", boxShadow: "inset 3px 0 0 var(--danger-icon)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--editor-selection)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--accent-line)",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--diff-removed)" },
  ".cm-selectionMatch": { backgroundColor: "var(--neutral-subtle)" },
  ".cm-searchMatch": { backgroundColor: "var(--warning-subtle)", outline: "1px solid var(--warning-icon)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--surface-selected)" },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.atom, tags.bool, tags.null, tags.standard(tags.name)], color: "var(--code-keyword)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: tags.propertyName, color: "var(--code-property)" },
  { tag: tags.meta, color: "var(--code-function)" },
]);

/** Colors, spacing and marks. */
export const appearance: Extension = [chrome, syntaxHighlighting(colors)];
