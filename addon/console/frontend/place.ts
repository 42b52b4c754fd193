// The place in the console stands behind the # of the frame's address, with its search, filter and page: a reload, Back
// and Forward come to the same list.

import htmx from "htmx.org";

const LISTS = /^\/console\/(connections|entity|triggers|errors|conflicts|queue|settings|license|help|glossary)(?:\/(?:list|found))?$/;
const ERROR = /^\/console\/errors\/(\d+)$/;
const RULES = /^\/console\/(connections\/\d+\/rules)$/;
const NOT_KEPT = new Set(["seen", "connection_search"]); // what a live part says of itself, what was typed to find a connection

interface Swapped {
  xhr: XMLHttpRequest;
  requestConfig?: { verb?: string };
  pathInfo?: { finalRequestPath?: string };
}

let shown = "";

/** Writes each list that is shown into the address, and goes where Back and Forward point. */
export function watchPlace(): void {
  if (document.body.dataset.page === "panel") return;
  document.addEventListener("htmx:afterSwap", (event) => {
    const { xhr, requestConfig, pathInfo } = (event as CustomEvent).detail as Swapped;
    if (requestConfig?.verb !== "get" || xhr.status >= 400) return;
    const place = placeOf(pathInfo?.finalRequestPath ?? "");
    if (!place) return;
    shown = place;
    if (window.location.hash !== `#/${place}`) window.history.replaceState(null, "", `#/${place}`);
  });
  window.addEventListener("popstate", () => {
    const place = fromAddress();
    if (place && place !== shown) go(place);
  });
}

/** What the address names, as a path of ours; nothing when it names nothing that is known. */
export function startingPlace(): string | null {
  const place = fromAddress();
  return place && `/console/${place}`;
}

/** Forgets the place that the address names: it is gone. */
export function forgetPlace(): void {
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}

function fromAddress(): string | null {
  const named = window.location.hash.startsWith("#/") ? window.location.hash.slice(2) : "";
  return named ? placeOf(`/console/${named}`) : null;
}

function placeOf(path: string): string | null {
  const [where = "", query = ""] = path.split("?");
  const values = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    if (value && value !== "0" && !NOT_KEPT.has(name)) values.set(name, value);
  }
  const error = ERROR.exec(where);
  if (error?.[1]) values.set("row", error[1]);
  const name = error ? "errors" : (LISTS.exec(where)?.[1] ?? RULES.exec(where)?.[1]);
  if (!name) return null;
  return values.size ? `${name}?${values}` : name;
}

/** As if a link had been pressed, so that unsaved text is asked about. */
function go(place: string): void {
  const app = document.getElementById("app");
  if (!app) return;
  const link = document.createElement("a");
  link.hidden = true;
  link.setAttribute("hx-get", `/console/${place}`);
  link.setAttribute("hx-target", "#app");
  app.append(link); // it goes with the page that it leads away from
  htmx.process(link);
  link.click();
}
