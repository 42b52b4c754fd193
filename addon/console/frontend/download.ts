// Downloads: fetched with the token in a header, because a plain link could carry it only in the URL.

import { BridgeFailure, type Bridge } from "./bridge";
import { releaseBusy, showBusy } from "./busy";
import { showBanner } from "./requests";
import { say } from "./say";

const ANSWERS_MS = 120_000; // the whole file

/** Watches buttons with `data-download` (the address). */
export function watchDownloads(bridge: Bridge): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-download]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    showBusy(button);
    try {
      await download(bridge, button.dataset.download ?? "");
    } catch (error) {
      showBanner(error);
    } finally {
      releaseBusy(button);
    }
  });
}

async function download(bridge: Bridge, address: string): Promise<void> {
  let answer = await fetched(bridge, address, false);
  if (answer.status === 401) answer = await fetched(bridge, address, true);
  if (!answer.ok) {
    throw new BridgeFailure("The file could not be made", "Try again. Nothing was changed.", `status_${answer.status}`);
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "liaise.csv";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(`Downloaded ${name}`);
}

async function fetched(bridge: Bridge, address: string, renew: boolean): Promise<Response> {
  const headers = await bridge.headers(renew);
  try {
    return await fetch(address, { headers, credentials: "omit", signal: AbortSignal.timeout(ANSWERS_MS) });
  } catch {
    throw new BridgeFailure("Liaise cannot be reached", "Check the network, then try again.", "unreachable");
  }
}
