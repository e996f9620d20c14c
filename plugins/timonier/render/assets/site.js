// Figures that scroll, and a menu for the keyboard.
(() => {
  "use strict";

  // What scrolls inside itself is reached by keyboard, under a name of its own, as long as it scrolls.
  const scrolls = (element, name) => {
    const update = () => {
      const needed = element.scrollWidth > element.clientWidth;
      element.toggleAttribute("data-tm-defile", needed);
      for (const [key, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", `${name} (défile)`]]) {
        if (needed) element.setAttribute(key, value);
        else element.removeAttribute(key);
      }
    };
    new ResizeObserver(update).observe(element);
  };
  const scrollers = () => {
    for (const figure of document.querySelectorAll("article figure")) scrolls(figure, "Figure");
    for (const code of document.querySelectorAll(":is(.tm-code, .tm-ecarts) pre > code")) scrolls(code, "Code");
    for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) scrolls(table, "Tableau");
  };
  // The theme wraps tables first, in a script that has run by then.
  window.addEventListener("load", scrollers);

  // The theme opens its menu with a label, which the keyboard does not reach: a button does the same.
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector(".tm-menu");
  const sidebar = document.querySelector(".md-sidebar--primary");
  menu.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    menu.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked) sidebar.querySelector("a[href]").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });

  // One button for light and dark, instead of the theme's two boxes.
  const theme = document.querySelector(".tm-theme");
  if (theme) {
    const tell = () => theme.setAttribute("aria-pressed", String(document.body.dataset.mdColorScheme === "slate"));
    theme.addEventListener("click", () => document.querySelector("[data-md-component=palette] label:not([hidden])").click());
    new MutationObserver(tell).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    tell();
  }
})();
