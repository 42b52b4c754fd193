// Loads the rule editor's code when a page with one is shown, and lends it what only the console's frame has.

import htmx from "htmx.org";
import { BridgeFailure, type Bridge } from "./bridge";
import { isBusy, releaseBusy, showBusy, showLoading } from "./busy";
import { showBanner } from "./requests";
import { say } from "./say";

/** What the editor may ask of the page around it. */
export interface EditorHost {
  /** Asks our server for JSON, with a body to send it one; rejects with a sentence. */
  ask(path: string, body?: unknown): Promise<unknown>;
  /** Puts a fragment into the dialog, as if `opener` had asked for it. */
  openDialog(path: string, opener: Element): void;
  /** Shows on a button that its work goes on; does nothing when it is at work already. */
  work(button: Element, run: () => Promise<void>): Promise<void>;
  /** Says a result to screen readers. */
  say(words: string): void;
  /** Shows what went wrong above the content. */
  banner(error: unknown): void;
}

interface Mounted {
  destroy(): void;
}

interface EditorModule {
  mount(root: HTMLElement, host: EditorHost): Mounted;
}

const ANSWERS_MS = 30_000;

let shown: { root: HTMLElement; editor: Mounted | null } | null = null;

/** Watches for pages with `data-rules`. */
export function watchEditor(bridge: Bridge): void {
  const host: EditorHost = {
    ask: (path, body) => ask(bridge, path, body),
    openDialog: (path, opener) => {
      void htmx.ajax("get", path, { source: opener, target: "#dialog", swap: "innerHTML" });
    },
    work: async (button, run) => {
      if (isBusy(button)) return;
      showBusy(button);
      showLoading(button);
      await run().finally(() => releaseBusy(button));
    },
    say,
    banner: showBanner,
  };
  document.addEventListener("htmx:afterSwap", () => {
    if (shown && !shown.root.isConnected) {
      shown.editor?.destroy();
      shown = null;
    }
    const root = document.querySelector<HTMLElement>("[data-rules]");
    if (root && !shown) void load(root, host);
  });
}

async function load(root: HTMLElement, host: EditorHost): Promise<void> {
  const here = { root, editor: null as Mounted | null };
  shown = here;
  const letGo = holdPresses(root);
  try {
    const module = (await import(root.dataset.module ?? "")) as EditorModule;
    if (root.isConnected) here.editor = module.mount(root, host);
  } catch (error) {
    console.error(error);
    host.banner(
      new BridgeFailure("The editor could not be loaded", "Check the network, then reload the page.", "editor_missing"),
    );
  } finally {
    letGo(here.editor !== null);
  }
}

/** The page is there before the code that answers its buttons: the last press waits for it, and settings are closed. */
function holdPresses(root: HTMLElement): (answered: boolean) => void {
  const settings = root.querySelector<HTMLElement>("[data-settings]");
  let pressed: HTMLElement | null = null;
  const hold = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed) releaseBusy(pressed);
    pressed = button;
    showLoading(button);
  };
  root.addEventListener("click", hold, true);
  if (settings) settings.inert = true;
  return (answered) => {
    root.removeEventListener("click", hold, true);
    if (settings) settings.inert = false;
    if (!pressed) return;
    releaseBusy(pressed);
    if (answered) (document.getElementById(pressed.id) ?? pressed).click();
  };
}

async function ask(bridge: Bridge, path: string, body: unknown): Promise<unknown> {
  let answer = await fetched(bridge, path, body, false);
  if (answer.status === 401) answer = await fetched(bridge, path, body, true);
  const found = (await answer.json().catch(() => ({}))) as { message?: string; reason?: string };
  if (answer.ok) return found;
  throw new BridgeFailure(
    "Liaise could not answer",
    found.message ?? "Try again in a minute. What you typed is still here.",
    found.reason ?? `status_${answer.status}`,
  );
}

async function fetched(bridge: Bridge, path: string, body: unknown, renew: boolean): Promise<Response> {
  const headers = await bridge.headers(renew);
  const sent =
    body === undefined
      ? { headers }
      : { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    return await fetch(path, { ...sent, credentials: "omit", signal: AbortSignal.timeout(ANSWERS_MS) });
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") {
      throw new BridgeFailure("Liaise took longer than 30 seconds", "Try again. Nothing that you typed is lost.", "timeout");
    }
    throw new BridgeFailure("Liaise cannot be reached", "Check the network, then try again.", "unreachable");
  }
}
