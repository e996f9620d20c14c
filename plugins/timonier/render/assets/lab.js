// A lab that one ticks: its steps, its verifications, its check-list, and how far one is. See `progress.js`.
(() => {
  "use strict";

  const { all, bar, button, element, exported, importedFile, isKept, onChange, read, sentence, status, stepsDone, write } =
    tmProgress;

  // --- Export, import, begin again --------------------------------------------------------------------------------------

  /** The buttons; `labs` gives the ids of what « begin again » takes away. */
  const tools = (again, labs) => {
    const message = status();
    let before = new Map();

    const undo = button("Annuler", () => {
      write(before);
      undo.hidden = true;
      message.textContent = "Progression rétablie.";
      reset.focus();
    });
    undo.hidden = true;

    const change = (records, words) => {
      before = new Map([...records.keys()].map((lab) => [lab, read(lab)]));
      write(records);
      message.textContent = words;
      undo.hidden = false;
    };

    const save = button("Exporter", () => {
      if (all().size === 0) return (message.textContent = "Rien à exporter : aucune case n’est cochée.");
      const link = element("a");
      link.href = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
      link.download = "progression.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      message.textContent = "Progression exportée dans progression.json.";
    });

    const file = element("input", "tm-cache");
    file.type = "file";
    file.accept = ".json,application/json";
    file.addEventListener("change", async () => {
      if (file.files.length === 0) return;
      const found = await importedFile(file.files[0]).catch(() => "il ne se lit pas");
      file.value = "";
      if (typeof found === "string") message.textContent = `Fichier refusé : ${found}.`;
      else change(found, `Progression de ${found.size} TP importée.`);
    });

    const reset = button(again, () => {
      const gone = labs();
      if (gone.length === 0) return (message.textContent = "Rien à effacer : aucune case n’est cochée.");
      change(new Map(gone.map((lab) => [lab, null])), "Progression effacée.");
      undo.focus();
    });

    const load = element("label", "tm-bouton", "Importer", file);
    return element("div", "tm-outils", element("p", "", save, load, reset, undo), message);
  };

  const fold = (content) =>
    element(
      "details",
      "tm-garder",
      element("summary", "", "Exporter, importer ou effacer"),
      element("p", "", "Vos coches restent dans ce navigateur : exportez-les pour les retrouver ailleurs."),
      content,
    );

  const warning = () =>
    element("p", "tm-avertissement", "Votre navigateur refuse d’enregistrer : vos coches disparaîtront avec cette page.");

  const list = document.querySelector(".tm-tps");
  if (list) {
    const parts = [fold(tools("Tout effacer", () => [...all().keys()]))];
    if (!isKept()) parts.unshift(warning());
    list.append(element("div", "tm-progression", ...parts));
  }

  // --- The boxes of a lab -------------------------------------------------------------------------------------------------

  const named = [...document.querySelectorAll("article [data-coche]")];
  const lab = document.querySelector("[data-timonier-page]")?.dataset.timonierPage;
  if (!lab || named.length === 0) return;
  const steps = named.filter((place) => place.matches("h2"));

  const box = () => {
    const made = element("input");
    made.type = "checkbox";
    return made;
  };

  const stepOf = (place) => {
    const above = steps.filter((step) => step.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
    return above?.dataset.coche.replace("etape-", "") ?? "";
  };

  const END = "h1, h2, [data-timonier-page], .footnote, .tm-pied";
  const endOf = (step) => {
    let last = step;
    while (last.nextElementSibling && !last.nextElementSibling.matches(END)) last = last.nextElementSibling;
    return last;
  };

  const addToStep = (step) => {
    const number = step.dataset.coche.replace("etape-", "");
    const input = box();
    endOf(step).after(element("p", "tm-fin-etape", element("label", "tm-coche", input, ` Étape ${number} terminée`)));
    return input;
  };

  const addToVerification = (block) => {
    const title = block.querySelector(".tm-bloc-titre");
    const input = box();
    const step = stepOf(block);
    const place = step && element("span", "tm-cache", ` (étape ${step})`);
    title.replaceChildren(element("label", "tm-coche", input, " ", ...title.childNodes, place));
    return input;
  };

  /** The box that the page came with, and the words after it. */
  const wakeInList = (item) => {
    const input = item.querySelector("input[type=checkbox]");
    const words = [];
    for (let node = input.nextSibling; node && !/^(UL|OL|P|DIV|PRE|DETAILS)$/.test(node.nodeName); node = node.nextSibling) {
      words.push(node);
    }
    const label = element("label", "tm-coche");
    input.replaceWith(label);
    label.append(input, ...words);
    input.disabled = false;
    return input;
  };

  const inputOf = (place) => {
    if (place.matches("h2")) return addToStep(place);
    return place.matches(".tm-verification") ? addToVerification(place) : wakeInList(place);
  };

  const inputs = new Map(named.map((place) => [place, inputOf(place)]));
  const current = () => ({ coches: read(lab)?.coches ?? [], etapes: steps.length });

  for (const [place, input] of inputs) {
    input.addEventListener("change", () => {
      const { coches, etapes } = current();
      const others = coches.filter((name) => name !== place.dataset.coche);
      const now = input.checked ? [...others, place.dataset.coche] : others;
      write([[lab, now.length ? { coches: now, etapes } : null]]);
    });
  }

  // --- How far one is -------------------------------------------------------------------------------------------------------

  const meter = bar("Avancement dans ce TP");
  const count = element("p");
  const parts = [fold(tools("Recommencer ce TP", () => (read(lab) ? [lab] : [])))];
  if (!isKept()) parts.unshift(warning());
  if (steps.length) parts.unshift(element("div", "tm-avancement", meter, count));
  const head = document.querySelector("article .tm-zip") ?? document.querySelector("article :is(.tm-tete, h1)");
  head.after(element("div", "tm-progression", ...parts));

  // The menu counts by what the page said last: it says it again when its steps are other ones.
  const known = read(lab);
  if (known && known.etapes !== steps.length) write([[lab, current()]]);

  onChange(() => {
    const found = current();
    for (const [place, input] of inputs) {
      input.checked = found.coches.includes(place.dataset.coche);
      place.classList.toggle("tm-fait", input.checked);
    }
    meter.max = Math.max(found.etapes, 1);
    meter.value = stepsDone(found);
    if (count.textContent !== sentence(found)) count.textContent = sentence(found);
  });
  // Said when it changes, and not as the page opens.
  count.setAttribute("role", "status");
})();
