// The gate page: sends the form without leaving the page, and never lets an answer stand that is old or unsure.
"use strict";
(() => {
  const main = document.getElementById("gate"), answer = document.getElementById("answer");
  const ask = document.getElementById("ask"), shown = document.getElementById("shown");
  const holds = Number(main.dataset.holds) * 1000, WAIT = 8000;
  let until = 0, timer = 0, turn = 0, running = null;

  function look(kind) { main.className = `verdict ${kind}`; }

  // a state of the page itself, which says nothing about anybody
  function show(name, kind) {
    clearTimeout(timer);
    until = 0;
    answer.replaceChildren(document.getElementById(`state-${name}`).content.cloneNode(true));
    answer.dataset.kind = name;
    look(kind);
  }
  const green = () => main.classList.contains("yes");
  const lost = () => show("lost", "doubt");

  function arm() {
    clearTimeout(timer);
    if (!green()) return;
    until = Date.now() + holds;
    timer = setTimeout(expire, holds);
  }
  function expire() { if (green() && Date.now() >= until) show("stale", "wait"); }

  function ready() { shown.value = ""; shown.focus(); }

  async function send(form, submitter) {
    const mine = ++turn;
    running?.abort();
    const stop = running = new AbortController();
    const data = new URLSearchParams(new FormData(form, submitter));
    show("busy", "wait");
    if (!navigator.onLine) { lost(); return; }
    const late = setTimeout(() => stop.abort(), WAIT);
    try {
      const got = await fetch(form.action, {
        method: "POST", body: data, signal: stop.signal, cache: "no-store", redirect: "error", credentials: "same-origin",
      });
      const page = new DOMParser().parseFromString(await got.text(), "text/html");
      const said = page.getElementById("answer");
      if (mine !== turn) return;
      if (!got.ok || !said || !navigator.onLine) { lost(); return; }
      answer.replaceChildren(...document.importNode(said, true).childNodes);
      answer.dataset.kind = said.dataset.kind;
      look(said.dataset.look);
      const time = page.querySelector("header time");
      if (time) main.querySelector("header time").replaceWith(document.importNode(time, true));
      arm();
      ready();
    } catch {
      if (mine === turn) lost();
    } finally {
      clearTimeout(late);
    }
  }

  // before the core's own listener, which takes a form that was sent for done with
  addEventListener("submit", (e) => {
    if (!e.target.closest("#gate")) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    send(e.target, e.submitter);
  }, true);
  addEventListener("offline", () => { turn += 1; running?.abort(); lost(); });
  addEventListener("online", () => { if (answer.dataset.kind === "lost") show("back", "wait"); });
  // a phone that slept, or a page taken from the browser's memory
  document.addEventListener("visibilitychange", expire);
  addEventListener("pageshow", (e) => { if (e.persisted && green()) show("stale", "wait"); });
  // a scanner types wherever the focus is: it belongs into the field
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { ready(); return; }
    const typing = e.target.closest("input, textarea, select, button, a, summary, dialog");
    if (!typing && e.key.length === 1 && !e.ctrlKey && !e.altKey && !e.metaKey) shown.focus();
  });

  /* ---- camera, where the browser reads codes by itself ---- */

  const camera = document.getElementById("camera"), dialog = document.getElementById("scanner");
  const video = dialog.querySelector("video");
  let stream = null;

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    if (dialog.open) dialog.close();
  }
  async function watch(reader) {
    while (stream) {
      const [code] = await reader.detect(video).catch(() => []);
      if (code && stream) {
        close();
        shown.value = code.rawValue;
        ask.requestSubmit();
        return;
      }
      await new Promise((done) => setTimeout(done, 120));
    }
  }
  async function open() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      dialog.showModal();
      await video.play();
      await watch(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      close();
      shown.focus();
    }
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", open);
    document.getElementById("noscan").addEventListener("click", close);
    dialog.addEventListener("close", close);
  }

  arm();
  shown.focus();
})();
