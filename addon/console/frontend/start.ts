// Starts the console inside its host: handshake, then the first fragment; everything else follows from the fragments.

import htmx from "htmx.org";
import { BridgeFailure, type Bridge } from "./bridge";
import { watchChoices } from "./choices";
import { watchCopying } from "./clipboard";
import { watchDialog } from "./dialog";
import { watchDownloads } from "./download";
import { watchEditor } from "./editor-loader";
import { watchLive } from "./live";
import { watchMenus } from "./menus";
import { watchOrder } from "./order";
import { showCut } from "./overflow";
import { reportPanelHeight } from "./panel";
import { watchPickers } from "./picker";
import { forgetPlace, startingPlace, watchPlace } from "./place";
import { watchProposals } from "./proposal";
import { watchRequests } from "./requests";
import { watchReveals } from "./reveal";
import { watchStaying } from "./staying";
import { watchSwitches } from "./switches";
import { watchTabs } from "./tabs";
import { watchTimes } from "./times";
import { watchTyping } from "./typed";
import { followSystem, schemeWithoutHost } from "./theme";

/** Runs the console over this bridge. */
export async function start(bridge: Bridge): Promise<void> {
  const page = document.body;
  if (window.parent === window) return showOutside();
  schemeWithoutHost();
  watchRequests(bridge);
  watchOrder();
  watchSwitches();
  watchTabs();
  watchTimes();
  watchTyping();
  showCut();
  watchMenus();
  watchDialog(bridge);
  watchChoices();
  watchReveals();
  watchStaying();
  watchPickers();
  watchProposals();
  watchCopying();
  watchDownloads(bridge);
  watchLive();
  watchEditor(bridge);
  watchLinks(bridge);
  watchPlace();
  try {
    await bridge.connect();
  } catch (error) {
    return showFailure(bridge, error);
  }
  if (page.dataset.page === "panel") reportPanelHeight(bridge);
  const first = () => showFirst(page.dataset.start ?? "/console/connections");
  watchAgain(first);
  await first();
  bridge.loaded();
}

/** Asks for the first page once more where it did not come. */
function watchAgain(first: () => Promise<void>): void {
  document.addEventListener("click", (event) => {
    const again = (event.target as Element).closest<HTMLElement>("[data-again]");
    if (!again) return;
    again.hidden = true;
    document.querySelector("[data-waiting]")?.removeAttribute("hidden");
    document.querySelectorAll("[data-banner]").forEach((place) => place.replaceChildren());
    void first();
  });
}

/** The list that the address names, as after a reload; what the host's entry leads to where there is none any more. */
async function showFirst(usual: string): Promise<void> {
  const show = (path: string) => htmx.ajax("get", path, { target: "#app", swap: "innerHTML" });
  const named = document.body.dataset.page === "panel" ? null : startingPlace();
  if (!named) return show(usual);
  const answered = (event: Event) => {
    const { pathInfo } = (event as CustomEvent).detail as { pathInfo?: { requestPath?: string } };
    if (pathInfo?.requestPath !== named) return;
    document.removeEventListener("htmx:afterRequest", answered);
    if (document.querySelector("#app h2")) return;
    forgetPlace();
    void show(usual);
  };
  document.addEventListener("htmx:afterRequest", answered);
  return show(named);
}

/** Links out of the console open in a new window through the host. */
function watchLinks(bridge: Bridge): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("[data-open]");
    if (!link) return;
    event.preventDefault();
    const address = link.dataset.open ?? "";
    if (/^https?:\/\//.test(address)) bridge.open(address);
  });
}

function showOutside(): void {
  followSystem();
  document.getElementById("app")?.replaceChildren();
  document.getElementById("outside")?.removeAttribute("hidden");
}

function showFailure(bridge: Bridge, error: unknown): void {
  if (!(error instanceof BridgeFailure)) console.error(error);
  const failure =
    error instanceof BridgeFailure
      ? error
      : new BridgeFailure("Liaise could not start", "Reload the page. If it stays so, tell support this word:", "start_failed");
  const say = document.getElementById("failure");
  const text = (selector: string, value: string) => {
    const element = say?.querySelector(selector);
    if (element) element.textContent = value;
  };
  text("h2", failure.title);
  text("[data-message]", failure.message);
  text("[data-reason]", failure.reason);
  const reload = say?.querySelector("button");
  reload?.addEventListener("click", () => window.location.reload());
  if (failure.final) reload?.setAttribute("hidden", "");
  document.getElementById("app")?.replaceChildren();
  say?.removeAttribute("hidden");
  // Whoever types into the host's own form goes on typing there: a new work item has its title beside the panel.
  if (document.hasFocus()) say?.querySelector<HTMLElement>("h2")?.focus();
  bridge.failed(failure.message);
  if (document.body.dataset.page === "panel") reportPanelHeight(bridge);
}
