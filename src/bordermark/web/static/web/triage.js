// Keys for the queue of alerts: j and k walk it, x and * tick, a, d, r and c take steps, o opens, ? tells all this.
// Every key does what a link, a box or a button of the page does. They can be turned off, which is remembered.
(() => {
  "use strict";
  const queue = document.getElementById("queue");
  const dialog = document.getElementById("keys");
  if (!queue || !dialog) return;
  const rows = [...queue.querySelectorAll(".alerts > li")];
  const box = (row) => row.querySelector("input[type=checkbox]");
  const ticked = document.getElementById("ticked");
  const turnedOn = document.getElementById("keys-on");
  const reason = document.getElementById("reason");
  const button = (step) => queue.querySelector(`button[name=step][value=${step}]`);

  const tell = () => {
    const number = rows.filter((row) => box(row).checked).length;
    ticked.textContent = number ? `${ticked.dataset.some} ${number}` : ticked.dataset.none;
  };
  const current = () => rows.find((row) => row.contains(document.activeElement));
  const go = (row) => {
    rows.forEach((one) => one.classList.toggle("current", one === row));
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const tickSomething = () => {
    if (rows.some((row) => box(row).checked)) return true;
    const row = current() || rows.find((one) => one.classList.contains("current"));
    if (row) box(row).checked = true;
    tell();
    return Boolean(row);
  };
  const take = (step) => {
    if (button(step) && tickSomething()) button(step).click();
  };
  const keys = {
    j: () => go(rows[Math.min(rows.indexOf(current()) + 1, rows.length - 1)]),
    k: () => go(rows[Math.max(rows.indexOf(current()) - 1, 0)]),
    x: () => { if (current()) { box(current()).checked = !box(current()).checked; tell(); } },
    "*": () => { const all = rows.every((row) => box(row).checked); rows.forEach((row) => { box(row).checked = !all; }); tell(); },
    o: () => current()?.querySelector(".title a").click(),
    a: () => take("take"),
    d: () => { if (reason && tickSomething()) reason.focus(); },
    r: () => take("refer"),
    c: () => take("confirm"),
    "?": () => dialog.showModal(),
  };

  rows.forEach((row) => { row.tabIndex = -1; });
  document.getElementById("keys-shown").hidden = false;
  document.getElementById("keys-shown").addEventListener("click", () => dialog.showModal());
  turnedOn.checked = localStorage.getItem("keys") !== "off";
  turnedOn.addEventListener("change", () => localStorage.setItem("keys", turnedOn.checked ? "on" : "off"));
  queue.addEventListener("change", tell);
  queue.addEventListener("focusin", (event) => {
    const row = event.target.closest(".alerts > li");
    if (row) rows.forEach((one) => one.classList.toggle("current", one === row));
  });
  reason?.addEventListener("keydown", (event) => {
    const number = Number(event.key);
    if (number > 0 && number < reason.options.length && turnedOn.checked) {
      event.preventDefault();
      reason.selectedIndex = number;
      if (number === reason.options.length - 1) document.getElementById("words").focus();
      else button("dismiss").click();
    } else if (event.key === "Escape") {
      (rows.find((row) => row.classList.contains("current")) || rows[0]).focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
    const key = keys[event.key];
    if (!key || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!turnedOn.checked && event.key !== "?") return;
    event.preventDefault();
    key();
  });
  tell();
  if (document.querySelector("main .notice")) go(rows.find((row) => box(row).checked) || rows[0]);
})();
