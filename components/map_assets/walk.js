// Going through the shapes of a map by keyboard: Tab reaches one of them, an arrow key the next in its direction,
// Enter or the space bar does what a click does. One shape at a time is in the order of Tab.
(function () {
  "use strict";

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // The nearest shape within 45 degrees of a direction, or failing that within 90.
  function next(map, from, entries, [dx, dy]) {
    const start = map.latLngToContainerPoint(from.at);
    let best = null;
    let least = Infinity;
    entries.forEach((entry) => {
      const step = map.latLngToContainerPoint(entry.at).subtract(start);
      const ahead = step.x * dx + step.y * dy;
      const aside = Math.abs(step.x * dy) + Math.abs(step.y * dx);
      if (entry.node === from.node || ahead <= 0.5) return;
      const cost = ahead + aside * (aside > ahead ? 6 : 2);
      if (cost < least) [best, least] = [entry, cost];
    });
    return best;
  }

  function visit(map, entry, entries) {
    entries.forEach((other) => other.node.setAttribute("tabindex", other.node === entry.node ? "0" : "-1"));
    map.panInside(entry.at, { padding: [40, 40], animate: false });
    entry.node.focus({ preventScroll: true });
    entry.layer.openTooltip(entry.at);
  }

  Atlas.walk = function (map, selector, { list, open }) {
    const host = map.getContainer();
    const of = (node) => list().find((entry) => entry.node === node);
    host.addEventListener("keydown", (event) => {
      if (!(event.target instanceof Element) || !event.target.matches(selector)) return;
      const entry = of(event.target);
      if (!entry) return;
      const arrow = ARROWS[event.key];
      if (arrow) {
        const found = next(map, entry, list(), arrow);
        if (found) {
          entry.layer.closeTooltip();
          visit(map, found, list());
        }
      } else if (event.key === "Enter" || event.key === " ") {
        entry.layer.closeTooltip();
        open(entry);
      } else if (event.key === "Escape") {
        entry.layer.closeTooltip();
        host.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    // The pointer needs no focus, and taking it would scroll the page under the pointer before the click is over.
    const keepStill = (event) => event.target.matches(selector) && event.preventDefault();
    host.addEventListener("mousedown", keepStill, { capture: true });
    host.addEventListener("focusin", (event) => {
      const entry = event.target.matches(selector) && event.target.matches(":focus-visible") && of(event.target);
      if (entry) entry.layer.openTooltip(entry.at);
    });
    host.addEventListener("focusout", (event) => {
      const entry = event.target.matches(selector) && of(event.target);
      if (entry) entry.layer.closeTooltip();
    });
    return () => {
      const entries = list();
      if (entries.some((entry) => entry.node.getAttribute("tabindex") === "0")) return;
      const middle = map.latLngToContainerPoint(map.getCenter());
      const near = (entry) => map.latLngToContainerPoint(entry.at).distanceTo(middle);
      const first = entries.reduce((best, entry) => (!best || near(entry) < near(best) ? entry : best), null);
      if (first) first.node.setAttribute("tabindex", "0");
    };
  };
})();
