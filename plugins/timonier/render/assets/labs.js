// The page of all labs: how far one is in each, and filters, which the address keeps.
(() => {
  "use strict";

  const { bar, element, onChange, read, sentence, state, stepsDone } = tmProgress;
  const form = document.querySelector(".tm-filtres");
  if (!form) return;
  const count = document.querySelector(".tm-compte");
  const cards = [...document.querySelectorAll(".tm-tp")];
  const fields = [...form.querySelectorAll("select")];

  // --- Progress -----------------------------------------------------------------------------------------------------------

  const show = (card) => {
    const found = read(card.dataset.tp);
    const now = state(found);
    card.dataset.etat = now || "a-faire";
    card.querySelector(".tm-avancement")?.remove();
    if (!now) return;
    const meter = bar("Avancement");
    meter.max = Math.max(found.etapes, 1);
    meter.value = stepsDone(found);
    const words = now === "fait" ? "Fait" : `En cours : ${sentence(found)}`;
    card.append(element("div", "tm-avancement", meter, element("p", "", words)));
  };

  // --- Filters ------------------------------------------------------------------------------------------------------------

  const matches = (card) => fields.every(({ name, value }) => !value || card.dataset[name] === value);

  const apply = () => {
    for (const card of cards) card.hidden = !matches(card);
    for (const part of document.querySelectorAll(".tm-tps section")) {
      part.hidden = !part.querySelector(".tm-tp:not([hidden])");
    }
    const left = cards.filter((card) => !card.hidden).length;
    const words = left === cards.length ? `${left} TP.` : left ? `${left} TP sur ${cards.length}.` : "Aucun TP ne correspond.";
    if (count.textContent !== words) count.textContent = words;
  };

  const remember = () => {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };

  const recall = () => {
    const asked = new URL(location.href).searchParams;
    for (const field of fields) {
      const known = [...field.options].some((option) => option.value === asked.get(field.name));
      field.value = known ? asked.get(field.name) : "";
    }
  };

  form.addEventListener("change", () => {
    remember();
    apply();
  });
  form.addEventListener("reset", () => {
    // The fields change after this event.
    setTimeout(() => {
      remember();
      apply();
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  recall();
  form.hidden = count.hidden = false;
  onChange(() => {
    cards.forEach(show);
    apply();
  });
})();
