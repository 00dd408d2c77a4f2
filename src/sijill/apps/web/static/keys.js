// Keys for what the page's buttons and links do. Everything works without it.
(() => {
  const typing = e => e.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  let on = true;
  try { on = localStorage.getItem("keys") !== "off"; } catch (e) {}
  const tell = () => document.querySelectorAll("[data-keys-state]").forEach(s => s.textContent = on ? "on" : "off");
  tell();
  addEventListener("click", e => {
    const button = e.target.closest("[data-keys-toggle]");
    if (!button) return;
    on = !on; button.setAttribute("aria-pressed", on); tell();
    try { localStorage.setItem("keys", on ? "on" : "off"); } catch (e) {}
  });
  const rows = () => [...document.querySelectorAll("tr[data-row]")];
  let at = -1;
  const to = n => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, n));
    all.forEach((r, i) => r.classList.toggle("is-row", i === at));
    const link = all[at].querySelector("a");
    if (link) link.focus(); else all[at].scrollIntoView({ block: "nearest" });
  };
  const click = q => { const e = document.querySelector(q); if (e && !e.disabled) { e.click(); return true; } return false; };
  const places = { Q: "/", I: "/incidents", D: "/documents" };
  addEventListener("keydown", e => {
    if (e.key === "Escape" && typing(e)) { e.target.blur(); return; }
    if (!on || typing(e)) return;
    const k = e.key;
    let done = true;
    if (k === "/") document.querySelector("input[type=search]")?.focus();
    else if (k === "?") location.href = "/keys";
    else if (k === "t") document.querySelector("[data-theme-toggle]")?.click();
    else if (places[k]) location.href = places[k];
    else if (k === "j" && !click("a[rel=next]")) to(at + 1);
    else if (k === "k" && !click("a[rel=prev]")) to(at - 1);
    else if (k.length === 1 && !"jk".includes(k)) done = click(`[data-key="${CSS.escape(k)}"]`);
    else done = k === "j" || k === "k";
    if (done) e.preventDefault();
  });
  const here = document.getElementById("here");
  if (here) here.scrollIntoView({ block: "center" });
  // A selection in the report, in code points of its text (JavaScript counts UTF-16 units).
  const points = s => [...s].length;
  globalThis.sijillSelection = () => {
    const s = getSelection();
    if (!s.rangeCount || s.isCollapsed) return null;
    const r = s.getRangeAt(0), p = r.startContainer.parentElement?.closest("p[data-start]"), q = r.endContainer.parentElement?.closest("p[data-start]");
    if (!p || !q) return null;
    const upTo = (para, node, offset) => { const range = document.createRange(); range.setStart(para, 0); range.setEnd(node, offset); return points(range.toString()); };
    return { start: Number(p.dataset.start) + upTo(p, r.startContainer, r.startOffset), end: Number(q.dataset.start) + upTo(q, r.endContainer, r.endOffset) };
  };
})();
