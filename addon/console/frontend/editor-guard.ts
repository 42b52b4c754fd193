// Unsaved text is not left by accident: neither by a link of the console nor with the window.

import type { EditorHost } from "./editor-loader";

/** Watches ways out of the page; gives back what stops the watching. */
export function guardUnsaved(base: string, host: EditorHost, dirty: () => boolean): () => void {
  let going: HTMLElement | null = null;
  let waits: HTMLElement | null = null;

  const outward = (event: Event) => {
    const link = (event.target as Element).closest<HTMLElement>("[hx-get][hx-target='#app']");
    if (!link || !dirty() || link === going) return;
    // Before htmx hears of it: the page stays until the person has answered.
    event.preventDefault();
    event.stopImmediatePropagation();
    waits = link;
    host.openDialog(`${base}/ask/leave`, link);
  };
  const answered = (event: Event) => {
    if (!(event.target as Element).closest("[data-leave]") || !waits) return;
    going = waits;
    setTimeout(() => going?.click());
  };
  const unloading = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault();
  };
  document.addEventListener("click", outward, true);
  document.addEventListener("click", answered);
  window.addEventListener("beforeunload", unloading);
  return () => {
    document.removeEventListener("click", outward, true);
    document.removeEventListener("click", answered);
    window.removeEventListener("beforeunload", unloading);
  };
}
