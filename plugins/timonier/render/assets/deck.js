// A deck: reveal.js in French, and the same file as the presenter's view (`?presentateur`), which the deck opens.
// The two speak by messages between windows: that works for a file opened locally too.
(() => {
  "use strict";

  const root = document.documentElement;
  const deck = document.querySelector(".reveal");
  const slides = [...deck.querySelectorAll(".slides > section")];
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isPresenter = new URLSearchParams(location.search).has("presentateur");

  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const paint = () => {
    const slate = chosen === null ? dark.matches : chosen === "slate";
    root.toggleAttribute("data-md-color-scheme", slate);
    if (slate) root.setAttribute("data-md-color-scheme", "slate");
  };
  dark.addEventListener("change", paint);
  paint();
  const turn = () => {
    chosen = root.hasAttribute("data-md-color-scheme") ? "default" : "slate";
    paint();
  };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const button = (text, action, attributes = {}) => {
    const made = element("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", action);
    return made;
  };

  // --- The deck -------------------------------------------------------------------------------------------------------

  const KEYS = [
    ["→ Espace Page suivante", "avancer"],
    ["← Page précédente", "reculer"],
    ["Début, Fin", "première, dernière diapositive"],
    ["O ou Échap", "vue d’ensemble"],
    ["S", "vue du présentateur"],
    ["F", "plein écran"],
    ["B", "écran noir"],
    ["T", "clair ou sombre"],
    ["L", "lire la leçon à cet endroit"],
    ["?", "cette aide"],
  ];

  const helpBox = () => {
    const rows = KEYS.map(([key, what]) =>
      element("tr", {}, element("th", { scope: "row" }, key), element("td", {}, what)),
    );
    const box = element(
      "dialog",
      { class: "tm-aide", "aria-labelledby": "tm-aide-titre" },
      element("h2", { id: "tm-aide-titre" }, "Clavier"),
      element("table", {}, element("tbody", {}, ...rows)),
    );
    box.append(button("Fermer", () => box.close()));
    document.body.append(box);
    return box;
  };

  const showDeck = () => {
    let presenter = null;
    const box = helpBox();
    const help = () => (box.open ? box.close() : box.showModal());
    const present = () => {
      const address = new URL(location.href);
      address.search = "?presentateur";
      address.hash = "";
      presenter = window.open(address.href, "timonier-presentateur", "width=1200,height=760");
    };
    const read = () => {
      const link = Reveal.getCurrentSlide().querySelector(".tm-retour");
      location.href = link ? link.href : deck.dataset.page;
    };

    const state = () => ({
      timonier: "etat",
      index: slides.indexOf(Reveal.getCurrentSlide()),
      fragment: Reveal.getIndices().f ?? -1,
      dark: root.hasAttribute("data-md-color-scheme"),
    });
    const tell = () => presenter && !presenter.closed && presenter.postMessage(state(), "*");
    const orders = {
      bonjour: tell,
      avancer: () => Reveal.next(),
      reculer: () => Reveal.prev(),
      aller: (order) => Reveal.slide(order.index),
    };
    window.addEventListener("message", ({ source, data }) => {
      if (!source || source === window || !Object.hasOwn(orders, data?.timonier)) return;
      presenter = source;
      orders[data.timonier](data);
    });

    const french = () => {
      const names = { left: "Diapositive précédente", right: "Diapositive suivante", up: "Monter", down: "Descendre" };
      for (const [side, name] of Object.entries(names))
        deck.querySelector(`.navigate-${side}`)?.setAttribute("aria-label", name);
      deck.querySelector(".slide-number a")?.setAttribute("aria-label", `Diapositive ${Reveal.getSlidePastCount() + 1} sur ${slides.length}`);
    };

    Reveal.initialize({
      width: 1280,
      height: 720,
      margin: 0.02,
      center: false,
      hash: true,
      help: false,
      navigationMode: "linear",
      slideNumber: "c/t",
      transition: reduced ? "none" : "fade",
      transitionSpeed: "fast",
      backgroundTransition: "none",
      keyboard: { 191: help, 83: present, 84: turn, 76: read, 188: help },
      keyboardCondition: () => !box.open,
    }).then(() => {
      for (const name of ["slidechanged", "fragmentshown", "fragmenthidden"]) Reveal.on(name, tell);
      Reveal.on("slidechanged", french);
      french();
      document.body.append(
        element(
          "div",
          { class: "tm-outils", role: "toolbar", "aria-label": "Diaporama" },
          button("Présentateur", present),
          button("Vue d’ensemble", () => Reveal.toggleOverview()),
          button("Clair ou sombre", turn),
          button("Aide", help),
        ),
      );
      let timer;
      document.addEventListener("mousemove", () => {
        document.body.classList.remove("tm-calme");
        clearTimeout(timer);
        timer = setTimeout(() => document.body.classList.add("tm-calme"), 2000);
      });
      document.body.classList.add("tm-calme");
    });
    // The key that types « ? » is not the same on every keyboard.
    document.addEventListener("keydown", (event) => {
      if (event.key === "?" && !box.open) help();
    });
  };

  // --- The presenter's view ---------------------------------------------------------------------------------------------

  const minutes = (milliseconds) => {
    const seconds = Math.floor(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  const gap = (elapsed, index) => {
    const start = index ? Number(slides[index - 1].dataset.fin) : 0;
    const end = Number(slides[index].dataset.fin);
    const late = Math.round((elapsed - end) / 60);
    const early = Math.round((start - elapsed) / 60);
    if (late > 0) return ["retard", `en retard de ${late} min`];
    if (early > 0) return ["avance", `en avance de ${early} min`];
    return ["", "à l’heure"];
  };

  const view = (name, title) => {
    const stage = element("div", { class: "slides" });
    const frame = element("div", { class: "tm-vue", inert: "" }, element("div", { class: "reveal" }, stage));
    const part = element("section", { class: name }, element("h2", {}, title), frame);
    new ResizeObserver(() => (frame.firstChild.style.transform = `scale(${frame.clientWidth / 1280})`)).observe(frame);
    const show = (slide, fragment) => {
      if (!slide) return stage.replaceChildren();
      const copy = slide.cloneNode(true);
      for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
      for (const each of copy.querySelectorAll(".fragment"))
        each.classList.toggle("visible", Number(each.dataset.fragmentIndex ?? 0) <= fragment);
      stage.replaceChildren(copy);
    };
    return { part, show };
  };

  const showPresenter = () => {
    document.title = `Présentateur : ${document.title}`;
    document.body.classList.add("tm-presentateur");
    for (const slide of slides)
      slide.querySelectorAll(".fragment:not([data-fragment-index])").forEach((each, index) => (each.dataset.fragmentIndex = index));
    const planned = Number(deck.dataset.duree) * 60_000;
    const here = view("tm-ici", "Diapositive");
    const next = view("tm-apres", "Ensuite");
    const text = element("div", { class: "tm-texte" });
    const notes = element("section", { class: "tm-notes", tabindex: "0", "aria-label": "Notes" }, element("h2", {}, "Notes"), text);
    const clock = element("strong");
    const spent = element("strong");
    const distance = element("span", { class: "tm-ecart", role: "status" });
    const where = element("span", { class: "tm-ou", role: "status" });

    let index = 0;
    let fragment = null;
    let since = null;
    let before = 0;
    let shown = null;
    const elapsed = () => before + (since === null ? 0 : Date.now() - since);
    const start = () => (since ??= Date.now());
    const pause = button("Démarrer", () => {
      if (since === null) start();
      else {
        before = elapsed();
        since = null;
      }
      tick();
    });
    const reset = button("Remettre à zéro", () => {
      before = 0;
      if (since !== null) since = Date.now();
      tick();
    });

    const tick = () => {
      clock.textContent = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
      spent.textContent = planned ? `${minutes(elapsed())} sur ${minutes(planned)}` : minutes(elapsed());
      pause.textContent = since !== null ? "Pause" : before ? "Reprendre" : "Démarrer";
      const [side, words] = since === null && !before ? ["", "chronomètre arrêté"] : gap(elapsed() / 1000, index);
      distance.hidden = !planned;
      if (distance.textContent !== words) distance.textContent = words;
      distance.dataset.sens = side;
    };

    const show = (state) => {
      if (state.index < 0 || state.index >= slides.length) return;
      if (shown !== null && state.index !== index) start();
      index = state.index;
      fragment = state.fragment;
      shown = `${index} ${fragment}`;
      here.show(slides[index], fragment);
      next.show(slides[index + 1], -1);
      const spoken = slides[index].querySelector("aside.notes");
      text.replaceChildren(...(spoken ? spoken.cloneNode(true).childNodes : ["Pas de note."]));
      for (const fold of text.querySelectorAll("details")) fold.open = true;
      notes.scrollTop = 0;
      where.textContent = `${index + 1} / ${slides.length}`;
      tick();
    };

    document.body.append(
      element("section", { class: "tm-horloge", "aria-label": "Temps" }, element("h1", { class: "tm-cache" }, document.title), clock, spent, distance, pause, reset, where),
      here.part,
      next.part,
      notes,
    );
    show({ index: 0, fragment: -1 });
    shown = null;

    const send = (timonier, more = {}) => window.opener?.postMessage({ timonier, ...more }, "*");
    const keys = {
      ArrowRight: () => send("avancer"),
      PageDown: () => send("avancer"),
      " ": () => send("avancer"),
      ArrowLeft: () => send("reculer"),
      PageUp: () => send("reculer"),
      Home: () => send("aller", { index: 0 }),
      End: () => send("aller", { index: slides.length - 1 }),
    };
    document.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.target.closest("button, a")) return;
      event.preventDefault();
      keys[event.key]();
    });
    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.opener || data?.timonier !== "etat") return;
      chosen = data.dark ? "slate" : "default";
      paint();
      if (shown !== `${data.index} ${data.fragment}`) show(data);
    });
    if (!window.opener)
      text.replaceChildren("Cette vue s’ouvre depuis le diaporama, avec la touche S : elle suit alors ses diapositives.");
    // Said again each second: the deck may have been reloaded.
    send("bonjour");
    setInterval(() => {
      send("bonjour");
      tick();
    }, 1000);
  };

  if (isPresenter) showPresenter();
  else showDeck();
})();
