// Runs in every frame before the page's own scripts; only the top frame watches.
// arm(condition, wanted) notes the moment at which the picture that fulfils the condition has been painted.
if (window.top === window) {
  const frames = () => [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
  const all = (selector) => frames().flatMap((inside) => (inside ? [...inside.querySelectorAll(selector)] : []));
  const views = () => Math.max(0, ...all("#map_div").map((map) => Number(map.dataset.shown || 0)));
  let seen = 0;
  const conditions = {
    // A line of text.
    text: ({ begins }) =>
      all("[data-testid='stMarkdownContainer']").some((node) => node.textContent.trim().startsWith(begins)),
    // The idiomatic page: everything is drawn, and nothing is left of what was there before.
    redrawn: ({ paths }) => all("path.leaflet-interactive").length === paths && all("path[data-old]").length === 0,
    // The atlas: the map has applied a further view, with its provinces and circles.
    shown: ({ provinces }) =>
      views() > seen &&
      all("path.atlas-province").length === provinces &&
      all("path.atlas-circle").length > 0,
  };
  window.benchmark = {
    painted: null,
    pressed: null,
    // Everything that is on the screen now does not count as new.
    age() {
      seen = views();
      all("path.leaflet-interactive").forEach((path) => path.setAttribute("data-old", "yes"));
    },
    arm(condition, wanted) {
      this.painted = null;
      const look = () => {
        if (!conditions[condition](wanted)) return requestAnimationFrame(look);
        // This callback runs before the frame is painted, a task of its own behind it.
        setTimeout(() => (this.painted = performance.now()), 0);
      };
      requestAnimationFrame(look);
    },
  };
  document.addEventListener("keydown", () => (window.benchmark.pressed = performance.now()), { capture: true });
}
