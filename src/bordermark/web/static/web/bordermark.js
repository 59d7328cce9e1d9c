// The little that a form or a link cannot do: "/" goes to the search box, Escape, a click and the focus elsewhere
// close the suggestions, the arrow keys walk them, and an empty box has none.
(() => {
  "use strict";
  const box = () => document.querySelector("input[type=search]");
  const close = () => document.querySelectorAll(".suggestions").forEach((one) => one.replaceChildren());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && box()) {
      event.preventDefault();
      box().focus();
    } else if (event.key === "Escape") {
      if (event.target.closest(".suggestions")) box().focus();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const search = event.target.closest("[role=search]");
      if (!search) return;
      const stops = [search.querySelector("input"), ...search.querySelectorAll(".suggestions a")];
      const next = stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
      if (stops.length > 1 && next >= 0 && next < stops.length) {
        event.preventDefault();
        stops[next].focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[role=search]")) close();
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("[role=search]")) close();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[type=search]") && event.target.value.trim() === "") close();
  });
})();
