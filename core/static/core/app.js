// Conveniences only: every page works without this file, except drawing a signature.
"use strict";
const root = document.documentElement;
const all = (css, from = document) => [...from.querySelectorAll(css)];
const one = (css, from = document) => from.querySelector(css);

/* ---- look: theme, density, navigation ---- */

function keep(name, value) {
  root.dataset[name] = value;
  try { localStorage.setItem(name, value); } catch { /* not kept, still applied */ }
}

function flipTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  keep("theme", dark ? "light" : "dark");
}

function flipNav() {
  const shell = one(".shell");
  const want = innerWidth <= 900 ? "open" : "mini";
  shell.dataset.nav = shell.dataset.nav === want ? "" : want;
  if (shell.dataset.nav === "open") one(".nav a")?.focus();
}

// folds within a plugin's menu stay as this window left them; the one with the page shown is open by itself
function keepFolds() {
  for (const fold of all(".nav [data-fold]")) {
    const name = `fold ${fold.dataset.fold}`;
    try { if (sessionStorage.getItem(name)) fold.open = true; } catch { /* not kept */ }
    fold.addEventListener("toggle", () => { try { fold.open ? sessionStorage.setItem(name, "1") : sessionStorage.removeItem(name); } catch { /* not kept */ } });
  }
}

function showTab(tab) {
  for (const each of all("[role=tab]", tab.parentNode)) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    const panel = document.getElementById(each.getAttribute("aria-controls"));
    if (panel) panel.hidden = each !== tab;
  }
}

/* ---- tables: select, walk ---- */

function select(table, box) {
  const boxes = all("tbody input[type=checkbox]", table);
  if (box.closest("thead")) for (const each of boxes) each.checked = box.checked;
  for (const each of boxes) each.closest("tr").setAttribute("aria-selected", String(each.checked));
  const chosen = boxes.filter((each) => each.checked).length;
  const batch = one(".batch");
  if (!batch) return;
  batch.hidden = !chosen;
  const out = one("[data-n]", batch);
  if (out) out.textContent = String(chosen);
}

function walk(by) {
  const rows = all(".walk tbody tr, .walk > li:not(.grp)");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("cur") || row.contains(document.activeElement));
  rows[at]?.classList.remove("cur");
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  next.classList.add("cur");
  next.scrollIntoView({ block: "nearest" });
  one("a", next)?.focus({ preventScroll: true });
}

function addRow(button) {
  const body = one("tbody", button.closest("[data-rows]"));
  const last = body.rows[body.rows.length - 1];
  const row = last.cloneNode(true);
  const next = (text) => text.replace(/-(\d+)(?=-|$)/, (_, n) => `-${Number(n) + 1}`);
  const wired = ["name", "id", "for", "hx-target", "aria-controls", "data-lookup", "aria-describedby", "aria-labelledby"];
  for (const part of all("*", row)) {
    for (const name of wired) if (part.hasAttribute(name)) part.setAttribute(name, next(part.getAttribute(name)));
    if (part.matches("[type=checkbox], [type=radio]")) part.checked = false;
    else if ("value" in part && part.matches("input, textarea, select")) part.value = "";
    part.removeAttribute("aria-invalid");
  }
  all(".err", row).forEach((err) => err.remove());
  all(".options", row).forEach((list) => list.replaceChildren());
  body.append(row);
  window.htmx?.process(row);
  one("input:not([type=hidden]), select, textarea", row)?.focus();
}

/* ---- signature: strokes become a list of lines, each a list of [x, y] in whole pixels ---- */

function signPad(box) {
  const canvas = one("canvas", box), field = one("input[type=hidden]", box), hint = one(".hint", box);
  const pen = canvas.getContext("2d");
  let lines = [];
  try { lines = JSON.parse(field.value || "[]"); } catch { lines = []; }

  function draw() {
    const scale = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    Object.assign(pen, { lineWidth: 2.2, lineCap: "round", lineJoin: "round", strokeStyle: "#17222d" });
    for (const line of lines) {
      pen.beginPath();
      line.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      if (line.length === 1) pen.lineTo(line[0][0] + 0.1, line[0][1]);
      pen.stroke();
    }
    if (hint) hint.hidden = lines.length > 0;
  }
  function save() { field.value = lines.length ? JSON.stringify(lines) : ""; draw(); }
  const point = (e) => [Math.round(e.offsetX), Math.round(e.offsetY)];

  canvas.addEventListener("pointerdown", (e) => { canvas.setPointerCapture(e.pointerId); lines.push([point(e)]); draw(); });
  canvas.addEventListener("pointermove", (e) => { if (e.buttons && lines.length) { lines[lines.length - 1].push(point(e)); draw(); } });
  canvas.addEventListener("pointerup", save);
  canvas.addEventListener("pointercancel", save);
  one("button", box).addEventListener("click", () => { lines = []; save(); });
  new ResizeObserver(draw).observe(canvas);
  draw();
}

/* ---- lookup: a text box with suggestions from the server, and the id of the one chosen ---- */

function pick(option) {
  const box = option.closest(".lookup"), text = one("input[type=text]", box);
  one("input[type=hidden]", box).value = option.dataset.id;
  text.value = option.dataset.label;
  closeOptions(box);
  text.focus();
  text.dispatchEvent(new CustomEvent("lookup:picked", { bubbles: true, detail: { id: option.dataset.id } }));
}

function closeOptions(box) {
  one(".options", box).replaceChildren();
  const text = one("input[type=text]", box);
  text.setAttribute("aria-expanded", "false");
  text.removeAttribute("aria-activedescendant");
}

function moveOption(box, by) {
  const options = all("[role=option]", box), at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (!options.length) return;
  const next = options[(at + by + options.length) % options.length];
  options.forEach((each) => each.setAttribute("aria-selected", String(each === next)));
  next.id ||= `${box.dataset.lookup}-o${options.indexOf(next)}`;
  one("input[type=text]", box).setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function lookupKey(e, box) {
  const chosen = one("[role=option][aria-selected=true]", box);
  if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); moveOption(box, e.key === "ArrowDown" ? 1 : -1); }
  if (e.key === "Enter" && chosen) { e.preventDefault(); pick(chosen); }
  if (e.key === "Escape") closeOptions(box);
}

/* ---- forms: one submit, focus on the first error ---- */

function lockForm(e) {
  const form = e.target;
  if (form.method !== "post" || e.defaultPrevented) return;
  if (form.dataset.sent) { e.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = e.submitter || one("[type=submit], button:not([type])", form);
  button?.setAttribute("aria-busy", "true");
  // after the browser has read the form: a disabled button would not send its own name
  setTimeout(() => { if (button) button.disabled = true; }, 0);
}

function unlockForms() {
  for (const form of all("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of all("[aria-busy]", form)) { button.disabled = false; button.removeAttribute("aria-busy"); }
  }
}

function ready(part) {
  all(".signpad", part).forEach((box) => { if (!box.dataset.ready) { box.dataset.ready = "1"; signPad(box); } });
  watchDuties(part);
  all("[role=tablist]", part).forEach((list) => { const tab = one("[aria-selected=true]", list); if (tab) showTab(tab); });
}

/* ---- a duty that falls due while the page is open turns red at that second, by the server's clock ---- */

function watchDuties(part) {
  const server = Date.parse(one("meta[name=now]")?.content ?? "");
  if (Number.isNaN(server)) return;
  const ahead = Date.now() - performance.now() - server;
  for (const chip of all(".duty[data-due]", part)) {
    const wait = Date.parse(chip.dataset.due) + ahead - Date.now();
    if (wait < 86400000) setTimeout(() => turnLate(chip), Math.max(0, wait));
  }
}

function turnLate(chip) {
  chip.className = "duty late";
  const mark = one("svg", chip), sprite = one("use")?.getAttribute("href").split("#")[0];
  mark.setAttribute("class", "i");
  mark.setAttribute("viewBox", "0 0 20 20");
  mark.innerHTML = `<use href="${sprite}#i-alert"/>`;
  chip.lastChild.textContent = chip.dataset.late;
}

function closePops(except) {
  all("details.pop[open]").forEach((pop) => { if (!except || !pop.contains(except)) pop.open = false; });
}

/* ---- keyboard ---- */

let went = false; // "g" was pressed and waits for its second key

function press(key) {
  const target = one(`[data-key="${CSS.escape(key)}"]`) || (key === "g l" ? one(".crumbs a:last-of-type") || one(".nav details a") : null);
  target?.click();
  return !!target;
}

function typed(e) {
  if (e.target.closest("dialog[open]") || e.ctrlKey || e.metaKey || e.altKey) return;
  if (went) { went = false; if (press(`g ${e.key}`)) e.preventDefault(); return; }
  const does = {
    "/": () => one(".find input")?.focus(),
    "?": () => one("#keys")?.showModal(),
    g: () => { went = true; setTimeout(() => { went = false; }, 1500); },
    j: () => walk(1),
    k: () => walk(-1),
    x: () => one(".cur input[type=checkbox]")?.click(),
    n: () => press("n"),
    "[": () => press("["),
    "]": () => press("]"),
  }[e.key];
  if (does) { e.preventDefault(); does(); }
  if (e.key === "Enter" && e.target === document.body) one(".cur a")?.click();
}

/* ---- the search box in the top bar: arrows walk through what was found, Escape and looking elsewhere close it ---- */

function closeHits() { one("#hits")?.replaceChildren(); }

function walkHits(e, box) {
  const stops = [one("input", box), ...all("#hits a", box)], at = stops.indexOf(document.activeElement);
  if (e.key === "Escape") { closeHits(); stops[0].focus(); }
  if (!["ArrowDown", "ArrowUp"].includes(e.key) || stops.length < 2) return;
  e.preventDefault();
  stops[(at + (e.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
}

/* ---- events ---- */

document.addEventListener("click", (e) => {
  const at = (css) => e.target.closest(css);
  closePops(e.target);
  all(".lookup").forEach((box) => { if (!box.contains(e.target)) closeOptions(box); });
  if (!at(".find")) closeHits();
  if (at("[data-nav-toggle]")) { e.preventDefault(); flipNav(); } else if (one(".shell[data-nav=open]") && !at(".nav")) flipNav();
  if (at(".shell[data-nav=mini] .nav summary")) { e.preventDefault(); flipNav(); }
  if (at("[data-theme-toggle]")) flipTheme();
  if (at("button[data-density]")) keep("density", at("button[data-density]").dataset.density);
  if (at("[data-dialog]")) document.getElementById(at("[data-dialog]").dataset.dialog)?.showModal();
  if (at("[data-close]")) at("dialog, .toast, .note")?.tagName === "DIALOG" ? at("dialog").close() : at(".toast, .note")?.remove();
  if (at("[data-print]")) print();
  if (at("[data-add-row]")) addRow(at("[data-add-row]"));
  if (at("[role=tab]")) showTab(at("[role=tab]"));
  if (at("[role=option]")) pick(at("[role=option]"));
});

document.addEventListener("change", (e) => {
  const table = e.target.closest(".tbl.walk");
  if (table && e.target.type === "checkbox") select(table, e.target);
  if (e.target.matches("[data-copy]")) document.getElementById(e.target.dataset.copy).hidden = !e.target.checked;
  if (e.target.matches("[data-submit]")) e.target.form.requestSubmit();
});

document.addEventListener("input", (e) => {
  const box = e.target.closest(".lookup");
  if (box && e.target.type === "text") one("input[type=hidden]", box).value = "";
});

document.addEventListener("keydown", (e) => {
  if (e.isComposing) return;
  const box = e.target.closest(".lookup");
  if (box) lookupKey(e, box);
  if (e.target.closest(".find")) walkHits(e, e.target.closest(".find"));
  if (e.key === "Escape") {
    const pop = e.target.closest("details.pop[open]") || one("details.pop[open]");
    if (pop) { pop.open = false; one("summary", pop).focus(); }
    if (one(".shell[data-nav=open]")) flipNav();
  }
  if (e.target.matches("input:not([type=checkbox]), textarea, select")) { if (e.key === "Escape" && e.target.closest(".find")) e.target.blur(); return; }
  const tab = e.target.closest("[role=tab]");
  if (tab && (e.key === "ArrowRight" || e.key === "ArrowLeft")) {
    const next = e.key === "ArrowRight" ? tab.nextElementSibling : tab.previousElementSibling;
    if (next?.matches("[role=tab]")) { showTab(next); next.focus(); }
  }
  typed(e);
});

document.addEventListener("submit", lockForm);
window.addEventListener("pageshow", (e) => { if (e.persisted) unlockForms(); });

document.addEventListener("htmx:configRequest", (e) => {
  e.detail.headers["X-CSRF-Token"] = one("meta[name=csrf]")?.content ?? "";
  const box = e.detail.elt.closest(".lookup");
  if (!box) return;
  for (const name of Object.keys(e.detail.parameters)) delete e.detail.parameters[name];
  e.detail.parameters.q = e.detail.elt.value;
  const within = box.dataset.within && e.detail.elt.form?.elements[box.dataset.within]?.value;
  if (within) e.detail.parameters[box.dataset.within] = within;
});
document.addEventListener("htmx:afterSwap", (e) => {
  ready(e.target);
  const box = e.target.closest?.(".lookup");
  if (box) one("input[type=text]", box).setAttribute("aria-expanded", String(!!one("[role=option]", box)));
});
document.addEventListener("htmx:afterRequest", unlockForms);
// a refusal (409), a field error (422) or an unknown outcome (503) comes as a page part to be shown, not as a failure to be dropped
document.addEventListener("htmx:beforeSwap", (e) => { if ([403, 404, 409, 422, 503].includes(e.detail.xhr.status)) { e.detail.shouldSwap = true; e.detail.isError = false; } });

document.addEventListener("DOMContentLoaded", () => {
  ready(document);
  keepFolds();
  const wrong = one("[data-errors]") || one("main [aria-invalid=true]");
  if (wrong) wrong.focus();
  // a form opened to be filled in starts at its first empty field; not on a phone, where that would raise the keyboard
  else if (!one("[autofocus]") && matchMedia("(pointer: fine)").matches) {
    const fields = all("main form[method=post] :is(textarea, select, input:not([type=hidden], [type=checkbox], [type=radio]))");
    fields.find((field) => !field.value && !field.disabled && !field.readOnly)?.focus({ preventScroll: true });
  }
  setTimeout(() => all(".toast[data-brief]").forEach((toast) => toast.remove()), 6000);
});
