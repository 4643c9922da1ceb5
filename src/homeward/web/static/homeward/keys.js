// Keyboard on top of pages that work without it: j and k walk through the rows of a list, Enter opens one, / goes to the
// search field or the first filter, ? to the help on keys; a link that names a key of its own is followed by it; Escape closes an
// open menu. Never keeps anything, never sends anything.
"use strict";

(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const links = () => [...document.querySelectorAll("[data-rows] tbody tr")].map((row) => row.querySelector("a[href], button")).filter(Boolean);

  const walk = (by) => {
    const all = links();
    if (!all.length) return;
    const row = document.activeElement.closest("[data-rows] tbody tr");
    const here = row ? all.findIndex((link) => row.contains(link)) : -1;
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by));
    all[next].focus();
  };

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    "/": () => document.querySelector("[type=search], .filters select")?.focus(),
    "?": () => { window.location.assign("/help/words#keys"); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      closeMenus(null);
      open?.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    } else if (/^[a-z]$/.test(event.key)) {
      document.querySelector(`a[aria-keyshortcuts="${event.key}"]`)?.click();
    }
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
})();
