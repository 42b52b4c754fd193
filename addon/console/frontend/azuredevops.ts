// Bridge to Azure DevOps: its SDK gives two tokens, which our backend trades for a short-lived bearer of ours.

import * as SDK from "azure-devops-extension-sdk";
import { BridgeFailure, within, type Bridge } from "./bridge";
import { isDark, setScheme } from "./theme";
import { start } from "./start";

interface Session {
  token: string;
  expires_in: number;
}

interface WorkItemForm {
  getId(): Promise<number>;
}

interface HostNavigation {
  openNewWindow(url: string, features: string): void;
}

const HOST_ANSWERS_MS = 15_000;
const SERVER_ANSWERS_MS = 30_000;
const RENEW_BEFORE_MS = 60_000;

class AzureDevOpsBridge implements Bridge {
  readonly host = "ado";
  private session: { value: Promise<string>; until: number } | null = null;
  private workItem: string | null = null;

  async connect(): Promise<void> {
    const silent = new BridgeFailure(
      "Azure DevOps did not answer",
      "Liaise waited 15 seconds for the page around it. Reload the page.",
      "host_silent",
    );
    window.addEventListener("themeApplied", () => this.followTheme());
    await within(HOST_ANSWERS_MS, SDK.init({ loaded: false, applyTheme: true }).then(() => SDK.ready()), silent);
    this.followTheme();
    if (document.body.dataset.page === "panel") {
      await this.bindWorkItem();
      if (!this.workItem) {
        throw new BridgeFailure("Not saved yet", "Save this work item first. Then it can be synced.", "not_saved", true);
      }
    }
    await this.headers(false);
  }

  async headers(renew: boolean): Promise<Record<string, string>> {
    if (renew || !this.session || Date.now() > this.session.until) {
      const asked = this.trade();
      const value = asked.then((session) => session.token);
      const entry = { value, until: Infinity };
      this.session = entry;
      asked.then(
        (session) => (entry.until = Date.now() + session.expires_in * 1000 - RENEW_BEFORE_MS),
        () => (this.session = null),
      );
    }
    const headers: Record<string, string> = { Authorization: `Bearer ${await this.session.value}` };
    // In the panel Azure DevOps is asked, as this person, whether they may edit the work item.
    if (document.body.dataset.page === "panel") headers["Liaise-Host-Token"] = await SDK.getAccessToken();
    return headers;
  }

  open(url: string): void {
    SDK.getService<HostNavigation>("ms.vss-features.host-navigation-service").then(
      (navigation) => navigation.openNewWindow(url, ""),
      () => window.open(url, "_blank", "noopener"),
    );
  }

  reportHeight(pixels: number): void {
    SDK.resize(undefined, Math.ceil(pixels));
  }

  visiblePart(): Promise<null> {
    return Promise.resolve(null); // hubs have the host's height and scroll themselves
  }

  loaded(): void {
    void SDK.notifyLoadSucceeded();
  }

  failed(): void {
    // The page says what is wrong itself; a failure reported to the host would hide it behind a general sentence.
    void SDK.notifyLoadSucceeded();
  }

  private async bindWorkItem(): Promise<void> {
    const form = await SDK.getService<WorkItemForm>("ms.vss-work-web.work-item-form");
    const current = async () => {
      const id = await form.getId();
      return id > 0 ? String(id) : null; // 0: not saved yet
    };
    const changed = () => document.dispatchEvent(new Event("liaise:entity-changed"));
    const show = async (renew: boolean) => {
      const before = this.workItem;
      const now = await current();
      if (!before && now) return window.location.reload();
      if (before === now) return renew && changed();
      this.workItem = now;
      this.session = null;
      return changed();
    };
    this.workItem = await current();
    // One frame serves several work items in turn: the form reports each that it loads, saves or refreshes.
    SDK.register(SDK.getContributionId(), () => ({
      onLoaded: () => show(false),
      onSaved: () => show(true),
      onRefreshed: () => show(true),
      onFieldChanged: () => undefined,
      onReset: () => undefined,
      onUnloaded: () => undefined,
    }));
  }

  private async trade(): Promise<Session> {
    const silent = new BridgeFailure(
      "Azure DevOps did not answer",
      "Liaise asked Azure DevOps who you are and got no answer in 15 seconds. Reload the page.",
      "host_silent",
    );
    const [app, access] = await within(HOST_ANSWERS_MS, Promise.all([SDK.getAppToken(), SDK.getAccessToken()]), silent);
    const answer = await fetch("/azuredevops/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      signal: AbortSignal.timeout(SERVER_ANSWERS_MS),
      body: JSON.stringify({
        app_token: app,
        access_token: access,
        organization: SDK.getHost().name,
        ...(this.workItem ? { work_item: this.workItem } : {}),
      }),
    }).catch(() => null);
    if (!answer) {
      throw new BridgeFailure("Liaise cannot be reached", "Check the network, then try again.", "unreachable");
    }
    const body = (await answer.json().catch(() => ({}))) as Partial<Session> & { reason?: string; message?: string };
    if (answer.ok && body.token) return { token: body.token, expires_in: body.expires_in ?? 300 };
    const titles: Record<string, string> = {
      certificate_missing: "Liaise is not set up for Azure DevOps yet",
      not_admin: "Only administrators can use Liaise here",
    };
    throw new BridgeFailure(
      titles[body.reason ?? ""] ?? "Liaise could not confirm who you are",
      body.message ?? `Liaise answered ${answer.status} when it was asked to start a session. Reload the page.`,
      body.reason ?? `status_${answer.status}`,
    );
  }

  private followTheme(): void {
    const background = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    if (background) setScheme(isDark(background) ? "dark" : "light");
  }
}

start(new AzureDevOpsBridge());
