// Keys for what the page's buttons and links do. Everything works without it; the defaults are on the sheet (/keys) and on the elements.
(() => {
  const store = { get(k) { try { return localStorage.getItem(k); } catch { return null; } }, set(k, v) { try { v === null ? localStorage.removeItem(k) : localStorage.setItem(k, v); } catch { /* private window */ } } };
  const DEFAULT = { accept: "a", reject: "r", correct: "c", unsure: "u", note: "n", assign: "g", undo: "z", redo: "Z", withhold: "w", next: "j", back: "k", todo: "J", "next-report": "]",
    "back-report": "[", incident: "i", filter: "f", search: "/", select: "x", "select-to": "X", all: "A", map: "v", save: "s", best: "b", grade: "g", merge: "m", split: "s",
    print: "p", help: "?", "go-queue": "Q", "go-incidents": "I", "go-documents": "D", add: "o", theme: "t", export: "e", larger: "+", smaller: "-" };
  let bound = {};
  try { bound = JSON.parse(store.get("keymap") || "{}"); } catch { bound = {}; }
  const keyOf = act => bound[act] ?? DEFAULT[act];
  const shown = k => k.length === 1 && k !== k.toLowerCase() ? "⇧" + k : k.length === 1 ? k.toUpperCase() : k;
  const draw = () => document.querySelectorAll("[data-key-of]").forEach(e => { const k = keyOf(e.dataset.keyOf); if (k) e.textContent = shown(k); });
  if (Object.keys(bound).length) draw();

  // On and off, and other keys.
  let on = store.get("keys") !== "off", waiting = null;
  const tell = () => document.querySelectorAll("[data-keys-state]").forEach(s => { s.textContent = on ? "on" : "off"; s.parentElement.setAttribute("aria-pressed", on); });
  tell();
  const say = words => { const at = document.getElementById("key-said") || document.getElementById("said"); if (at) at.textContent = words; };
  addEventListener("click", e => {
    if (e.target.closest("[data-keys-toggle]")) { on = !on; tell(); store.set("keys", on ? "on" : "off"); }
    if (e.target.closest("[data-keys-reset]")) { bound = {}; store.set("keymap", null); draw(); say("All keys are as they were."); }
    const other = e.target.closest("[data-rebind]");
    if (other) { waiting = other; say(`Press the new key for “${other.closest("div").querySelector("dt").textContent}”, or Escape.`); }
    const fill = e.target.closest("[data-fill]");
    if (fill) fill.form.elements.name.value = fill.dataset.fill;
  });
  const bind = e => {
    e.preventDefault();
    const act = waiting.dataset.rebind;
    waiting = null;
    if (e.key === "Escape" || e.key.length !== 1 || /[0-9 ]/.test(e.key)) return say("The key stays as it was.");
    const taken = [...document.querySelectorAll("[data-rebind]")].find(b => b.dataset.rebind !== act && keyOf(b.dataset.rebind) === e.key && b.closest("section") === document.querySelector(`[data-rebind="${act}"]`).closest("section"));
    if (taken) return say(`${shown(e.key)} is taken by “${taken.closest("div").querySelector("dt").textContent}”.`);
    bound = { ...bound, [act]: e.key }; store.set("keymap", JSON.stringify(bound)); draw();
    say(`${shown(e.key)} is bound.`);
  };

  // Rows of a list.
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let at = -1, from = -1;
  const to = n => {
    const all = rows();
    if (!all.length) return false;
    at = Math.max(0, Math.min(all.length - 1, n));
    all.forEach((r, i) => r.classList.toggle("is-row", i === at));
    const link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
    return true;
  };
  addEventListener("focusin", e => { const r = e.target.closest?.("[data-row]"); if (r) { at = rows().indexOf(r); rows().forEach((x, i) => x.classList.toggle("is-row", i === at)); } });
  const boxes = () => [...document.querySelectorAll("#chosen [name=id], #split [name=claim]")];
  const count = () => {
    const n = boxes().filter(b => b.checked).length;
    document.querySelectorAll("[data-selected]").forEach(e => { e.dataset.empty ??= e.textContent; e.textContent = n ? `${n} selected.` : e.dataset.empty; });
    document.querySelectorAll("tr[data-row]").forEach(r => r.classList.toggle("sel", !!r.querySelector("[name=id]:checked")));
    document.body.classList.toggle("has-selected", n > 0);
  };
  addEventListener("change", e => { if (e.target.matches("[data-select-page]")) boxes().forEach(b => { b.checked = e.target.checked; }); count(); });
  const select = upTo => {
    const all = rows();
    if (at < 0 && !to(0)) return;
    const [a, b] = upTo && from >= 0 ? [Math.min(from, at), Math.max(from, at)] : [at, at];
    for (let n = a; n <= b; n++) { const box = all[n].querySelector("input[type=checkbox]"); if (box) box.checked = upTo ? true : !box.checked; }
    from = at; count();
  };

  const seen = e => e && !e.disabled && (e.offsetParent !== null || e.closest("details:not([open])") || e.getClientRects().length);
  const act = name => [...document.querySelectorAll(`[data-act="${name}"]`)].find(seen);
  const go = q => { const e = document.querySelector(q); if (e) { e.click(); return true; } return false; };
  const open = e => {
    const target = e.hash && e.pathname === location.pathname ? document.querySelector(e.hash) : null;
    if (target && target.matches("form, select, input")) {
      const pop = target.closest("details"); if (pop) pop.open = true;
      location.hash = e.hash;
      const first = target.matches("form") ? target.querySelector("select, input:not([type=hidden])") : target;
      (first || target).focus(); target.scrollIntoView({ block: "nearest" });
    } else e.click();
    return true;
  };
  const run = name => {
    const e = act(name);
    if (!e) return false;
    if (e.matches("summary")) { e.parentElement.open = true; (e.parentElement.querySelector("input:not([type=hidden]), select") || e).focus(); return true; }
    if (e.matches("input:not([type=file])")) { e.focus(); return true; }
    if (e.matches("a")) return open(e);
    e.click();
    return true;
  };
  const special = {
    next: () => go("a[rel=next]:not(.pages a)") || to(at + 1), back: () => go("a[rel=prev]:not(.pages a)") || to(at - 1),
    select: () => select(false), "select-to": () => select(true), help: () => { location.href = "/keys"; return true; }, print: () => { print(); return true; },
    larger: () => size(1), smaller: () => size(-1), "go-queue": () => go(".nav a[data-act=go-queue]"),
    filter: () => { const f = document.querySelector(".sentence details"); if (f) { f.open = true; f.querySelector("select, input").focus(); return true; } return run("filter"); },
    all: () => { const f = document.getElementById("all"); if (!f) return false; f.scrollIntoView({ block: "center" }); f.elements.count.focus(); return true; },
    "next-report": () => other(1), "back-report": () => other(-1),
    split: () => { if (!document.body.classList.contains("has-selected")) return run("split"); document.querySelector("[data-split-reason]").focus(); return true; },
    // Verdicts in a list act on the rows that are selected, or on the row that has the focus.
    ...Object.fromEntries(["accept", "reject", "unsure"].map(v => [v, () => {
      if (document.getElementById("chosen") && !boxes().some(b => b.checked)) { if (at < 0) return false; select(false); }
      return run(v);
    }])),
  };
  const other = step => {
    const links = [...document.querySelectorAll(".queue li a")];
    const edge = step > 0 ? links.at(-1) : links[0];
    if (!edge) return false;
    sessionStorage.setItem("skip-report", step); location.href = edge.href; return true;
  };
  const skip = Number(sessionStorage.getItem("skip-report") || 0);
  if (skip) { sessionStorage.removeItem("skip-report"); const e = document.querySelector(skip > 0 ? "a[rel=next]" : "a[rel=prev]"); if (e) location.replace(e.href); }
  const size = step => { const now = Math.max(-2, Math.min(6, Number(store.get("size") || 0) + step)); store.set("size", now); grow(now); return true; };
  const grow = n => document.documentElement.style.setProperty("--size-report", `${1.0625 + n * .125}rem`);
  if (Number(store.get("size"))) grow(Number(store.get("size")));

  const typing = e => (e.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")) || e.ctrlKey || e.metaKey || e.altKey;
  addEventListener("keydown", e => {
    if (waiting) return bind(e);
    if (e.key === "Escape") {
      const pop = document.querySelector("details[open][name=word], details.assign[open]");
      if (pop) { pop.open = false; pop.querySelector("summary").focus(); return; }
      if (typing(e)) { e.target.blur(); document.getElementById("claim")?.focus(); return; }
      if (boxes().some(b => b.checked)) { boxes().forEach(b => { b.checked = false; }); count(); return; }
      if (on && run("list")) e.preventDefault();
      return;
    }
    if (!on || typing(e) || e.repeat && !"jk".includes(e.key)) return;
    let done = false;
    if (/^[1-9]$/.test(e.key)) done = judge(e.key) || go(`[data-answer="${e.key}"]`) || words(Number(e.key));
    else {
      const names = [...new Set([...Object.keys(DEFAULT)])].filter(a => keyOf(a) === e.key);
      done = names.some(a => (special[a] || (() => run(a)))());
    }
    if (done) e.preventDefault();
  });

  // A row of what is due is judged: the one in focus, or else the first that nobody judged.
  const judge = n => {
    const row = rows()[at] || document.querySelector(".due .st.todo")?.closest("[data-row]"), button = row?.querySelector(`[data-judge="${n}"]`);
    if (button) button.click();
    return !!button;
  };

  // The words of a field: the report scrolls to them and they are shown.
  const words = n => { const e = document.querySelectorAll(".fields a.from")[n - 1]; if (e) { light(e); return true; } return false; };
  const light = e => {
    const [start, end] = e.dataset.span.split("-").map(Number), range = rangeOf(start, end);
    if (!range) return;
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
  };
  addEventListener("click", e => { const a = e.target.closest("a.from[data-span]"); if (a) { e.preventDefault(); light(a); } });

  // A selection in the report, in code points of its text (JavaScript counts UTF-16 units), and back.
  const points = s => [...s].length;
  const upTo = (para, node, offset) => { const r = document.createRange(); r.setStart(para, 0); r.setEnd(node, offset); return points(r.toString()); };
  const paraOf = node => (node.nodeType === 1 ? node : node.parentElement)?.closest("p[data-start]");
  globalThis.sijillSelection = () => {
    const s = getSelection();
    if (!s.rangeCount || s.isCollapsed) return null;
    const r = s.getRangeAt(0), p = paraOf(r.startContainer), q = paraOf(r.endContainer);
    if (!p || !q) return null;
    return { start: Number(p.dataset.start) + upTo(p, r.startContainer, r.startOffset), end: Number(q.dataset.start) + upTo(q, r.endContainer, r.endOffset) };
  };
  const spot = n => {
    const para = [...document.querySelectorAll("p[data-start]")].findLast(p => Number(p.dataset.start) <= n);
    if (!para) return null;
    let left = n - Number(para.dataset.start);
    const walk = document.createTreeWalker(para, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(), last = null; ; last = node, node = walk.nextNode()) {
      if (!node) return last && [last, last.data.length];
      const many = points(node.data);
      if (left <= many) return [node, [...node.data].slice(0, left).join("").length];
      left -= many;
    }
  };
  const rangeOf = (start, end) => { const a = spot(start), b = spot(end); if (!a || !b) return null; const r = document.createRange(); r.setStart(...a); r.setEnd(...b); return r; };
  globalThis.sijillRange = rangeOf;

  // The claim's paragraph in the middle, the queue's row in sight, the focus on the claim; what was decided is said.
  const here = document.getElementById("here"), text = here?.closest(".text");
  if (here && text && text.scrollHeight > text.clientHeight && getComputedStyle(text).overflowY !== "visible") text.scrollTop = here.offsetTop - text.offsetTop - (text.clientHeight - here.offsetHeight) / 2;
  else if (here && document.body.classList.contains("app")) here.scrollIntoView({ block: "center" });
  const now = document.querySelector(".queue [aria-current]"), pane = now?.closest(".queue");
  if (now && pane && pane.scrollHeight > pane.clientHeight) pane.scrollTop = now.offsetTop - pane.offsetTop - pane.clientHeight / 2;
  const after = new URLSearchParams(location.search).get("after_verdict");
  if (after) document.getElementById("claim")?.focus({ preventScroll: true });
  if (after) { say({ accept: "Accepted.", reject: "Rejected.", unsure: "Unsure." }[after] || "Kept."); const u = new URL(location.href); u.searchParams.delete("after_verdict"); history.replaceState(null, "", u); }

  // Files dropped anywhere on the page; claims dragged to be split off.
  const drop = document.getElementById("drop");
  if (drop) {
    const files = document.getElementById("files"), send = () => { if (files.files.length) drop.requestSubmit(); };
    files.addEventListener("change", () => { document.getElementById("send").textContent = `Add ${files.files.length} file${files.files.length === 1 ? "" : "s"}`; });
    addEventListener("dragover", e => { if (e.dataTransfer.types.includes("Files")) { e.preventDefault(); drop.classList.add("over"); } });
    addEventListener("dragleave", () => drop.classList.remove("over"));
    addEventListener("drop", e => { if (!e.dataTransfer.files.length) return; e.preventDefault(); files.files = e.dataTransfer.files; send(); });
  }
  const off = document.querySelector("[data-drop=split]")?.closest("p");
  if (off) {
    addEventListener("dragstart", e => { const c = e.target.closest?.("[data-claim]"); if (c) { e.dataTransfer.setData("text/x-claim", c.dataset.claim); off.classList.add("over"); } });
    addEventListener("dragend", () => off.classList.remove("over"));
    off.addEventListener("dragover", e => { if (e.dataTransfer.types.includes("text/x-claim")) e.preventDefault(); });
    off.addEventListener("drop", e => { e.preventDefault(); const id = e.dataTransfer.getData("text/x-claim"), box = document.querySelector(`#split [value="${CSS.escape(id)}"]`); if (box) { box.checked = true; count(); document.querySelector("[data-split-reason]").focus(); } });
  }
  // The server cannot be reached: said once, in place.
  addEventListener("htmx:sendError", () => { document.getElementById("offline").hidden = false; });
  addEventListener("submit", e => { if (e.target.method === "post") { if (e.target.dataset.sent) e.preventDefault(); e.target.dataset.sent = "1"; setTimeout(() => delete e.target.dataset.sent, 4000); } });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(f => delete f.dataset.sent));
})();
