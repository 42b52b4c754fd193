// The host's side of extension frames: handshake, tokens, services. Uses the SDK package's own XDM module.
import { channelManager } from "/__host__/XDM.js";

const SLOW_MS = 30000;

/** Loads every frame of the page; `extra` adds services and gets each channel to tell events to. */
export function loadFrames(extra = () => ({})) {
  frames = [...document.querySelectorAll(".extension")].map((section) => loadFrame(section, extra)).filter(Boolean);
  return frames;
}

function loadFrame(section, extra) {
  const script = section.querySelector(".extension-data");
  if (!script) return null;
  const data = JSON.parse(script.textContent);
  const iframe = section.querySelector("iframe");
  const loading = section.querySelector(".extension-loading");
  const failed = section.querySelector(".extension-failed");
  const channel = channelManager.addChannel(iframe.contentWindow, data.origin);
  const frame = { data, channel, iframe, loaded: false };
  const services = { ...hostServices(data), ...extra(data, frame) };

  const done = () => { frame.loaded = true; loading.hidden = true; section.dataset.loaded = "yes"; };
  const fail = (words) => { loading.hidden = true; failed.hidden = false; failed.textContent = words; section.dataset.loaded = "failed"; };
  setTimeout(() => { if (!frame.loaded && failed.hidden) fail(`${data.title} has not loaded from ${data.src}. Does its server run?`); }, SLOW_MS);

  channel.getObjectRegistry().register("DevOps.HostControl", {
    initialHandshake: () => data.handshake,
    notifyLoadSucceeded: () => { done(); frame.onLoaded?.(); },
    notifyLoadFailed: (error) => fail(`${data.title} could not load: ${error?.message ?? error ?? "no reason given"}`),
    resize: (width, height) => { if (height) iframe.style.height = `${height}px`; },
    getAccessToken: async () => ({ token: (await tokens(data)).access }),
    getAppToken: async () => ({ token: (await tokens(data)).app }),
  });
  channel.getObjectRegistry().register("DevOps.ServiceManager", {
    getService: (id) => {
      if (!services[id]) throw new Error(`The service ${id} is not available here.`);
      return services[id];
    },
  });
  iframe.src = data.src;
  return frame;
}

async function tokens(data) {
  const answer = await fetch(`/${data.organization}/_host/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ extension: data.extension }),
  });
  if (!answer.ok) throw new Error(`No token: ${answer.status}`);
  return answer.json();
}

function hostServices(data) {
  return {
    "ms.vss-features.location-service": {
      getServiceLocation: () => data.locations.organization,
      getResourceAreaLocation: (area) =>
        /bb1e7ec9|8a3d49b8|8ccfef3d/.test(String(area)) ? data.locations.identities : data.locations.organization,
      routeUrl: (route) => `${data.locations.organization}${String(route).replace(/^\//, "")}`,
    },
    "ms.vss-features.host-navigation-service": {
      getHash: () => location.hash.replace(/^#/, ""),
      setHash: (hash) => { location.hash = hash; },
      replaceHash: (hash) => history.replaceState(null, "", `#${String(hash).replace(/^#/, "")}`),
      getQueryParams: () => Object.fromEntries(new URLSearchParams(location.search)),
      setQueryParams: (values) => {
        const query = new URLSearchParams(location.search);
        for (const [name, value] of Object.entries(values)) value ? query.set(name, value) : query.delete(name);
        history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
      },
      getPageRoute: () => ({ id: "ms.vss-admin-web.collection-admin-hub-route", routeValues: { adminPivot: data.contributionId } }),
      getPageNavigationElements: () => [],
      navigate: (url) => { location.assign(url); },
      openNewWindow: (url, features) => { window.open(url, "_blank", features || "noopener"); },
      reload: () => location.reload(),
      setDocumentTitle: (title) => { document.title = title; },
      onHashChanged: (callback) => addEventListener("hashchange", () => callback(location.hash.replace(/^#/, ""))),
    },
    "ms.vss-tfs-web.tfs-global-messages-service": {
      addBanner: (banner) => showBanner(banner),
      addToast: (toast) => showToast(toast),
      addDialog: (dialog) => { if (confirm(dialog.message ?? dialog.title)) dialog.onConfirm?.(); },
      addCornerDialog: (dialog) => showToast({ message: dialog.title }),
      closeBanner: () => { document.getElementById("messages").replaceChildren(); },
    },
    "ms.vss-features.host-page-layout-service": {
      openMessageDialog: (message, options) => options?.onClose?.(confirm(message)),
      setFullScreenMode: () => undefined,
      getFullScreenMode: () => false,
    },
    "ms.vss-tfs-web.tfs-page-data-service": {
      getPageData: () => data.handshake.context.pageContext,
      getProject: () => data.handshake.context.pageContext.webContext.project,
    },
  };
}

function showBanner(banner) {
  const line = document.createElement("p");
  line.className = `notice ${banner.level === "error" ? "error" : ""}`;
  line.textContent = banner.message ?? banner.messageFormat ?? "";
  document.getElementById("messages").replaceChildren(line);
}

function showToast(toast) {
  const box = document.createElement("div");
  box.className = "toast";
  box.setAttribute("role", "status");
  box.textContent = toast.message;
  document.body.append(box);
  setTimeout(() => box.remove(), toast.duration ?? 3000);
}

/** Switches the theme without a reload, as the product does: own variables first, then every frame. */
function followThemeSwitch() {
  const select = document.querySelector(".simulator-bar select[name=scheme]");
  if (!select) return;
  select.onchange = async () => {
    await fetch("/__view__", { method: "POST", body: new URLSearchParams({ scheme: select.value, back: "/__host__/static/host.css" }) });
    const organization = location.pathname.split("/")[1];
    const theme = await (await fetch(`/${organization}/_host/theme/${select.value}`)).json();
    for (const [name, value] of Object.entries(theme)) document.documentElement.style.setProperty(`--${name}`, value);
    document.documentElement.dataset.scheme = select.value;
    for (const frame of frames) {
      frame.data.handshake.themeData = theme;
      frame.channel.invokeRemoteMethod("dispatchEvent", "DevOps.SdkClient", ["themeChanged", { detail: { data: theme } }]).catch(() => undefined);
    }
  };
}

let frames = [];
if (document.querySelector(".extension.hub")) loadFrames();
followThemeSwitch();
