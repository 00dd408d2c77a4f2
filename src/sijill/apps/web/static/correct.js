// The correct form: the words selected in the report become a field's span. Offsets are code points.
(() => {
  const form = document.getElementById("correct");
  let held = null, last = null;
  document.addEventListener("selectionchange", () => { const s = globalThis.sijillSelection?.(); if (s && s.end > s.start) held = { ...s, quote: getSelection().toString() }; });
  const use = row => {
    if (!held) return;
    const name = row.dataset.field;
    form.elements[`${name}.start`].value = held.start;
    form.elements[`${name}.end`].value = held.end;
    row.querySelector("[data-quote]").textContent = held.quote;
    document.getElementById("said").textContent = `${name}: ${held.quote}`;
    last = row;
  };
  form.addEventListener("click", e => { const b = e.target.closest("[data-use]"); if (b) use(b.closest("[data-field]")); });
  form.addEventListener("focusin", e => { const row = e.target.closest("[data-field]"); if (row) last = row; });
  // Keep the selection when a button of the form is pressed.
  form.addEventListener("mousedown", e => { if (e.target.closest("[data-use]")) e.preventDefault(); });
  addEventListener("keydown", e => { if (e.key === "Enter" && held && !e.target.closest("input, select, button, a")) { e.preventDefault(); use(last || form.querySelector("[data-field]")); } });
})();
