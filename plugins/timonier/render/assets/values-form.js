// The form for personal values: in a dialog that the header opens, and at the head of each lab. See `values.js`.
(() => {
  "use strict";

  const { all, declared, isKept, onChange, read, refusal, refused, write } = tmValues;
  const opener = document.querySelector(".tm-valeurs-ouvrir");
  if (!opener) return;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const button = (text, type, action) => {
    const made = element("button", { type, class: "tm-bouton" }, text);
    if (action) made.addEventListener("click", action);
    return made;
  };

  const said = element("p", { class: "tm-cache", role: "status" });
  document.body.append(said);

  let count = 0;

  /** One variable: its label, its field, what it may be, and why what was typed is refused. */
  const field = ({ name, label, example, expected }) => {
    const id = `tm-valeur-${++count}`;
    const input = element("input", {
      id,
      type: "text",
      name,
      placeholder: example,
      "aria-describedby": `${id}-aide`,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
    });
    const help = element("p", { id: `${id}-aide`, class: "tm-valeurs-aide" }, expected);
    const error = element("p", { id: `${id}-refus`, class: "tm-valeurs-refus", role: "alert" });
    const part = element(
      "div",
      { class: "tm-valeurs-champ" },
      element("label", { for: id }, `${label} `, element("code", {}, `<${name}>`)),
      input,
      help,
      error,
    );
    const refuse = (reason) => {
      error.textContent = reason;
      help.hidden = reason !== ""; // the reason says it again
      input.setAttribute("aria-describedby", reason ? error.id : help.id);
      if (reason) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    };
    input.addEventListener("input", () => refuse(""));
    const value = () => input.value.trim();
    return { name, input, part, refuse, value, isRefused: () => value() !== "" && refusal(name, value()) };
  };

  const warning = () =>
    element("p", { class: "tm-valeurs-refus" }, "Votre navigateur refuse d’enregistrer : ces valeurs disparaîtront avec cette page.");

  /** The whole form; `saved` is called once values are kept. */
  const form = (saved) => {
    const fields = [...declared.values()].map(field);
    const reset = button("Effacer", "button", () => {
      for (const each of fields) each.refuse("");
      write([...declared.keys()].map((name) => [name, ""]));
      said.textContent = "Valeurs effacées.";
      fields[0].input.focus();
    });
    const made = element(
      "form",
      { class: "tm-valeurs-formulaire", "aria-label": "Vos valeurs", novalidate: "" },
      element("p", {}, "Elles prennent leur place dans les pages, dans ce que vous copiez et dans les fichiers que vous téléchargez. Elles restent dans ce navigateur."),
      ...(isKept() ? [] : [warning()]),
      ...fields.map((each) => each.part),
      element("p", { class: "tm-valeurs-boutons" }, button("Enregistrer", "submit"), reset),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      for (const each of fields) each.refuse(each.isRefused() || "");
      const wrong = fields.find((each) => each.isRefused());
      if (wrong) return wrong.input.focus();
      write(fields.map((each) => [each.name, each.value()]));
      said.textContent = all().size ? "Valeurs enregistrées." : "Valeurs effacées.";
      saved();
    });
    onChange(() => {
      for (const each of fields) {
        if (!each.input.hasAttribute("aria-invalid")) each.input.value = read(each.name);
      }
      reset.hidden = all().size === 0;
    });
    return { made, fields };
  };

  const summary = () => ["Vos valeurs", [...all().values()].join(", ")].filter(Boolean).join(" : ");

  // --- In a lab -------------------------------------------------------------------------------------------------------

  const place = document.querySelector(".tm-valeurs-tp");
  if (place) {
    const title = element("summary", {}, "");
    const fold = element("details", { class: "tm-garder" }, title, form(() => {}).made);
    fold.open = all().size === 0;
    place.append(fold);
    onChange(() => (title.textContent = summary()));
  }

  // --- In the header --------------------------------------------------------------------------------------------------

  const build = () => {
    const box = element("dialog", { class: "tm-valeurs-boite md-typeset", "aria-labelledby": "tm-valeurs-boite-titre" });
    const { made, fields } = form(() => box.close());
    made.querySelector(".tm-valeurs-boutons").append(button("Fermer", "button", () => box.close()));
    box.append(element("h2", { id: "tm-valeurs-boite-titre", class: "tm-valeurs-titre" }, "Vos valeurs"), made);
    box.addEventListener("click", ({ target }) => target === box && box.close());
    // The theme would turn the page at « n » and « p ».
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
    return { box, fields };
  };

  let dialog;
  const open = () => {
    dialog ??= build();
    dialog.box.showModal();
    return dialog.fields;
  };
  opener.addEventListener("click", open);

  onChange(() => (opener.querySelector(".tm-valeurs-texte").textContent = summary()));

  // What the address brought and cannot be.
  if (refused.size) {
    for (const each of open()) {
      if (!refused.has(each.name)) continue;
      each.input.value = refused.get(each.name).slice(0, TM_VALUES.longest);
      each.refuse(refusal(each.name, refused.get(each.name)));
      each.input.focus();
    }
  }
})();
