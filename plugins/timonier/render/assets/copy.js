// Copy buttons, for pages and decks. A console gives its commands without prompt and output; any other block is copied whole.
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

  // On a slide a block may be cut to some of its lines: what is copied would not be whole.
  for (const block of document.querySelectorAll(".tm-code:not(.tm-coupe)")) addButton(block);
})();
