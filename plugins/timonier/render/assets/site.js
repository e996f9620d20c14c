// Copy buttons, figures that scroll, and a menu for the keyboard. A console gives its commands without prompt and output; any other block is copied whole.
(() => {
  "use strict";

  const status = document.createElement("div");
  status.className = "tm-cache";
  status.setAttribute("role", "status");
  document.body.append(status);

  const textOf = (element) => {
    const copy = element.cloneNode(true);
    for (const prompt of copy.querySelectorAll(".tm-invite")) prompt.remove();
    return copy.textContent;
  };

  const copied = (block) => {
    const commands = [...block.querySelectorAll(".tm-commande")];
    const parts = block.classList.contains("tm-console") ? commands : [block.querySelector("pre code")];
    return parts.map(textOf).join("\n").replace(/\n$/, "");
  };

  // Without https the browser has no clipboard object: a hidden text field does as well.
  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "tm-cache";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copy refused");
  };

  const label = (block) => {
    const file = block.querySelector(".tm-fichier");
    if (file) return `Copier ${file.textContent}`;
    if (!block.classList.contains("tm-console")) return "Copier le code";
    return block.querySelectorAll(".tm-commande").length > 1 ? "Copier les commandes" : "Copier la commande";
  };

  const addButton = (block) => {
    if (block.classList.contains("tm-console") && !block.querySelector(".tm-commande")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tm-copier";
    button.textContent = "Copier";
    button.setAttribute("aria-label", label(block));
    button.addEventListener("click", async () => {
      let message = "Copié";
      try {
        await write(copied(block));
      } catch {
        message = "Copie refusée";
      }
      button.textContent = message;
      status.textContent = message;
      setTimeout(() => {
        button.textContent = "Copier";
        status.textContent = "";
      }, 2000);
    });
    block.querySelector("pre").before(button);
  };

  for (const block of document.querySelectorAll(".tm-code")) addButton(block);

  // What scrolls inside itself is reached by keyboard, under a name of its own, as long as it scrolls.
  const scrolls = (element, name) => {
    const update = () => {
      const needed = element.scrollWidth > element.clientWidth + 1;
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
    for (const code of document.querySelectorAll(".tm-code pre > code")) scrolls(code, "Code");
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
