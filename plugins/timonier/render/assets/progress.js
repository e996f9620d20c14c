// What the reader has done of each lab: kept in this browser, shown in the menu. Nothing leaves it but a file asked for.
//
// One value a lab, under a key that names its form, the path of the site and the lab: {"coches": […], "etapes": 8}.
const tmProgress = (() => {
  "use strict";

  const FORMAT = "timonier-progression";
  const VERSION = 1;
  const SITE = new URL("../../", document.currentScript.src).pathname;
  const PREFIX = `timonier:progression:${VERSION}:${SITE}:`;
  const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const MOST = { bytes: 200_000, labs: 300, ticks: 300, steps: 99, letters: 100 };

  // --- What a record is ---------------------------------------------------------------------------------------------

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isName = (value) => typeof value === "string" && value.length <= MOST.letters && NAME.test(value);

  /** The record that a value read from elsewhere is, or null. */
  const record = (value) => {
    if (!isObject(value)) return null;
    const { coches, etapes } = value;
    if (!Array.isArray(coches) || coches.length > MOST.ticks || !coches.every(isName)) return null;
    if (!Number.isInteger(etapes) || etapes < 0 || etapes > MOST.steps) return null;
    return { coches: [...new Set(coches)], etapes };
  };

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /** How many of its steps are ticked, those that the lab no longer has left out. */
  const stepsDone = ({ coches, etapes }) =>
    Array.from({ length: etapes }, (_, at) => `etape-${at + 1}`).filter((name) => coches.includes(name)).length;

  /** `fait`, `en-cours`, or nothing. */
  const state = (found) => {
    if (!found || found.coches.length === 0) return "";
    return found.etapes > 0 && stepsDone(found) === found.etapes ? "fait" : "en-cours";
  };

  const sentence = (found) => {
    const done = stepsDone(found);
    return `${done} étape${done > 1 ? "s" : ""} sur ${found.etapes}`;
  };

  // --- Where records are --------------------------------------------------------------------------------------------

  const kept = tmKept(PREFIX);
  const { isKept, onChange } = kept;

  const read = (lab) => record(parsed(kept.read(lab)));

  /** Every lab that has a record, by id. */
  const all = () => new Map([...kept.names()].filter(isName).map((lab) => [lab, read(lab)]).filter(([, found]) => found));

  /** Keep records, by lab (null takes one away). */
  const write = (records) => kept.write([...records].map(([lab, found]) => [lab, found && JSON.stringify(found)]));

  // --- Files --------------------------------------------------------------------------------------------------------

  const exported = () =>
    `${JSON.stringify({ format: FORMAT, version: VERSION, tp: Object.fromEntries(all()) }, null, 2)}\n`;

  /** The records of an exported text, or the reason why it is refused. */
  const imported = (text) => {
    const value = parsed(text);
    if (value === undefined) return "ce n’est pas du JSON";
    if (!isObject(value) || value.format !== FORMAT || !isObject(value.tp)) {
      return "ce n’est pas une progression exportée d’un cours Timonier";
    }
    if (value.version !== VERSION) return "sa version n’est pas connue de ce site";
    const labs = Object.entries(value.tp);
    if (labs.length > MOST.labs) return "il décrit trop de TP";
    const wrong = labs.findIndex(([lab, found]) => !isName(lab) || !record(found));
    if (wrong >= 0) return `le TP n° ${wrong + 1} y est mal décrit`;
    return new Map(labs.map(([lab, found]) => [lab, record(found)]));
  };

  const importedFile = async (file) => (file.size > MOST.bytes ? "il dépasse 200 ko" : imported(await file.text()));

  // --- What pages are made of -----------------------------------------------------------------------------------------

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const button = (text, action) => {
    const made = element("button", "tm-bouton", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  const bar = (name) => {
    const made = element("progress", "tm-barre-progression");
    made.setAttribute("aria-label", name);
    return made;
  };

  const status = () => {
    const made = element("p", "tm-message");
    made.setAttribute("role", "status");
    return made;
  };

  // --- Menu -----------------------------------------------------------------------------------------------------------

  const LABELS = { fait: "fait", "en-cours": "en cours" };

  /** A mark whose words are for screen readers and for the pointer. */
  const badge = (found) => {
    const words = LABELS[found];
    const made = element("span", `tm-etat tm-etat-${found}`, element("span", "tm-cache", ` (${words})`));
    made.title = words;
    return made;
  };

  const labOf = (link) => link.pathname.replace(/(\/index)?\.html$|\/$/, "").split("/").pop();

  onChange(() => {
    const records = all();
    for (const link of document.querySelectorAll(".tm-nav a[href]:not([href*='#'])")) {
      link.querySelector(".tm-etat")?.remove();
      const found = state(records.get(labOf(link)));
      if (found) link.append(badge(found));
    }
  });

  return { all, bar, button, element, exported, importedFile, isKept, onChange, read, sentence, state, status, stepsDone, write };
})();
