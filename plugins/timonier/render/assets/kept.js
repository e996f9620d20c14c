// What pages keep in this browser: texts by name, under keys that begin with `prefix`. See `progress.js`, `values.js`.
//
// Where storage is blocked, they last as long as the page. A declaration, since two scripts of one page bring it.
function tmKept(prefix) {
  "use strict";

  const unsaved = new Map();

  /** What the storage does, or `otherwise` where the browser refuses. */
  const attempt = (action, otherwise) => {
    try {
      return action(window.localStorage);
    } catch {
      return otherwise;
    }
  };

  const isKept = () =>
    attempt((storage) => {
      storage.setItem(`${prefix}essai`, "");
      storage.removeItem(`${prefix}essai`);
      return true;
    }, false);

  /** A text, or null. */
  const read = (name) =>
    unsaved.has(name) ? unsaved.get(name) : attempt((storage) => storage.getItem(prefix + name), null);

  /** The names of all texts. */
  const names = () => {
    const keys = attempt((storage) => Object.keys(storage), []).filter((key) => key.startsWith(prefix));
    return new Set([...keys.map((key) => key.slice(prefix.length)), ...unsaved.keys()]);
  };

  const put = (name, text) => {
    const kept = attempt((storage) => {
      if (text) storage.setItem(prefix + name, text);
      else storage.removeItem(prefix + name);
      return true;
    }, false);
    if (kept) unsaved.delete(name);
    else unsaved.set(name, text || null);
  };

  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());

  /** Keep texts, by name (an empty one goes away), and say so to whoever shows them. */
  const write = (texts) => {
    for (const [name, text] of texts) put(name, text);
    tell();
  };

  const onChange = (listener) => {
    listeners.push(listener);
    listener();
  };

  window.addEventListener("storage", ({ key }) => {
    if (key === null || key.startsWith(prefix)) tell();
  });
  // A page that comes back from the browser's cache has heard nothing meanwhile.
  window.addEventListener("pageshow", ({ persisted }) => persisted && tell());

  return { isKept, names, onChange, read, write };
}
