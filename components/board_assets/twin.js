// The table twin of a part: the same numbers as a table, which opens over the drawing and closes again.

import { button, make } from "./dom.js";

// caption: what the table counts. read: gives its head and its rows, [text, number, ...], when it is looked at.
export function twin(host, caption, read) {
  const box = make("div", "bd-twin", undefined, { role: "region", tabindex: "0", "aria-label": `Table: ${caption}` });
  const open = button("bd-quiet bd-table", "", () => show(box.hidden), { "aria-label": `Table: ${caption}`, "aria-expanded": "false", title: "Table" });
  box.hidden = true;
  host.append(box);

  function show(wanted) {
    box.hidden = !wanted;
    open.setAttribute("aria-expanded", String(wanted));
    host.classList.toggle("as-table", wanted);
    refresh();
    if (wanted) box.focus({ preventScroll: true });
  }

  function refresh() {
    if (box.hidden) return;
    const { head, rows } = read();
    const table = make("table");
    table.append(make("caption", "", caption), line("th", head), ...rows.map((cells) => line("td", cells)));
    box.replaceChildren(table);
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    open.focus();
  });
  return { open, refresh };
}

function line(tag, cells) {
  const row = make("tr");
  cells.forEach((text, place) =>
    row.append(place ? make(tag, tag === "td" ? "number" : "", text) : make("th", "", text, { scope: tag === "td" ? "row" : "col" }))
  );
  return row;
}
