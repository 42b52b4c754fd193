// Every htmx request: the host's token in a header, one renewal after a 401, busy buttons, failures as a banner.

import htmx from "htmx.org";
import { BridgeFailure, type Bridge } from "./bridge";
import { isBusy, releaseBusy, showBusy, showLoading } from "./busy";
import { sayToast } from "./say";

const MARK = "Liaise-Fragment"; // only answers with this header come from our templates

let identity: Record<string, string> = {};
const again = new WeakMap<Element, () => void>();
const renewed = new WeakSet<Element>();

/** Hooks into htmx; call once, before the first request. */
export function watchRequests(bridge: Bridge): void {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    disableInheritance: true, // each element says its own target: nothing leaks from a live part into its rows
    historyEnabled: false,
    refreshOnHistoryMiss: false,
    selfRequestsOnly: true,
    defaultSettleDelay: 0,
    attributesToSettle: [], // else elements with an id get their old classes back for a moment
    scrollIntoViewOnBoost: false,
    timeout: 30_000,
    responseHandling: [
      { code: "204", swap: false },
      { code: "401", swap: false, error: true },
      { code: "...", swap: true },
    ],
  });

  // A request waits for its token: htmx lets a listener of this event hold it back and issue it later.
  document.addEventListener("htmx:confirm", (event) => {
    const { elt, verb, triggeringEvent, issueRequest } = (event as CustomEvent).detail as Held;
    event.preventDefault();
    if (isBusy(elt)) {
      if (verb !== "get" || !(elt instanceof HTMLFormElement)) return;
      htmx.trigger(elt, "htmx:abort"); // a search: the answer to its older text is not wanted any more
    }
    if (triggeringEvent?.type !== "poll") {
      showBusy(elt, (triggeringEvent as SubmitEvent | undefined)?.submitter);
      showLoading(elt);
    }
    const issue = () => issueRequest(true);
    again.set(elt, issue);
    const renew = renewed.has(elt);
    bridge.headers(renew).then(
      (value) => {
        identity = value;
        if (elt.isConnected) issue();
        else releaseBusy(elt);
      },
      (error) => {
        releaseBusy(elt);
        showBanner(error);
      },
    );
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = (event as CustomEvent).detail as { headers: Record<string, string> };
    Object.assign(headers, identity);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, elt } = detail(event);
    if (xhr.status === 401 && renewed.has(elt)) return; // it is asked again
    releaseBusy(elt);
    stopWaiting();
  });
  document.addEventListener("htmx:validation:halted", (event) => releaseBusy(detail(event).elt));

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, elt } = detail(event);
    if (xhr.status === 401) {
      if (renewed.has(elt)) {
        renewed.delete(elt);
        return showBanner(
          new BridgeFailure(
            "Your session ended",
            "Try once more. If that does not help, copy what you typed and reload the page.",
            "session_expired",
          ),
        );
      }
      renewed.add(elt);
      return bridge.headers(true).then(
        (value) => {
          identity = value;
          again.get(elt)?.();
        },
        (error) => {
          releaseBusy(elt);
          showBanner(error);
        },
      );
    }
    renewed.delete(elt);
    if (xhr.status !== 204 && !xhr.getResponseHeader(MARK)) {
      (event as CustomEvent).detail.shouldSwap = false;
      if (!polls(event)) showBanner(notOurs(xhr.status));
    } else if (xhr.status < 400 && !polls(event)) clearBanner(); // a poll does not answer what a person tried
    return undefined;
  });

  const unreachable = new BridgeFailure(
    "Liaise cannot be reached",
    "Check the network, then try again. What you typed is still here.",
    "unreachable",
  );
  document.addEventListener("htmx:sendError", (event) => polls(event) || showBanner(unreachable));
  document.addEventListener("htmx:timeout", (event) =>
    polls(event) ||
    showBanner(new BridgeFailure("Liaise took longer than 30 seconds", "Try again. Nothing that you typed is lost.", "timeout")),
  );
  document.addEventListener("liaise:toast", (event) => {
    const { message, undo } = (event as CustomEvent).detail as { message?: string; undo?: string };
    if (message) sayToast(message, undo);
  });
}

interface Held {
  elt: Element;
  verb: string;
  triggeringEvent?: Event;
  issueRequest(skip: boolean): void;
}

interface RequestDetail {
  xhr: XMLHttpRequest;
  elt: Element;
}

/** htmx names the target in some events' `elt`; what made the request is in its configuration. */
function detail(event: Event): RequestDetail {
  const { xhr, elt, requestConfig } = (event as CustomEvent).detail as RequestDetail & { requestConfig?: { elt?: Element } };
  return { xhr, elt: requestConfig?.elt ?? elt };
}

/** A poll that fails is repeated on its own; only what a person asked for is worth a banner. */
function polls(event: Event): boolean {
  const { requestConfig } = (event as CustomEvent).detail as { requestConfig?: { triggeringEvent?: Event } };
  return requestConfig?.triggeringEvent?.type === "poll";
}

function notOurs(status: number): BridgeFailure {
  return new BridgeFailure(
    "Liaise did not answer as expected",
    "Try again in a minute. If it stays so, tell support this word:",
    `status_${status}`,
  );
}

/** Says what went wrong above the content, or inside the dialog when one is open. */
export function showBanner(error: unknown): void {
  const failure =
    error instanceof BridgeFailure ? error : new BridgeFailure("Something stopped this", "Try again.", "page_failed");
  const place = ["dialog[open]", "#app", "body"].map((part) => document.querySelector(`${part} [data-banner]`)).find(Boolean);
  const template = document.querySelector<HTMLTemplateElement>("#banner-template");
  if (!place || !template) return;
  const banner = template.content.cloneNode(true) as DocumentFragment;
  const fill = (selector: string, value: string) => {
    const element = banner.querySelector(selector);
    if (element) element.textContent = value;
  };
  fill(".banner__title", failure.title);
  fill("[data-message]", failure.message);
  fill("[data-reason]", failure.reason);
  place.replaceChildren(banner);
  stopWaiting();
}

/** The first answer did not bring the page: no skeleton stands for what does not come. */
function stopWaiting(): void {
  const waiting = document.querySelector<HTMLElement>("[data-waiting]");
  if (!waiting) return;
  waiting.hidden = true;
  document.querySelector("[data-again]")?.removeAttribute("hidden");
}

function clearBanner(): void {
  document.querySelectorAll("[data-banner]").forEach((place) => place.replaceChildren());
}
