// Bridge to Jira: the host's own script (`AP`, loaded by the shell) gives tokens, theme and sizes.

import { BridgeFailure, within, type Bridge } from "./bridge";
import { setScheme } from "./theme";
import { start } from "./start";

interface Connect {
  context: { getToken(callback: (token: unknown) => void): Promise<unknown> | void };
  theming?: { initializeTheming(): Promise<unknown> | void };
  resize?(width: string, height: string): void;
  env?: { resize?(width: string, height: string): void };
  scrollPosition?: { getPosition(callback: (position: { scrollY: number; height: number }) => void): void };
}

declare global {
  interface Window {
    AP?: Connect;
  }
}

const TOKEN_SERVES_MS = 20_000; // one burst of requests; a token is never kept longer
const HOST_ANSWERS_MS = 10_000;

class JiraBridge implements Bridge {
  readonly host = "jira";
  private token: { value: Promise<string>; until: number } | null = null;

  private get connection(): Connect {
    if (!window.AP) {
      throw new BridgeFailure(
        "Jira's script did not load",
        "Liaise needs the script that Jira gives to apps. Check that nothing in this browser blocks it, then reload the page.",
        "host_script_missing",
      );
    }
    return window.AP;
  }

  async connect(): Promise<void> {
    const connection = this.connection;
    this.followTheme(connection);
    await this.headers(false);
  }

  headers(renew: boolean): Promise<Record<string, string>> {
    if (renew || !this.token || Date.now() > this.token.until) {
      // The token comes to the callback or in a promise, depending on the age of the host's script.
      const asked = new Promise<string>((resolve) => {
        const take = (token: unknown) => typeof token === "string" && resolve(token);
        void this.connection.context.getToken(take)?.then(take);
      });
      const answer = within(
        HOST_ANSWERS_MS,
        asked,
        new BridgeFailure(
          "Jira did not answer",
          "Liaise asked Jira who you are and got no answer in 10 seconds. Reload the page.",
          "host_silent",
        ),
      );
      this.token = { value: answer, until: Date.now() + TOKEN_SERVES_MS };
      answer.catch(() => (this.token = null));
    }
    return this.token.value.then((token) => ({ Authorization: `JWT ${token}` }));
  }

  open(url: string): void {
    window.open(url, "_blank", "noopener");
  }

  reportHeight(pixels: number): void {
    // Which of the two exists depends on the age of the host's script.
    const connection = this.connection;
    (connection.resize ?? connection.env?.resize)?.("100%", `${Math.ceil(pixels)}px`);
  }

  async visiblePart(): Promise<{ top: number; height: number } | null> {
    const scroll = this.connection.scrollPosition;
    // A frame no higher than the screen has a viewport of its own; asking the host is for frames that grow.
    if (!scroll || window.innerHeight <= window.screen.availHeight) return null;
    const asked = new Promise<{ top: number; height: number }>((resolve) =>
      scroll.getPosition((position) => resolve({ top: Math.max(0, position.scrollY), height: position.height })),
    );
    return Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, 300, null))]);
  }

  loaded(): void {}
  failed(): void {}

  /** The host's script sets `data-color-mode` on <html> and keeps it current; ours follows. */
  private followTheme(connection: Connect): void {
    const root = document.documentElement;
    const mirror = () => {
      const mode = root.dataset.colorMode;
      if (mode === "light" || mode === "dark") setScheme(mode);
    };
    new MutationObserver(mirror).observe(root, { attributes: true, attributeFilter: ["data-color-mode"] });
    connection.theming?.initializeTheming();
    mirror();
  }
}

start(new JiraBridge());
