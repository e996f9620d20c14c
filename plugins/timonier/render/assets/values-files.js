// Files of a lab with personal values in them: made here from what the site has. See `values.js`.
(() => {
  "use strict";

  const { all, filled } = tmValues;

  /** The bytes of a text with values in it; what is no text stays as it is. */
  const change = (bytes) => {
    try {
      return new TextEncoder().encode(filled(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)));
    } catch (error) {
      if (error instanceof TypeError) return bytes;
      throw error;
    }
  };

  // --- A zip whose members are stored, as ours are (APPNOTE.TXT, PKWARE) ----------------------------------------------

  const checksum = (bytes) => {
    let sum = ~0;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
    }
    return ~sum >>> 0;
  };

  /** A header with the sum and the sizes of other data, which stand at `at`. */
  const patched = (header, at, data) => {
    const view = new DataView(header.buffer);
    view.setUint32(at, checksum(data), true);
    view.setUint32(at + 4, data.length, true);
    view.setUint32(at + 8, data.length, true);
    return view;
  };

  const rezipped = (old) => {
    const view = new DataView(old.buffer);
    const short = (at) => view.getUint16(at, true);
    const long = (at) => view.getUint32(at, true);
    const end = old.length - 22;
    if (long(end) !== 0x06054b50) throw new Error("a zip with a comment");
    const files = [];
    const folder = [];
    let place = 0;
    for (let at = long(end + 16); at < end; at += 46 + short(at + 28) + short(at + 30) + short(at + 32)) {
      if (short(at + 10) !== 0) throw new Error("a compressed member");
      const start = long(at + 42);
      const body = start + 30 + short(start + 26) + short(start + 28);
      const data = change(old.subarray(body, body + long(at + 24)));
      const head = patched(old.slice(start, body), 14, data);
      const entry = patched(old.slice(at, at + 46 + short(at + 28) + short(at + 30) + short(at + 32)), 16, data);
      entry.setUint32(42, place, true);
      files.push(head, data);
      folder.push(entry);
      place += head.byteLength + data.length;
    }
    const last = new DataView(old.slice(end).buffer);
    last.setUint32(16, place, true);
    return new Blob([...files, ...folder, last], { type: "application/zip" });
  };

  // --- Downloads ------------------------------------------------------------------------------------------------------

  const made = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return address.endsWith(".zip") ? rezipped(bytes) : new Blob([change(bytes)], { type: "text/plain;charset=utf-8" });
  };

  const save = (address, name) => {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  };

  const give = async (address, name) => {
    let file;
    try {
      file = URL.createObjectURL(await made(address));
    } catch {
      return save(address, name); // a page opened from a folder cannot read its neighbours
    }
    save(file, name);
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(":is(.tm-zip, .tm-telecharger) a[download]");
    if (!link || all().size === 0) return;
    event.preventDefault();
    give(link.href, decodeURIComponent(new URL(link.href).pathname.split("/").pop()));
  });
})();
