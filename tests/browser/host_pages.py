"""Host pages that play Jira and Azure DevOps around the console, with the vendors' own host scripts from npm.

Only what the console talks to is there. The pages of the simulators are fuller; these are for one page at a time over
sample data, with controls: `window.setScheme("dark")`, `window.heights`, `window.failToken`, and `window.resetHost()`
before our frame is loaded anew (`window.framesLoaded` counts from there).
"""

import json
from pathlib import Path

import flask

from tests.rings import ROOT

NPM = ROOT / "build" / "npm" / "node_modules"
FAR_FUTURE = 4_102_444_800

JIRA_PAGE = """<!doctype html><html lang="en" data-color-mode="__SCHEME__" data-theme="dark:dark light:light">
<head><meta charset="utf-8"><title>Jira</title>
<style>html,body{margin:0;height:100%;background:__GROUND__}iframe{border:0;width:__WIDTH__;height:__HEIGHT__;display:block}</style>
<link rel="stylesheet" href="/npm/atlassian-connect-js/dist/connect-host.css">
<script src="/npm/jquery/dist/jquery.js"></script>
<script>window.AJS = {$: jQuery, escapeHtml: String, flag: function () {}}; window.heights = []; window.tokens = 0;</script>
<script src="/npm/atlassian-connect-js/dist/connect-host.js"></script></head>
<body><div id="place" style="height:100%"></div>
<script>
var getToken = function (callback) {
  window.tokens += 1;
  var token = window.failToken ? "stale" : "__TOKEN__";
  return __LATE__.then(function () { return token; });
};
getToken.returnsPromise = true;
connectHost.defineModule("context", {getToken: getToken, getContext: function (callback) { callback({}); }});
connectHost.onIframeEstablished(function () { window.established = true; });
function jwt() {
  var part = function (value) { return btoa(JSON.stringify(value)).replace(/=+$/, ""); };
  return part({alg: "HS256"}) + "." + part({exp: __EXP__}) + ".x";
}
var frame = connectHost.create({addon_key: "liaise", key: "connections", url: "__APP__" + "__PATH__" + "?jwt=" + jwt(),
  options: {isFullPage: __FULL__}});
document.getElementById("place").appendChild(frame[0]);
new MutationObserver(function () {
  var el = document.querySelector("iframe"); if (el) window.heights.push(el.style.height);
}).observe(document.getElementById("place"), {attributes: true, subtree: true, childList: true, attributeFilter: ["style"]});
window.setScheme = function (scheme) { document.documentElement.setAttribute("data-color-mode", scheme); };
window.resetHost = function () {
  window.heights = []; window.tokens = 0; window.failToken = false; window.framesLoaded = 0; window.setScheme("__SCHEME__");
};
window.framesLoaded = 0;
document.querySelector("iframe").addEventListener("load", function () { window.framesLoaded += 1; });
</script></body></html>"""

ADO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Azure DevOps</title>
<style>html,body{margin:0;height:100%;background:__GROUND__}iframe{border:0;width:__WIDTH__;height:__HEIGHT__;display:block}</style></head>
<body><iframe id="frame" __ALLOW__></iframe>
<script type="module">
import { channelManager } from "/npm/azure-devops-extension-sdk/esm/XDM.js";
const themes = __THEMES__;
window.heights = []; window.tokens = 0; window.opened = []; window.workItem = __ITEM__;
const frame = document.getElementById("frame");
frame.src = "__APP__" + "__PATH__";
const channel = channelManager.addChannel(frame.contentWindow, "__APP__");
const registry = channel.getObjectRegistry();
registry.register("DevOps.HostControl", {
  initialHandshake: () => __LATE__.then(() => ({ contributionId: "liaise.liaise.adnode", initialConfig: {},
    context: { extension: {id: "liaise.liaise", publisherId: "liaise", extensionId: "liaise", version: "0.1.0", baseUri: "__APP__"},
      user: {id: "u-1", name: "dana@example.com", displayName: "Dana Reyes", descriptor: "aad.x", imageUrl: ""},
      host: {id: "h-1", name: "acme-engineering", serviceVersion: "test", type: 4, isHosted: true},
      pageContext: {webContext: {project: null, team: null}, globalization: {theme: "__SCHEME__", culture: "en-US"}} },
    themeData: themes["__SCHEME__"] })),
  notifyLoadSucceeded() { window.loaded = true; }, notifyLoadFailed(problem) { window.failed = String(problem); },
  resize(width, height) { window.heights.push(height); if (__GROWS__) frame.style.height = height + "px"; },
  getAccessToken: () => { window.tokens += 1; return __LATE__.then(() => ({token: "access"})); },
  getAppToken: () => __LATE__.then(() => ({token: "app"})) });
const services = {
  "ms.vss-features.host-navigation-service": {openNewWindow(url) { window.opened.push(url); }},
  "ms.vss-work-web.work-item-form": {getId: () => __LATE__.then(() => window.workItem)} };
registry.register("DevOps.ServiceManager", { getService: (id) => __LATE__.then(() => services[id]) });
window.formEvent = (name) => channel.invokeRemoteMethod(name, "liaise.liaise.adnode", [{}]);
window.setScheme = (scheme) => channel.invokeRemoteMethod("setTheme", "DevOps.SdkClient", [themes[scheme]])
  .catch(() => channel.invokeRemoteMethod("dispatchEvent", "DevOps.SdkClient", ["themeChanged", {detail: {data: themes[scheme]}}]));
window.resetHost = () => {
  window.heights = []; window.tokens = 0; window.opened = []; window.workItem = __ITEM__; window.loaded = false;
  window.framesLoaded = 0;
};
window.framesLoaded = 0;
frame.addEventListener("load", () => { window.framesLoaded += 1; });
</script></body></html>"""

# What the host hands over on its light theme and on a dark one, as far as our styles read it.
THEMES = {
    "light": {
        "background-color": "rgba(255, 255, 255, 1)",
        "text-primary-color": "rgba(0, 0, 0, .9)",
        "communication-background": "rgba(0, 120, 212, 1)",
        "palette-neutral-100": "0, 0, 0",
    },
    "dark": {
        "background-color": "rgba(32, 31, 30, 1)",
        "text-primary-color": "rgba(255, 255, 255, .9)",
        "callout-background-color": "rgba(41, 40, 39, 1)",
        "communication-background": "rgba(0, 120, 212, 1)",
        "palette-neutral-100": "255, 255, 255",
        "palette-neutral-2": "27, 26, 25",
        "palette-neutral-4": "37, 36, 35",
        "palette-black-alpha-6": "rgba(255, 255, 255, 0.08)",
        "palette-black-alpha-10": "rgba(255, 255, 255, 0.13)",
        "palette-black-alpha-20": "rgba(255, 255, 255, 0.22)",
        "palette-black-alpha-60": "rgba(255, 255, 255, 0.62)",
        "palette-black-alpha-70": "rgba(255, 255, 255, 0.74)",
    },
}


def build_host(token: str = "token", late_ms: float = 0) -> flask.Flask:
    """The host pages: `/jira` and `/ado`, told by the query what to frame and how; they answer up to `late_ms` late."""
    app = flask.Flask("host_pages", static_folder=None)

    @app.get("/npm/<path:name>")
    def npm(name: str) -> flask.Response:
        return flask.send_from_directory(NPM, name, max_age=3600)

    @app.get("/<any(jira,ado):product>")
    def page(product: str) -> str:
        args = flask.request.args
        scheme = args.get("scheme", "light")
        panel = args.get("path", "").endswith("/panel")
        values = {
            "SCHEME": scheme,
            "GROUND": "#1f1f21" if scheme == "dark" else "#ffffff",
            "APP": args["app"],
            "PATH": args["path"],
            "TOKEN": token,
            "EXP": str(FAR_FUTURE),
            "WIDTH": args.get("width", "320px" if panel else "100%"),
            "HEIGHT": "160px" if panel else "100%",
            "FULL": "false" if panel else "true",
            "GROWS": "true" if panel else "false",
            "ALLOW": 'allow="clipboard-write"' if args.get("clipboard") == "1" else "",
            "THEMES": json.dumps(THEMES),
            "ITEM": args.get("item", "482"),
            "LATE": f"new Promise(done => setTimeout(done, Math.random() * {late_ms}))"
            if late_ms
            else "Promise.resolve()",
        }
        text = JIRA_PAGE if product == "jira" else ADO_PAGE
        for name, value in values.items():
            text = text.replace(f"__{name}__", value)
        return text

    return app


def connect_script() -> Path:
    """Atlassian's script for the app's side, as npm has it."""
    return NPM / "atlassian-connect-js" / "dist" / "iframe.js"
