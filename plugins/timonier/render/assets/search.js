// Search in French, in the pages' own words. Nothing is fetched before the reader opens it.
//
// A word is looked for without accents, case or plural; `nodePort` is also `node` and `port`, `--dry-run=client` is
// also `dry-run`. The dialog holds a field and a list of links: the arrows go from one to the next.

const NOTHING = new Set(
  ("a ai au aux c ce ces cet cette d dans de des du elle en est et il ils j je l la le les leur lui m ma mais me mes " +
    "n ne nous on ou par pas pour qu que qui s sa se ses si son sont sur t un une vous y").split(" "),
);
const BREAKS = /[\s\u2018\u2019'"«»“”()[\]{}<>|…,;!?`*→]+/u;
const PARTS = /[-._:/=+@#&]+/u;
const LETTER = /[\p{L}\p{N}]/u;
const MAX_PAGES = 12;
const MAX_SECTIONS = 3;
const EXCERPT_WORDS = 28;

// --- Words ----------------------------------------------------------------------------------------------------------

/** The pieces of a text that stand between spaces, without the punctuation around them; an option keeps its dashes. */
const chunks = (text) =>
  text
    .split(BREAKS)
    .map((chunk) => chunk.replace(/^[^\p{L}\p{N}-]+|[^\p{L}\p{N}]+$/gu, ""))
    .filter((chunk) => LETTER.test(chunk));

const bare = (chunk) => chunk.replace(/^-+/, "");

/** `clusterIP` gives `cluster` and `IP`, `kube-proxy` gives `kube` and `proxy`. */
const parts = (chunk) =>
  bare(chunk)
    .split(PARTS)
    .flatMap((part) => [part, ...part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)])
    .filter((part) => LETTER.test(part));

/** Everything that a chunk of a page can be found by. */
const words = (chunk) => [...new Set([chunk, bare(chunk), ...chunk.split(/[=,]/), ...parts(chunk)])].filter(Boolean);

/** A word as it is compared: without accents, ligatures, case and plural; nothing for one that says nothing. */
const fold = (word) => {
  const plain = word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae");
  if (NOTHING.has(plain)) return null;
  return plain.length > 3 && !plain.startsWith("-") ? plain.replace(/(?<=[^s])s$|(?<=[ae]u)x$/, "") : plain;
};

// --- Index ----------------------------------------------------------------------------------------------------------

/** A text with the reader's own values in it, where the course has some. */
const personal = typeof tmValues === "undefined" ? (text) => text : tmValues.filled;

/** The engine over the sections of all pages; sections are numbered as they come. */
const build = (MiniSearch, pages) => {
  const sections = pages.flatMap((page) =>
    page.sections.map(([anchor, title, text]) => ({ page, anchor, title, text: personal(text) })),
  );
  const engine = new MiniSearch({
    fields: ["pageTitle", "title", "text"],
    tokenize: (text) => chunks(text).flatMap(words),
    processTerm: fold,
    searchOptions: {
      boost: { pageTitle: 4, title: 3 },
      prefix: (term) => term.length > 1 && !/^-[^-]/.test(term),
      fuzzy: (term) => (term.length > 4 && !/[\d-]/.test(term) ? 0.2 : false),
      // A word of a page's title leads to its beginning first.
      boostDocument: (id) => (sections[id].anchor ? 1 : 1.5),
      weights: { fuzzy: 0.2, prefix: 0.5 },
    },
  });
  engine.addAll(
    sections.map(({ page, title, text }, id) => ({
      id,
      // A section without a title begins a page: it stands for the whole of it.
      pageTitle: page.title,
      title: title || page.title,
      text,
    })),
  );
  return { engine, sections };
};

/** Pages in order, each with its best sections; every word must be found or, failing that, any. */
const search = ({ engine, sections }, query) => {
  let found = engine.search(query, { combineWith: "AND", tokenize: chunks });
  if (found.length === 0) found = engine.search(query, { combineWith: "OR" });
  const pages = new Map();
  for (const { id, terms } of found) {
    const section = sections[id];
    const hits = pages.get(section.page) ?? [];
    if (hits.length < MAX_SECTIONS) hits.push({ ...section, terms });
    pages.set(section.page, hits);
  }
  return [...pages.values()];
};

// --- Results --------------------------------------------------------------------------------------------------------

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

const isHit = (chunk, terms) => words(chunk).some((word) => terms.has(fold(word)));

/** Text in which the words that were found stand in `<mark>`, without the punctuation that touches them. */
const marked = (text, terms) =>
  text.split(/([\s\u2018\u2019'()«»,;]+)/u).flatMap((piece) => {
    if (!chunks(piece).some((chunk) => isHit(chunk, terms))) return [piece];
    const [, before, word, after] = piece.match(/^([^\p{L}\p{N}-]*)(.*?)([^\p{L}\p{N}]*)$/su);
    return [before, element("mark", "", word), after];
  });

/** The few words round the place where most of the terms stand together. */
const excerpt = (text, terms) => {
  const all = text.split(" ");
  const hits = all.flatMap((word, at) => (chunks(word).some((chunk) => isHit(chunk, terms)) ? [at] : []));
  const near = (at) => hits.filter((other) => other >= at && other < at + EXCERPT_WORDS / 2).length;
  const best = hits.reduce((one, other) => (near(other) > near(one) ? other : one), hits[0] ?? 0);
  const start = Math.max(0, best - 6);
  const end = start + EXCERPT_WORDS;
  const cut = all.slice(start, end).join(" ");
  return [start > 0 ? "… " : "", ...marked(cut, terms), end < all.length ? " …" : ""];
};

const link = (base, { page, anchor }, ...children) => {
  const made = element("a", "", ...children);
  made.href = new URL(page.url + (anchor ? `#${anchor}` : ""), base).href;
  return made;
};

const item = (base, [best, ...others]) => {
  const terms = new Set(best.terms);
  const main = link(
    base,
    best,
    element("span", "tm-resultat-page", ...marked(best.page.title, terms)),
    ...(best.title ? [element("span", "tm-resultat-section", ...marked(best.title, terms))] : []),
    element("span", "tm-resultat-extrait", ...excerpt(best.text, terms)),
  );
  const more = others
    .filter((section) => section.title)
    .map((section) => element("li", "", link(base, section, ...marked(section.title, new Set(section.terms)))));
  return element("li", "", main, ...(more.length ? [element("ul", "", ...more)] : []));
};

const count = (number) =>
  number === 0 ? "Aucune page trouvée." : number === 1 ? "1 page trouvée." : `${number} pages trouvées.`;

// --- Dialog ---------------------------------------------------------------------------------------------------------

const start = (dialog) => {
  const openers = document.querySelectorAll(".tm-chercher, .tm-chercher-ici");
  const field = dialog.querySelector("input[type=search]");
  const list = dialog.querySelector(".tm-resultats");
  const status = dialog.querySelector("[role=status]");
  const shortcuts = dialog.querySelector("input[type=checkbox]");
  const base = new URL(dialog.dataset.base, location.href);
  let loading;
  let announcing;
  if (typeof tmValues !== "undefined") tmValues.onChange(() => (loading = undefined));

  const load = async () => {
    // A module resolves addresses from its own place, and these are the page's.
    const library = new URL(dialog.dataset.library, location.href).href;
    const [{ default: MiniSearch }, answer] = await Promise.all([import(library), fetch(dialog.dataset.index)]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return build(MiniSearch, await answer.json());
  };

  // Said once the reader stops typing: a screen reader would read every number otherwise.
  const announce = (message) => {
    clearTimeout(announcing);
    announcing = setTimeout(() => (status.textContent = message), 250);
  };

  const show = async () => {
    const query = field.value.trim();
    let index;
    try {
      index = await (loading ??= load());
    } catch {
      loading = undefined;
      return announce("La recherche n’a pas pu se charger. Vérifiez votre connexion, puis recommencez.");
    }
    if (query !== field.value.trim()) return;
    const pages = query ? search(index, query) : [];
    list.replaceChildren(...pages.slice(0, MAX_PAGES).map((hits) => item(base, hits)));
    announce(query ? count(pages.length) : "");
  };

  const open = (query) => {
    if (!dialog.open) dialog.showModal();
    if (query !== undefined) field.value = query;
    field.focus();
    field.select();
    show();
  };

  const move = (step) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + step;
    stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
  };

  dialog.addEventListener("keydown", (event) => {
    // The theme would turn the page at « n » and « p ».
    event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      // A search field would take the first one to empty itself.
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  dialog.querySelector(".tm-fermer").addEventListener("click", () => dialog.close());
  field.addEventListener("input", show);
  for (const opener of openers) opener.addEventListener("click", () => open());

  // Keys of one letter can be turned off: they get in the way of those who speak to their computer.
  const KEY = "timonier.raccourcis";
  const attempt = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null; // where storage is blocked, the choice lasts as long as the page
    }
  };
  shortcuts.checked = attempt((storage) => storage.getItem(KEY)) !== "non";
  shortcuts.addEventListener("change", () => attempt((storage) => storage.setItem(KEY, shortcuts.checked ? "oui" : "non")));
  window.addEventListener(
    "keydown",
    (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
      if (typing && typing.type !== "radio" && typing.type !== "checkbox") return;
      if (!shortcuts.checked) event.stopImmediatePropagation();
      else if (event.key === "/" || event.key === "s") {
        event.preventDefault();
        open();
      }
    },
    true,
  );

  const asked = new URLSearchParams(location.search).get("q");
  if (asked !== null) open(asked);
};

start(document.querySelector(".tm-recherche"));
