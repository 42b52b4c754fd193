// The rule editor's page: two texts, their problems, saving with a message, history, comparing, the way to a line.
// A bundle of its own, loaded only when such a page is shown.

import { isolateHistory } from "@codemirror/commands";
import { forceLinting } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { createCode, offsetOf, type Problem, type Side } from "./editor-code";
import { Compare, TYPED } from "./editor-compare";
import { guardUnsaved } from "./editor-guard";
import { LastRun } from "./editor-failed";
import type { EditorHost } from "./editor-loader";
import { newerBanner } from "./editor-newer";
import { countErrors, plural, showProblems, summary } from "./editor-problems";
import { Settings } from "./editor-settings";

type Tab = Side | "settings";

const SIDES: Side[] = ["outgoing", "incoming"];
const TABS: Tab[] = [...SIDES, "settings"];

interface Texts {
  number: number;
  outgoing: string;
  incoming: string;
}

/** Brings the page to life; what it gives ends all listening. */
export function mount(root: HTMLElement, host: EditorHost): { destroy(): void } {
  const page = new RulesPage(root, host);
  return { destroy: () => page.destroy() };
}

class RulesPage {
  private readonly base: string;
  private readonly locked: boolean;
  private readonly views = {} as Record<Side, EditorView>;
  private readonly kept = {} as Record<Side, Text>; // what is saved
  private readonly lastRun = new LastRun();
  private readonly problems: Record<Side, Problem[]> = { outgoing: [], incoming: [] };
  private readonly stops: (() => void)[] = [];
  private readonly compare: Compare;
  private readonly settings: Settings;
  private tab: Tab;
  private number: number; // the version that the texts were made from
  private side: Side;
  private wasDirty = false;
  private heard = 0; // the newest version that was named to us, which the history may not show yet

  constructor(
    private readonly root: HTMLElement,
    private readonly host: EditorHost,
  ) {
    this.base = root.dataset.base ?? "";
    this.locked = root.hasAttribute("data-locked");
    this.number = Number(root.dataset.number);
    this.side = root.dataset.side === "incoming" ? "incoming" : "outgoing";
    this.tab = root.dataset.side === "settings" ? "settings" : this.side;
    for (const side of SIDES) this.open(side);
    this.settings = new Settings(this.part("[data-settings]"));
    this.compare = new Compare({
      host,
      base: this.base,
      card: this.part("[data-compare]"),
      newest: () => this.newest(),
      typed: (side) => this.views[side].state.doc.toString(),
      side: () => this.side,
      dirty: () => this.dirty(),
    });
    this.listen();
    const line = Number(root.dataset.line);
    if (line > 0 && this.tab !== "settings") this.go(this.side, line, Number(root.dataset.column) || 1);
    this.refresh();
    this.layOut();
    this.openAsked(Number(root.dataset.versionAsked));
  }

  /** A link from elsewhere leads to a version: an old one is shown beside what runs now, the one that runs is here. */
  private openAsked(version: number): void {
    if (version > 0 && version < this.newest() && this.tab !== "settings") this.openCompare(version);
  }

  destroy(): void {
    this.stops.forEach((stop) => stop());
    this.compare.close();
    SIDES.forEach((side) => this.views[side].destroy());
  }

  private open(side: Side): void {
    const place = this.part(`[data-code-for="${side}"]`);
    const text = this.part<HTMLTextAreaElement>(`[data-text="${side}"]`).value;
    place.replaceChildren();
    this.views[side] = createCode(place, text, {
      host: this.host,
      base: this.base,
      side,
      locked: this.locked,
      save: () => this.save(),
      changed: () => this.refresh(),
      found: (problems) => {
        this.problems[side] = problems;
        this.refresh();
        this.list();
      },
    });
    this.kept[side] = this.views[side].state.doc;
    if (!this.locked) forceLinting(this.views[side]);
  }

  private listen(): void {
    const on = (name: string, run: (event: CustomEvent) => void) => {
      const heard = (event: Event) => run(event as CustomEvent);
      document.addEventListener(name, heard);
      this.stops.push(() => document.removeEventListener(name, heard));
    };
    this.stops.push(guardUnsaved(this.base, this.host, () => this.dirty() || this.settings.dirty()));
    on("click", (event) => this.clicked(event.target as Element));
    on("keydown", (event) => this.pressed(event as unknown as KeyboardEvent));
    on("htmx:configRequest", ({ detail }) => {
      if ((detail.elt as Element).id === "rules-settings") detail.parameters.expected = String(this.number);
      if ((detail.elt as Element).id === "preview-form") this.lastRun.begin(this.views);
      if (this.locked || !(detail.elt as Element).matches("[data-with-texts]")) return;
      for (const side of SIDES) detail.parameters[side] = this.views[side].state.doc.toString();
    });
    on("rules-saved", ({ detail }) => void this.saved(Number(detail.number), Boolean(detail.typed), Boolean(detail.settings)));
    on("htmx:beforeSwap", ({ detail }) => {
      const asked = (detail.target as Element).id === "rules-panel-settings" && detail.requestConfig?.verb === "get";
      if (asked && this.settings.overtaken()) detail.shouldSwap = false;
    });
    on("htmx:afterSwap", ({ detail }) => {
      if (["rules-panel-settings", "rules-settings"].includes((detail.target as Element).id)) {
        this.settings.arrived();
        if (this.root.querySelector("#rules-settings [role='alert']")) this.askHistory();
      }
      if ((detail.target as Element).id === "dialog" && document.querySelector("#keep-mine")) this.askHistory();
      if ((detail.target as Element).id === "preview-result") this.lastRun.show(this.part("#preview-result"), this.views);
      if ((detail.target as Element).id === "rules-history" || (detail.elt as Element)?.id === "rules-history") this.overtaken();
    });
  }

  private clicked(target: Element): void {
    this.settings.clicked(target);
    const button = target.closest<HTMLElement>(
      "[data-side-tab], #rules-check, #rules-save, #rules-preview, [data-compare-open], [data-compare-close], [data-restore], [data-goto], [data-theirs], [data-look], [data-ask-theirs]",
    );
    if (!button) return;
    const { dataset } = button;
    if (dataset.sideTab) this.show(dataset.sideTab as Tab);
    else if (button.id === "rules-check") void this.host.work(button, () => this.check());
    else if (button.id === "rules-save") this.save();
    else if (button.id === "rules-preview") this.preview();
    else if (dataset.compareOpen !== undefined) this.openCompare(Number(dataset.compareOpen) || this.number);
    else if (dataset.compareClose !== undefined) this.closeCompare();
    else if (dataset.restore) this.ask(`restore?number=${dataset.restore}&dirty=${this.dirty() ? 1 : 0}`, button);
    else if (dataset.goto) this.goTo(dataset.goto);
    else if (dataset.theirs) void this.take();
    else if (dataset.askTheirs) this.dirty() ? this.ask("reload", button) : void this.take();
    else if (dataset.look) setTimeout(() => this.openCompare(Number(dataset.look)));
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.altKey) {
      event.preventDefault(); // the browser would offer to save the page
      if (!target.closest(".cm-editor, dialog")) this.save();
    }
    if (target.closest("[data-side-tab]") && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowLeft" ? TABS.length - 1 : 1;
      const at = event.key === "Home" ? 0 : event.key === "End" ? TABS.length - 1 : (TABS.indexOf(this.tab) + step) % TABS.length;
      const next = TABS[at] as Tab;
      this.show(next);
      this.part(`[data-side-tab="${next}"]`).focus();
    }
  }

  private dirty(): boolean {
    return !this.locked && SIDES.some((side) => !this.views[side].state.doc.eq(this.kept[side]));
  }

  private show(tab: Tab): void {
    this.tab = tab;
    if (tab !== "settings") this.side = tab;
    else this.closeCompare(false);
    for (const one of TABS) {
      const button = this.part(`[data-side-tab="${one}"]`);
      button.setAttribute("aria-selected", String(one === tab));
      button.tabIndex = one === tab ? 0 : -1;
    }
    for (const one of SIDES) this.part(`[data-panel="${one}"]`).hidden = one !== this.side;
    this.layOut();
    this.views[this.side].requestMeasure();
    this.list();
    if (this.compare.isOpen) void this.compare.show();
  }

  /** Shows one of: the editor, the settings, two versions beside each other. */
  private layOut(): void {
    const settings = this.tab === "settings";
    this.part("[data-editor-card]").hidden = settings || this.compare.isOpen;
    this.part("[data-settings]").hidden = !settings || this.compare.isOpen;
    for (const name of ["check", "save"]) {
      const button = this.root.querySelector<HTMLElement>(`#rules-${name}`);
      if (button) button.hidden = settings; // the form has its own
    }
    this.part("[data-why]").hidden = settings;
  }

  private list(): void {
    const view = this.views[this.side];
    showProblems(
      this.part("[data-problems]"),
      this.problems[this.side],
      (problem) => this.go(this.side, problem.line, problem.column),
      (problem) => {
        const from = offsetOf(view.state.doc, problem.line, problem.column);
        view.dispatch({ changes: { from, to: from + problem.length, insert: problem.fix }, selection: { anchor: from + problem.fix.length } });
        view.focus();
      },
    );
  }

  /** Everything on the page that follows from the texts and their problems. */
  private refresh(): void {
    const dirty = this.dirty();
    const errors = SIDES.map((side) => [side, this.problems[side].filter((one) => one.severity === "error").length] as const);
    for (const [side, count] of errors) countErrors(this.part(`[data-side-tab="${side}"] [data-errors]`), count);
    const wrong = errors.find(([, count]) => count);
    const save = this.root.querySelector("#rules-save");
    save?.setAttribute("aria-disabled", String(!dirty || Boolean(wrong)));
    this.part("[data-why]").textContent = this.locked ? "" : this.why(dirty, wrong?.[0]);
    if (dirty !== this.wasDirty) {
      this.part("[data-state]").textContent = dirty ? `Unsaved changes, based on version ${this.number}` : `Version ${this.number} runs`;
      this.wasDirty = dirty;
    }
    const draft = this.root.querySelector<HTMLElement>("[data-draft]");
    if (draft) {
      draft.hidden = !dirty;
      const from = draft.querySelector("[data-draft-base]");
      if (from) from.textContent = String(this.number);
      const lozenge = draft.querySelector("[data-draft-state]");
      const total = errors.reduce((sum, [, count]) => sum + count, 0);
      lozenge?.classList.toggle("loz--danger", total > 0);
      if (lozenge) lozenge.textContent = total ? plural(total, "error") : "Not saved";
    }
  }

  private why(dirty: boolean, wrong: Side | undefined): string {
    if (wrong) return `Save is off: ${summary(this.problems[wrong])}${wrong === this.side ? "" : ` (${wrong})`}`;
    if (!dirty) return "Save is off: nothing changed";
    return summary(this.problems[this.side]);
  }

  private save(): void {
    const button = this.root.querySelector("#rules-save");
    if (!button || this.locked) return;
    if (this.tab === "settings") return this.settings.submit();
    if (button.getAttribute("aria-disabled") === "true") return this.host.say(this.part("[data-why]").textContent ?? "");
    this.ask(`save?expected=${this.number}`, document.activeElement?.closest(".cm-editor") ? this.views[this.side].contentDOM : button);
  }

  private async saved(number: number, typed: boolean, settings: boolean): Promise<void> {
    this.number = number;
    if (settings) this.wasDirty = !this.dirty(); // the texts stay; the line above is written anew
    else if (typed) {
      for (const side of SIDES) this.kept[side] = this.views[side].state.doc;
      this.closeCompare(false);
    } else await this.take();
    if (!this.dirty()) {
      this.part("[data-state]").textContent = `Version ${number} runs, saved just now by you`;
      this.wasDirty = false;
    }
    this.refresh();
    this.askHistory();
  }

  private askHistory(): void {
    this.root.querySelector("#rules-history")?.dispatchEvent(new CustomEvent("poll"));
  }

  /** Puts what runs now into the editor; what was there comes back with Undo. */
  private async take(): Promise<void> {
    try {
      const texts = (await this.host.ask(`${this.base}/text`)) as Texts;
      for (const side of SIDES) {
        const view = this.views[side];
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: texts[side] },
          annotations: isolateHistory.of("full"), // Undo takes back this alone
        });
        this.kept[side] = view.state.doc;
      }
      this.number = texts.number;
      this.wasDirty = true; // so that the line above is written anew
      this.closeCompare(false);
      this.settings.refresh();
      this.refresh();
      this.overtaken();
      this.host.say(`The editor shows version ${texts.number}`);
    } catch (error) {
      this.host.banner(error);
    }
  }

  /** Says above the editor that somebody saved since these texts were opened. */
  private overtaken(): void {
    this.refresh();
    const history = this.root.querySelector<HTMLElement>("#rules-history");
    const newest = Number(history?.dataset.current ?? 0);
    const place = this.part("[data-newer]");
    place.replaceChildren();
    if (!history || newest <= this.number || this.locked) return;
    place.append(newerBanner(newest, history.dataset.author || "Somebody else", history.dataset.message ?? ""));
  }

  private async check(): Promise<void> {
    for (const side of SIDES) {
      try {
        const text = this.views[side].state.doc.toString();
        const found = (await this.host.ask(`${this.base}/check`, { text })) as { problems: Problem[] };
        this.problems[side] = found.problems;
      } catch (error) {
        return this.host.banner(error);
      }
    }
    this.refresh();
    this.list();
    const first = [this.side, ...SIDES].find((side) => this.problems[side].length);
    if (!first) {
      this.part("[data-why]").textContent = "No problems found";
      return this.host.say("No problems found");
    }
    const problem = this.problems[first][0];
    if (problem) this.go(first, problem.line, problem.column);
    this.host.say(`${summary(this.problems[first])}. ${problem?.message ?? ""}`);
  }

  private preview(): void {
    const card = this.part("#preview");
    card.scrollIntoView({ block: "start", behavior: "smooth" });
    const chosen = card.querySelector<HTMLInputElement>("[data-part='id']")?.value;
    if (chosen) card.querySelector<HTMLFormElement>("form")?.requestSubmit();
    else setTimeout(() => card.querySelector<HTMLElement>("#preview-entity")?.click());
  }

  /** The newest version that this page has heard of. */
  private newest(): number {
    this.heard = Math.max(this.heard, this.number, Number(this.root.querySelector<HTMLElement>("#rules-history")?.dataset.current ?? 0));
    return this.heard;
  }

  private openCompare(number: number): void {
    this.heard = Math.max(this.heard, number);
    const newest = this.newest();
    const other = this.dirty() ? TYPED : number === newest ? Math.max(1, newest - 1) : newest;
    const [before, after] = other !== TYPED && other < number ? [other, number] : [number, other];
    this.compare.open(before, after);
    this.layOut();
    this.part("[data-before]").focus();
    this.part("[data-compare]").scrollIntoView({ block: "nearest" });
  }

  private closeCompare(focus = true): void {
    if (!this.compare.isOpen) return;
    this.compare.close();
    this.layOut();
    this.views[this.side].requestMeasure();
    if (focus && this.tab !== "settings") this.views[this.side].focus();
  }

  private goTo(place: string): void {
    const [side, line, column] = place.split(":");
    document.dispatchEvent(new Event("liaise:close-dialog"));
    setTimeout(() => this.go(side as Side, Number(line), Number(column)), 20);
  }

  private go(side: Side, line: number, column: number): void {
    this.closeCompare(false);
    this.show(side);
    const view = this.views[side];
    const at = offsetOf(view.state.doc, line, column);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    view.focus();
  }

  private ask(question: string, opener: Element): void {
    this.host.openDialog(`${this.base}/ask/${question}`, opener);
  }

  private part<Part extends HTMLElement = HTMLElement>(selector: string): Part {
    const found = this.root.querySelector<Part>(selector);
    if (!found) throw new Error(`The page lacks ${selector}`);
    return found;
  }
}
