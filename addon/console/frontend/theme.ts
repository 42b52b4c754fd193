// Light or dark, as the host shows it.

const root = document.documentElement;
const system = window.matchMedia("(prefers-color-scheme: dark)");
const HOST_NAMES_THEME_MS = 1_500;

/** Sets the scheme that the host shows. */
export function setScheme(scheme: "light" | "dark"): void {
  if (root.dataset.scheme !== scheme) root.dataset.scheme = scheme;
}

/** Takes the system's scheme where no host has named one. */
export function followSystem(): void {
  if (!root.dataset.scheme) setScheme(system.matches ? "dark" : "light");
}

/** Falls back to the system's scheme when the host has named none in time. */
export function schemeWithoutHost(): void {
  setTimeout(followSystem, HOST_NAMES_THEME_MS);
}

/** Whether a CSS color is dark; there are more themes than light and dark, so brightness decides. */
export function isDark(color: string): boolean {
  const parts = color.match(/[\d.]+/g)?.map(Number);
  if (color.startsWith("#")) {
    const digits = color.slice(1).length === 3 ? color.slice(1).replace(/./g, "$&$&") : color.slice(1);
    return brightness(parseInt(digits.slice(0, 2), 16), parseInt(digits.slice(2, 4), 16), parseInt(digits.slice(4, 6), 16)) < 128;
  }
  const [red = 255, green = 255, blue = 255] = parts ?? [];
  return brightness(red, green, blue) < 128;
}

function brightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
