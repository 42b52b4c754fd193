// What is cut off with "…" shows whole to whoever points at it or comes to it by keyboard.

const CUT = ".clip, .clamp, .select__value, .codefield__value";

export function showCut(): void {
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const at = event.target as Element;
      const inside = [...(at.closest?.(CUT) ? [at.closest(CUT)] : []), ...(name === "focusin" ? at.querySelectorAll(CUT) : [])];
      for (const one of inside) tell(one as HTMLElement);
    });
  }
}

function tell(element: HTMLElement): void {
  const cut = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1;
  const words = (element.textContent ?? "").trim().replace(/\s+/g, " ");
  if (cut && !element.title) {
    element.title = words;
    element.dataset.cut = "";
  } else if (element.dataset.cut !== undefined && element.title) {
    if (cut) element.title = words;
    else element.removeAttribute("title");
  }
}
