// Answers come late and in any order. What was asked for last stands, a poll gives way to what a person asked for, and
// an answer reaches the part it was asked for even when that part was renewed meanwhile.

interface Asked {
  xhr: XMLHttpRequest;
  target: Element;
  requestConfig: { elt: Element; verb: string; triggeringEvent?: Event };
}

interface Waiting {
  number: number;
  asked: Asked;
  place: string; // the target's id, which outlives the target
  poll: boolean;
  search: boolean; // of the list that was there when it was asked
}

let count = 0;
const underway = new Map<XMLHttpRequest, Waiting>();
const shown = new Map<string, number>();

/** Puts the answers to htmx's requests in order; call after `watchRequests`, which refuses some of them. */
export function watchOrder(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asked = (event as CustomEvent).detail as Asked;
    const { xhr, target, requestConfig } = asked;
    const poll = requestConfig.triggeringEvent?.type === "poll";
    const search = requestConfig.elt.matches("form[role='search']");
    underway.set(xhr, { number: ++count, asked, place: target.id, poll, search });
    // Before htmx, which reads the answer on "load".
    xhr.addEventListener("readystatechange", () => xhr.readyState === XMLHttpRequest.DONE && find(asked));
    xhr.addEventListener("loadend", () => underway.delete(xhr));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent;
    const mine = underway.get((detail as Asked).xhr);
    if (!mine || !detail.shouldSwap || !mine.place) return;
    const get = mine.asked.requestConfig.verb === "get";
    if (get && overtaken(mine)) {
      detail.shouldSwap = false;
      return;
    }
    shown.set(mine.place, get ? mine.number : count);
    // In another list the search is made again, by `watchTyping`.
    if (!mine.search) underway.forEach((other) => (other.search && other.place === mine.place ? (other.number = 0) : 0));
  });
}

/** Whether something asked for later is there already, or is on its way and will be what the person wants to see. */
function overtaken(mine: Waiting): boolean {
  if (mine.number < (shown.get(mine.place) ?? 0)) return true;
  return [...underway.values()].some((other) => {
    if (other.poll || other === mine) return false;
    if (other.place === mine.place) return mine.poll || (other.number > mine.number && (mine.search || !other.search));
    return mine.poll && mine.asked.target.contains(other.asked.requestConfig.elt);
  });
}

/** Another answer may have renewed the part that this one is for, or that it was asked from. */
function find(asked: Asked): void {
  const { xhr, target, requestConfig } = asked;
  if (!target.isConnected && target.id) asked.target = document.getElementById(target.id) ?? target;
  if (!requestConfig.elt.isConnected) tell(xhr.getResponseHeader("HX-Trigger"));
}

/** Lets the page hear the events of an answer whose button is gone: htmx would tell them to the button alone. */
function tell(header: string | null): void {
  if (!header?.startsWith("{")) return header?.split(",").forEach((name) => send(name.trim(), {}));
  for (const [name, value] of Object.entries(JSON.parse(header) as Record<string, unknown>)) send(name, value);
}

function send(name: string, value: unknown): void {
  const detail = typeof value === "object" && value !== null ? value : { value };
  document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}
