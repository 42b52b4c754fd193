// Times in the reader's zone and locale. The server writes <time datetime data-format>; the words are made here.

const locale = navigator.language.startsWith("en") ? navigator.language : "en-US";
const date = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", year: "numeric" });
const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const toTheSecond = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formats what is there, what is swapped in, and every half minute what has grown older. */
export function watchTimes(): void {
  formatAll(document);
  document.addEventListener("htmx:afterSwap", () => formatAll(document));
  setInterval(() => formatAll(document), 30_000);
}

function formatAll(root: ParentNode): void {
  root.querySelectorAll<HTMLTimeElement>("time[datetime]").forEach((element) => {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) return;
    const words = format(at, element.dataset.format ?? "relative", new Date());
    if (element.textContent !== words) element.textContent = words;
    if (!element.title) element.title = exact.format(at);
  });
}

/** The words for a moment: relative within a day, a date after; deadlines give both. */
export function format(at: Date, how: string, now: Date): string {
  if (how === "date") return date.format(at);
  if (how === "time") return clock.format(at);
  if (how === "exact") return `${day(at, now)} at ${clock.format(at)}`;
  if (how === "stamp") return `${day(at, now)} at ${toTheSecond.format(at)}`;
  if (how === "deadline") return `${date.format(at)} at ${clock.format(at)} (${distance(at, now)})`;
  const age = now.getTime() - at.getTime();
  if (age < MINUTE && age > -MINUTE) return "just now";
  if (Math.abs(age) < DAY) return distance(at, now);
  return date.format(at);
}

function day(at: Date, now: Date): string {
  return at.toDateString() === now.toDateString() ? "today" : date.format(at);
}

function distance(at: Date, now: Date): string {
  const ahead = at.getTime() - now.getTime();
  const size = Math.abs(ahead);
  const sign = Math.sign(ahead);
  if (size < HOUR) return relative.format(sign * Math.max(1, Math.round(size / MINUTE)), "minute");
  if (size < DAY) return relative.format(sign * Math.round(size / HOUR), "hour");
  return relative.format(sign * Math.round(size / DAY), "day");
}
