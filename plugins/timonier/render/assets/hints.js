// Hints come one after another, when the reader asks: a button stands for those that are still to come.
(() => {
  "use strict";

  const { button, element } = tmProgress;
  const said = element("div", "tm-cache");
  said.setAttribute("role", "status");
  document.body.append(said);

  const isHint = (node) => node?.matches("details.tm-indice") ?? false;

  const run = (first) => {
    const hints = [first];
    while (isHint(hints.at(-1).nextElementSibling)) hints.push(hints.at(-1).nextElementSibling);
    return hints;
  };

  const offer = (hints) => {
    let shown = 0;
    const more = button("Un indice", () => {
      const hint = hints[shown++];
      hint.hidden = false;
      hint.open = true;
      hint.querySelector("summary").focus();
      said.textContent = `Indice ${shown} sur ${hints.length} affiché.`;
      if (shown === hints.length) more.remove();
      else more.textContent = `Un autre indice (${shown + 1} sur ${hints.length})`;
    });
    more.classList.add("tm-bouton-indice");
    for (const hint of hints) hint.hidden = true;
    hints.at(-1).after(more);
  };

  for (const hint of document.querySelectorAll("article details.tm-indice")) {
    // Those of trainers are open from the start.
    if (!isHint(hint.previousElementSibling) && !hint.open) offer(run(hint));
  }
})();
