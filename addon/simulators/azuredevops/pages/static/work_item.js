// The work item form: fills itself from JSON, saves what changed, follows changes made elsewhere.
const page = JSON.parse(document.getElementById("item-data").textContent);
const base = `/${page.organization}/_host/workitems`;
const form = document.getElementById("form");
const save = document.getElementById("save");
const problem = document.getElementById("problem");
const rich = document.getElementById("description");
const markdown = document.getElementById("description-markdown");
const POLL_MS = 2000;
let item = page.item;
let frames = [];
const changed = new Map();
let sendings = 0; // begun or ended: what was read across one may be older than what it brought
let last = Promise.resolve();

const inputs = () => [...form.querySelectorAll("[data-field]")];

function shown(name) {
  const value = item?.fields[name];
  if (value && typeof value === "object") return value.uniqueName ?? "";
  return value ?? "";
}

function fill() {
  for (const input of inputs()) {
    if (changed.has(input.dataset.field)) continue;
    const value = String(shown(input.dataset.field));
    if (item || input.tagName === "INPUT") input.value = value;
    input.disabled = !page.mayEdit;
  }
  if (!item) return;
  const isMarkdown = item.formats[page.descriptionField] === "markdown";
  rich.hidden = isMarkdown;
  markdown.hidden = !isMarkdown;
  document.getElementById("description-format").textContent = isMarkdown ? "Markdown" : "";
  if (!changed.has(page.descriptionField)) {
    rich.innerHTML = isMarkdown ? "" : shown(page.descriptionField);
    markdown.value = isMarkdown ? shown(page.descriptionField) : "";
  }
  document.getElementById("changed").textContent = `Updated by ${item.changedBy} at ${item.changed.slice(0, 19).replace("T", " ")} UTC · revision ${item.rev}`;
  list("links", item.links, (link) => [text(`${link.rel}: `), anchor(link.text, link.url)]);
  list("files", item.files, (file) => [anchor(file.name, file.url), text(` (${file.size} bytes)`)]);
  if (!editing) list("comments", item.comments, comment);
  form.dataset.rev = item.rev;
}

function list(id, rows, parts) {
  const target = document.getElementById(id);
  if (!target) return;
  target.replaceChildren(...rows.map((row) => { const entry = document.createElement("li"); entry.append(...parts(row)); return entry; }));
  if (!rows.length) { const entry = document.createElement("li"); entry.className = "quiet"; entry.textContent = "None"; target.append(entry); }
}

const text = (words) => document.createTextNode(words);
function anchor(words, url) {
  const link = document.createElement("a");
  link.textContent = words;
  if (/^(https?:|\/)/.test(url)) link.href = url;
  return link;
}

function comment(entry) {
  const head = document.createElement("p");
  const who = document.createElement("span");
  who.className = "who";
  who.textContent = entry.by;
  head.append(who, text(` ${entry.at.slice(0, 16).replace("T", " ")}${entry.edited ? " (edited)" : ""} `));
  const body = document.createElement("div");
  body.className = "comment-text";
  body.innerHTML = entry.html;
  if (entry.own) head.append(action("Edit", () => editComment(entry, body)), text(" "), action("Delete", () => send("DELETE", `${base}/${item.id}/comments/${entry.id}`)));
  return [head, body];
}

function action(words, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", run);
  return button;
}

function editComment(entry, body) {
  body.contentEditable = "true";
  body.classList.add("rich", "small");
  body.focus();
  editing = true;
  body.after(action("Update", async () => { editing = false; editing = !(await send("POST", `${base}/${item.id}/comments/${entry.id}`, { text: body.innerHTML })); }));
}
let editing = false;

function mark(name, value) {
  changed.set(name, value);
  save.disabled = false;
  tell("onFieldChanged", { id: item?.id ?? 0, changedFields: { [name]: value } });
}

for (const input of inputs()) {
  input.addEventListener("input", () => mark(input.dataset.field, input.dataset.field === "Microsoft.VSTS.Common.Priority" ? Number(input.value) : input.value));
}
rich.addEventListener("input", () => mark(page.descriptionField, rich.innerHTML));
markdown.addEventListener("input", () => mark(page.descriptionField, markdown.value));

async function send(method, url, body) {
  problem.hidden = true;
  const options = body instanceof FormData ? { method, body } : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) };
  sendings += 1;
  const answer = await fetch(url, options);
  const result = answer.status === 204 ? null : await answer.json();
  sendings += 1;
  if (!answer.ok) {
    problem.textContent = answer.status === 412 ? "This work item has been changed by someone else since you opened it. Reload to see the changes." : result.message;
    problem.hidden = false;
    return null;
  }
  if (result) { item = result; fill(); }
  return answer;
}

/** Does one thing after the other: each makes a revision, and the next has to name it. */
function inTurn(work) {
  last = last.catch(() => undefined).then(work);
  return last;
}

/** A second press saves what was typed since the first, if anything. */
const store = () => inTurn(() => (item ? change() : create()));

async function create() {
  const fields = Object.fromEntries(changed);
  for (const input of inputs()) if (input.value && !(input.dataset.field in fields)) fields[input.dataset.field] = input.value;
  makeUsable(false); // the next page would not know what is typed now
  const answer = await send("POST", `${base}/new/${encodeURIComponent(page.project)}/${encodeURIComponent(page.kind)}`, { fields }).catch(() => null);
  if (answer) {
    changed.clear();
    location.assign(`/${page.organization}/${encodeURIComponent(page.project)}/_workitems/edit/${item.id}`);
  } else makeUsable(true);
}

async function change() {
  if (!changed.size) return;
  const fields = Object.fromEntries(changed);
  const sent = new Map(changed);
  const answer = await send("POST", `${base}/${item.id}`, { rev: item.rev, fields });
  if (!answer) return;
  for (const [name, value] of sent) if (changed.get(name) === value) changed.delete(name);
  save.disabled = changed.size === 0;
  fill();
  tell("onSaved", { id: item.id });
}

form.addEventListener("submit", (event) => { event.preventDefault(); store(); });
addEventListener("keydown", (event) => { if (event.ctrlKey && event.key === "s") { event.preventDefault(); store(); } });
document.getElementById("delete")?.addEventListener("click", async () => {
  if (await send("POST", `${base}/${item.id}/delete`)) location.assign(`/${page.organization}/${encodeURIComponent(page.project)}/_workitems/recentlyupdated/`);
});
document.getElementById("add-comment")?.addEventListener("click", async () => {
  const box = document.getElementById("comment");
  const words = box.innerHTML;
  if (!words) return;
  box.replaceChildren(); // at once: what is typed until the answer comes is another comment
  if (await inTurn(() => send("POST", `${base}/${item.id}/comments`, { text: words }))) tell("onSaved", { id: item.id });
  else box.innerHTML = words + box.innerHTML;
});
document.getElementById("upload")?.addEventListener("change", async (event) => {
  const files = new FormData();
  for (const file of event.target.files) files.append("files", file);
  await send("POST", `${base}/${item.id}/attachments`, files);
  event.target.value = "";
});

async function follow() {
  if (item && !document.hidden && !editing) {
    try {
      const before = sendings;
      const answer = await fetch(`${base}/${item.id}`);
      const fresh = answer.ok ? await answer.json() : null;
      if (fresh && before === sendings && !editing) {
        if (fresh.rev !== item.rev || fresh.number !== item.number) {
          item = changed.size ? { ...fresh, rev: item.rev } : fresh;
          fill();
          tell("onRefreshed", { id: item.id });
        }
      }
    } catch { /* the simulator is being restarted: the next round finds it again */ }
  }
  setTimeout(follow, POLL_MS);
}

/** Calls a panel's event handler; panels that did not register one are left alone. */
function tell(event, details) {
  for (const frame of frames) if (frame.loaded) frame.channel.invokeRemoteMethod(event, frame.data.contributionId, [details]).catch(() => undefined);
}

function formService(data, frame) {
  frame.onLoaded = () => frame.channel.invokeRemoteMethod("onLoaded", data.contributionId, [{ id: item?.id ?? 0, isNew: !item, isReadOnly: !page.mayEdit }]).catch(() => undefined);
  const value = (name) => (changed.has(name) ? changed.get(name) : item?.fields[name] ?? null);
  const set = (name, next) => {
    const input = inputs().find((found) => found.dataset.field === name);
    if (input) input.value = next;
    if (name === page.descriptionField) rich.innerHTML = next;
    mark(name, next);
    return true;
  };
  return {
    "ms.vss-work-web.work-item-form": {
      getId: () => item?.id ?? 0,
      getRevision: () => item?.rev ?? 0,
      getFieldValue: (name) => (name === "System.Id" ? item?.id ?? 0 : value(name)),
      getFieldValues: (names) => Object.fromEntries(names.map((name) => [name, name === "System.Id" ? item?.id ?? 0 : name === "System.Rev" ? item?.rev ?? 0 : value(name)])),
      setFieldValue: set,
      setFieldValues: (values) => Object.fromEntries(Object.entries(values).map(([name, next]) => [name, set(name, next)])),
      getFields: () => Object.keys(item?.fields ?? {}).map((name) => ({ referenceName: name, name })),
      getWorkItemRelations: () => item?.json.relations ?? [],
      getWorkItemResourceUrl: () => item?.json.url ?? null,
      isNew: () => !item,
      isDirty: () => changed.size > 0,
      isReadOnly: () => !page.mayEdit,
      isValid: () => true,
      hasActiveWorkItem: () => Boolean(item),
      save: () => store(),
      beginSaveWorkItem: (success) => store().then(() => success?.()),
      refresh: () => location.reload(),
      reset: () => { changed.clear(); save.disabled = true; fill(); },
    },
  };
}

/** Opens and closes the form: the template draws it closed, so that nothing is typed into fields about to be filled. */
function makeUsable(usable) {
  document.getElementById("form-controls").disabled = !usable;
  for (const box of [page.mayEdit && rich, document.getElementById("comment")]) {
    if (!box) continue;
    box.contentEditable = String(usable);
    if (usable) box.removeAttribute("aria-readonly");
    else box.setAttribute("aria-readonly", "true");
  }
}

fill();
makeUsable(true);
if (!item) { inputs().forEach((input) => { if (input.dataset.field === "System.State") input.disabled = true; }); }
follow();
if (document.querySelector(".extension-data")) {
  const { loadFrames } = await import("/__host__/static/frames.js");
  frames = loadFrames(formService);
}
