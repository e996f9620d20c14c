// Personal values: what stands in the place of `<stagiaire>`, on pages and decks alike. Nothing leaves the browser.
//
// `TM_VALUES`, written before this file, has what the course declares. A value is kept under a key that names the path
// of the site and the course; where storage is blocked, it lasts as long as the page. A value is never read as HTML.
const tmValues = (() => {
  "use strict";

  const SITE = new URL("../../", document.currentScript.src).pathname;
  const PREFIX = `timonier:valeurs:1:${SITE}:${TM_VALUES.course}:`;
  const SHOWN = 40;

  // --- What a value may be ------------------------------------------------------------------------------------------

  /** The variables that the course declares, by name. */
  const declared = new Map(
    TM_VALUES.variables.map((each) => [each.name, { ...each, whole: new RegExp(`^(?:${each.pattern})$`) }]),
  );

  // What Python's `isprintable` refuses.
  const hasUnprintable = (value) => /(?! )[\p{C}\p{Z}]/u.test(value);

  const allows = ({ whole }, value) =>
    value.length <= TM_VALUES.longest && !hasUnprintable(value) && whole.test(value);

  const plain = (value) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/\s+/gu, "-");

  const cause = (value) => {
    if (value.length > TM_VALUES.longest) return `Cette valeur dépasse ${TM_VALUES.longest} caractères.`;
    if (hasUnprintable(value)) return "Cette valeur contient un saut de ligne ou un caractère invisible.";
    return `« ${value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value} » ne convient pas.`;
  };

  /** Why a value is refused, or nothing. */
  const refusal = (name, value) => {
    const variable = declared.get(name);
    if (allows(variable, value)) return "";
    const near = plain(value);
    const advice = allows(variable, near) ? ` Essayez « ${near} ».` : "";
    return `${cause(value)} ${variable.expected}${advice}`;
  };

  // --- Where values are ---------------------------------------------------------------------------------------------

  const kept = tmKept(PREFIX);
  const { isKept, onChange, write } = kept;

  /** A value that somebody gave, or nothing: what the course no longer allows counts for nothing. */
  const read = (name) => {
    const value = kept.read(name);
    return value !== null && allows(declared.get(name), value) ? value : "";
  };

  /** Every value that somebody gave, by name. */
  const all = () => new Map([...declared.keys()].map((name) => [name, read(name)]).filter(([, value]) => value));

  // --- Where they show ----------------------------------------------------------------------------------------------

  /** A text in which names give way to values. */
  const filled = (text) => [...all()].reduce((now, [name, value]) => now.replaceAll(`<${name}>`, () => value), text);

  onChange(() => {
    const values = all();
    for (const place of document.querySelectorAll(".tm-valeur[data-nom]")) {
      const value = values.get(place.dataset.nom);
      const text = value ?? `<${place.dataset.nom}>`;
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("tm-remplie", value !== undefined);
    }
  });

  // --- What the address brings --------------------------------------------------------------------------------------

  /** Keep the values of the address, and take them out of it. What is refused is returned, by name. */
  const taken = () => {
    const address = new URL(location.href);
    const given = [...declared.keys()]
      .filter((name) => address.searchParams.has(name))
      .map((name) => [name, address.searchParams.get(name).trim()]);
    if (given.length === 0) return new Map();
    for (const [name] of given) address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
    write(given.filter(([name, value]) => !refusal(name, value)));
    return new Map(given.filter(([name, value]) => refusal(name, value)));
  };

  return { all, declared, filled, isKept, onChange, read, refusal, refused: taken(), write };
})();
