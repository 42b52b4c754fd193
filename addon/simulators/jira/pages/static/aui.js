// The few parts of Atlassian's user interface library that the Connect host script calls.
// It must be there before connect-host.js runs.
window.require ??= () => ({ emitGasV3() {} }); // Jira's module loader, asked for analytics only
window.AJS = {
  $: window.jQuery,
  escapeHtml(text) {
    const box = document.createElement("div");
    box.textContent = text;
    return box.innerHTML;
  },
  flag({ title, body, type }) {
    const flag = document.createElement("div");
    flag.className = `flag flag-${type === "error" ? "error" : "success"} flag-app`;
    flag.setAttribute("role", "status");
    const head = document.createElement("strong");
    head.textContent = title || "";
    const text = document.createElement("div");
    text.innerHTML = body || "";
    flag.append(head, text);
    flag.close = () => flag.remove();
    document.body.append(flag);
    if (type !== "error") setTimeout(flag.close, 5000);
    return flag;
  },
};
