// What every part of the map uses: elements, numbers in words, and the memory of what has already been drawn.
// Text that comes from data is only ever set as text, never as HTML.
(function () {
  "use strict";

  const written = new Intl.NumberFormat("en-US");

  Atlas.parts = {
    element(tag, className, text) {
      const node = document.createElement(tag);
      if (className) node.className = className;
      if (text !== undefined) node.textContent = text;
      return node;
    },
    button(text, onClick) {
      const node = Atlas.parts.element("button", "", text);
      node.type = "button";
      node.addEventListener("click", onClick);
      return node;
    },
    number: (value) => written.format(value),
    interval(low, high) {
      const { number } = Atlas.parts;
      return low === high ? number(high) : `${number(low)}–${number(high)}`;
    },
    counted: (low, high, word) => `${Atlas.parts.interval(low, high)} ${word}${high === 1 ? "" : "s"}`,
    // Repainting is what a change costs in the browser: only what differs from what is drawn is touched. Every map
    // remembers for itself.
    memory() {
      const drawn = {};
      return (what, value) => {
        const now = JSON.stringify(value);
        if (drawn[what] === now) return false;
        drawn[what] = now;
        return true;
      };
    },
    lines(texts, className) {
      const box = Atlas.parts.element("div", className);
      texts.forEach((text, place) => box.appendChild(Atlas.parts.element(place ? "div" : "strong", "", text)));
      return box;
    },
  };
})();
