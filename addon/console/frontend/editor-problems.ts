// The list of problems below the editor: errors first, each with one way out.

import type { Problem } from "./editor-code";

const SHOWN = 20;

/** Shows the problems of the rule in view; `go` and `fix` carry out the one action of each. */
export function showProblems(
  region: HTMLElement,
  problems: Problem[],
  go: (problem: Problem) => void,
  fix: (problem: Problem) => void,
): void {
  region.hidden = problems.length === 0;
  region.replaceChildren(...problems.slice(0, SHOWN).map((problem) => row(problem, go, fix)));
  if (problems.length > SHOWN) {
    const more = document.createElement("p");
    more.className = "problem small muted";
    more.textContent = `and ${problems.length - SHOWN} more`;
    region.append(more);
  }
}

/** "1 error in line 16, 2 warnings"; nothing when there are none. */
export function summary(problems: Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.length - errors.length;
  const parts: string[] = [];
  if (errors[0]) parts.push(`${plural(errors.length, "error")}${errors.length === 1 ? ` in line ${errors[0].line}` : ""}`);
  if (warnings) parts.push(plural(warnings, "warning"));
  return parts.join(", ");
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function row(problem: Problem, go: (problem: Problem) => void, fix: (problem: Problem) => void): HTMLElement {
  const line = document.createElement("div");
  line.className = `problem problem--${problem.severity}`;
  const place = document.createElement("span");
  place.className = "mono muted";
  place.textContent = `${problem.line}:${problem.column}`;
  const words = document.createElement("span");
  const kind = document.createElement("span");
  kind.className = "sr";
  kind.textContent = problem.severity === "error" ? "Error: " : "Warning: ";
  words.append(kind, problem.message);
  const actions = document.createElement("span");
  actions.className = "row";
  if (problem.fix) actions.append(button("Fix", `: use ${problem.fix}`, () => fix(problem)));
  actions.append(button("Go to line", ` ${problem.line}`, () => go(problem)));
  line.append(icon(problem.severity), place, words, actions);
  return line;
}

function button(words: string, hidden: string, run: () => void): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn--link";
  const more = document.createElement("span");
  more.className = "sr";
  more.textContent = hidden;
  made.append(words, more);
  made.addEventListener("click", run);
  return made;
}

function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Shows on a tab how many errors its text has; none: nothing. */
export function countErrors(badge: HTMLElement, count: number): void {
  badge.hidden = count === 0;
  const words = document.createElement("span");
  words.className = "sr";
  words.textContent = ` ${count === 1 ? "error" : "errors"}`;
  badge.replaceChildren(String(count), words);
}
