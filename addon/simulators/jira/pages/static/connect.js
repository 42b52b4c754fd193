// The host side of Connect frames: Atlassian's connect-host.js plus the modules that Jira adds to it.
(() => {
  "use strict";

  const settings = document.currentScript.dataset;
  const issues = new Map(); // module of an app -> id of the issue it is shown for

  const last = (values) => values[values.length - 1];
  const extensionOf = (callback) => callback._context.extension;
  const nameOf = (extension) => `${extension.addon_key}/${extension.key}`;

  async function ask(path, parameters) {
    const known = Object.entries(parameters).filter(([, value]) => value);
    const answer = await fetch(`${path}?${new URLSearchParams(known)}`);
    if (!answer.ok) throw new Error(`Jira answered ${answer.status}`);
    return answer.json();
  }

  async function session(callback) {
    const extension = extensionOf(callback);
    return ask("/__jira__/token", { addon: extension.addon_key, issue: issues.get(nameOf(extension)) });
  }

  // A function marked like this may be called with a callback or awaited.
  const promising = (work) => Object.assign(work, { returnsPromise: true });

  function context() {
    return {
      getToken: promising(async (...values) => (await session(last(values))).token),
      getContext: promising(async (...values) => ({ jira: (await session(last(values))).context })),
    };
  }

  function user() {
    return {
      getCurrentUser: promising(async () => ({ atlassianAccountId: settings.user })),
      getLocale: promising(async () => "en_US"),
      getTimeZone: promising(async () => Intl.DateTimeFormat().resolvedOptions().timeZone),
    };
  }

  async function request(...values) {
    const options = typeof values[0] === "string" ? { ...values[1], url: values[0] } : values[0];
    const answer = await fetch(new URL(options.url, `${location.origin}/`), {
      method: options.type || "GET",
      headers: { "X-Atlassian-Token": "no-check", "Content-Type": options.contentType || "application/json", ...options.headers },
      body: options.data,
    });
    const body = await answer.text();
    const xhr = { status: answer.status, statusText: answer.statusText, responseText: body };
    if (!answer.ok) throw { xhr, err: answer.statusText };
    return { body, xhr };
  }

  // What Jira offers without a module's name; the package itself has the page functions only in `env`.
  function globals() {
    return {
      request: promising(request),
      getLocation: promising(async () => location.href),
      hideFooter() {},
      sizeToParent(...values) {
        const frame = document.getElementById(last(values)._context.extension_id);
        if (!extensionOf(last(values)).options.isFullPage) return;
        frame.style.setProperty("--top", `${frame.getBoundingClientRect().top + window.scrollY}px`);
        frame.classList.add("fills-window");
      },
    };
  }

  function addModules(host) {
    host.defineModule("context", context());
    host.defineModule("user", user());
    host.defineModule(globals());
    host.defineModule("jira", {
      refreshIssuePage: () => location.reload(),
      getWorkflowConfiguration: () => {},
    });
    host.defineModule("navigator", {
      go(target, parameters) {
        if (target === "issue") location.assign(`/browse/${parameters.issueKey}`);
        if (target === "site") location.assign(new URL(parameters.relativeUrl, location.origin));
        if (target === "addonModule" || target === "addonmodule") {
          location.assign(`/plugins/servlet/ac/${parameters.addonKey}/${parameters.moduleKey}`);
        }
      },
      reload: () => location.reload(),
    });
    host.defineModule("history", {
      pushState: (hash) => history.pushState(null, "", `#!${hash}`),
      replaceState: (hash) => history.replaceState(null, "", `#!${hash}`),
      getState: promising(async () => location.hash.replace(/^#!/, "")),
    });
    // When the signature in an address has run out, the host asks here for the frame's address again.
    host.registerContentResolver.resolveByExtension((data) => {
      const answer = jQuery.Deferred();
      ask("/__jira__/frame", {
        addon: data.addon_key,
        module: data.key,
        issue: issues.get(`${data.addon_key}/${data.key}`),
      }).then((found) => answer.resolve({ ...data, url: found.url }), answer.reject);
      return answer.promise();
    });
  }

  function show(host, place) {
    const { addon, module, url, issue } = place.dataset;
    if (issue) issues.set(`${addon}/${module}`, issue);
    const full = "full" in place.dataset;
    const element = host.create({
      addon_key: addon,
      key: module,
      url,
      options: { isFullPage: full, autoresize: !full, width: "100%", moduleType: full ? "adminPages" : "webPanels" },
    });
    const frame = element.find("iframe").addBack("iframe");
    // The policy of a frame is fixed when it loads, so the permission is given before it enters the page.
    frame.attr("allow", settings.clipboard === "yes" ? "clipboard-read; clipboard-write" : "clipboard-read 'none'; clipboard-write 'none'");
    frame.attr("title", document.title);
    place.append(element[0]);
  }

  if (!window.connectHost) return;
  addModules(window.connectHost);
  document.querySelectorAll("[data-connect-frame]").forEach((place) => show(window.connectHost, place));
})();
