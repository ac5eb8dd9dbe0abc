// What the colours and marks mean: scales under maps side by side.
(function () {
  "use strict";

  const { element } = Atlas.parts;

  function key(kind, text, colour) {
    const swatch = element("span", `atlas-swatch ${kind}`);
    if (colour) swatch.style.background = colour;
    const line = element("div", "atlas-key");
    line.append(swatch, element("span", "", text));
    return line;
  }

  // A row of colours with the bounds under the edges between them.
  function scale({ title, bounds }, colours) {
    const box = element("div", "atlas-scale");
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", `${title}: ${colours.length} classes with the bounds ${bounds.join(", ")}`);
    const row = element("div", "atlas-scale-row");
    colours.forEach((colour, place) => {
      const step = element("span", "atlas-step");
      step.style.background = colour;
      if (place < bounds.length) step.appendChild(element("span", "atlas-bound", bounds[place]));
      row.appendChild(step);
    });
    box.append(element("div", "atlas-scale-title", title), row);
    return box;
  }

  function strip(box, legend, colours, keys) {
    const row = element("div", "atlas-keys");
    keys.forEach(([kind, text]) => row.appendChild(key(kind, text)));
    box.replaceChildren(scale(legend, colours), row);
  }

  Atlas.legend = { strip };
})();
