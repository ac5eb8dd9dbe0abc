// Each condition of the selection with a cross that releases it, and one button that releases all.

import { button, make, number } from "./dom.js";
import { conditions, same } from "./selection.js";

export function chips(hooks) {
  const box = make("div", "bd-chips", undefined, { role: "group", "aria-label": "Selected" });
  let before = "";

  function show({ selection, defaults, table, classWords }) {
    const found = conditions(selection, table.titles, classWords, number);
    const key = JSON.stringify([found.map(({ words }) => words), same(selection, defaults)]);
    if (key === before) return;
    before = key;
    const focused = [...box.children].indexOf(document.activeElement);
    const nodes = found.map(({ words, rest }) =>
      button("bd-chip", words, () => hooks.select(rest), { "aria-label": `Release: ${words}` })
    );
    if (!same(selection, defaults)) nodes.push(button("bd-clear", "Clear all", () => hooks.select(defaults)));
    box.replaceChildren(...nodes);
    if (focused >= 0 && nodes.length) nodes[Math.min(focused, nodes.length - 1)].focus({ preventScroll: true });
  }

  return { box, show };
}
