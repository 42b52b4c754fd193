// The line above the editor when somebody saved while its texts were open.

/** Says who saved which version, with the ways on: both beside each other, or theirs instead of these texts. */
export function newerBanner(version: number, author: string, message: string): HTMLElement {
  const banner = document.createElement("div");
  banner.className = "banner banner--warning banner--slim rules__newer";
  banner.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "banner__body grow";
  words.textContent = `${author} saved version ${version}: ${message}`;
  banner.append(words, way("Look at both", "look", version), way("Take theirs", "ask-theirs", version));
  return banner;
}

function way(text: string, name: string, version: number): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--compact";
  button.id = `newer-${name}`;
  button.textContent = text;
  button.setAttribute(`data-${name}`, String(version));
  return button;
}
