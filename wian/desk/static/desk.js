// Keyboard shortcuts, and drafts that save themselves; without them every page works just as well.
// j and k walk through the elements with data-row, and x chooses the row; any other key presses the
// element whose data-key names it. Keys go by their place, so that they work on any keyboard.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = event.code === "Slash" ? "/" : event.code.replace(/^Key/, "").toLowerCase();
  if (key === "j" || key === "k") {
    walk(key === "j" ? 1 : -1);
    return;
  }
  if (key === "x" && choose(document.activeElement)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input, textarea, select")) wanted.focus();
  else wanted.click();
});

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (next) next.focus();
}

function choose(link) {
  const box = link.closest(".pick")?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
  return Boolean(box);
}

for (const button of document.querySelectorAll("[data-choose-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][form="${button.form.id}"]`)];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}

// Files that are too many or too large are named before minutes are spent on sending them.
for (const field of document.querySelectorAll("input[type=file][data-bytes]")) {
  field.addEventListener("change", () => {
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const most = Number(field.dataset.most);
    const fits = field.files.length <= most && size <= Number(field.dataset.bytes);
    field.setCustomValidity(fits ? "" : field.dataset.said);
    field.reportValidity();
  });
}

// A level of a directive's tree opens where it stands: the rest of the page stays as it is.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-level]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const row = CSS.escape(link.closest("[id]").id);
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector(".tree").replaceWith(page.querySelector(".tree"));
    history.pushState({ level: true }, "", link.href);
    document.querySelector(`#${row} a[data-level]`).focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});

window.addEventListener("popstate", () => {
  if (document.querySelector(".tree")) location.reload();
});

// A form that was sent is not sent again by a second press.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-once]")) return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

// What was typed into any other form stays in this window until it was sent and taken: a connection
// may fail, and a page may be opened anew.
const SENT = "wian:sent";
const taken = document.querySelector(".flashes") && !document.querySelector("#refused");
if (taken) sessionStorage.removeItem(sessionStorage.getItem(SENT));
if (taken || document.querySelector("#refused")) sessionStorage.removeItem(SENT);
for (const form of document.querySelectorAll("main form[data-once]:not([data-autosave])")) keep(form);

function keep(form) {
  const unkept = ":not([type=hidden], [type=file], [type=password])";
  const fields = [...form.querySelectorAll(`textarea, select[name], input[name]${unkept}`)];
  if (!fields.length) return;
  const marked = (field) => field.matches("[type=checkbox], [type=radio]");
  const texts = () =>
    JSON.stringify(fields.map((field) => (marked(field) ? field.checked : field.value)));
  const kept = `wian:${form.getAttribute("action")}:${form.elements.office?.value ?? ""}`;
  const shown = texts();
  const before = sessionStorage.getItem(kept);
  form.addEventListener("input", () => sessionStorage.setItem(kept, texts()));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, kept));
  if (!before || before === shown) return;
  const { restore, take } = document.querySelector("main").dataset;
  const said = document.createElement("p");
  const button = document.createElement("button");
  said.className = "told";
  said.setAttribute("role", "status");
  button.type = "button";
  button.textContent = take;
  button.addEventListener("click", () => {
    JSON.parse(before).forEach((text, at) => {
      if (!fields[at]) return;
      if (marked(fields[at])) fields[at].checked = text === true;
      else fields[at].value = text;
    });
    said.remove();
    fields[0].focus();
  });
  said.append(`${restore} `, button);
  form.prepend(said);
  if (form.parentElement.matches("details")) form.parentElement.open = true;
}

// A draft saves itself a moment after the last key. What cannot be saved stays in this window, which
// forgets it when it is closed: others may sit at the same machine.
const PAUSE = 2500;

for (const shown of document.querySelectorAll("[data-draft]")) {
  sessionStorage.removeItem(`wian:${shown.dataset.draft}`); // it was saved, or given up
}
for (const form of document.querySelectorAll("form[data-autosave]")) saveByItself(form);

function saveByItself(form) {
  const said = form.querySelector("[data-said]");
  const kept = `wian:${form.getAttribute("action")}`;
  const fields = () => [...form.querySelectorAll("textarea")];
  const texts = () => JSON.stringify(fields().map((field) => field.value));
  let saved = texts();
  let timer = 0;
  let stopped = false;

  offerKept();
  form.addEventListener("input", () => {
    sessionStorage.setItem(kept, texts());
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", save);

  async function save() {
    const now = texts();
    if (stopped || now === saved || form.dataset.sent) return;
    said.textContent = said.dataset.saving;
    const body = new URLSearchParams(new FormData(form));
    body.set("wish", "save");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const revision = page.querySelector("[data-revision]")?.dataset.revision;
      if (!answer.ok || revision === undefined) {
        stopped = true;
        const ended = page.querySelector('form[action="/sign-in"]');
        const others = page.querySelector("#theirs");
        said.textContent = said.dataset[ended ? "ended" : others ? "others" : "refused"];
        return;
      }
      form.elements.revision.value = revision;
      saved = now;
      if (texts() === now) sessionStorage.removeItem(kept);
      const clock = new Date().toLocaleTimeString(document.documentElement.lang);
      said.textContent = said.dataset.saved.replace("CLOCK", clock);
    } catch {
      said.textContent = said.dataset.offline;
      timer = setTimeout(save, 4 * PAUSE);
    }
  }

  function offerKept() {
    const before = sessionStorage.getItem(kept);
    if (!before || before === saved) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = said.dataset.take;
    button.addEventListener("click", () => {
      JSON.parse(before).forEach((text, at) => {
        if (fields()[at]) fields()[at].value = text;
      });
      said.textContent = "";
      form.dispatchEvent(new Event("input"));
    });
    said.replaceChildren(`${said.dataset.restore} `, button);
  }
}
