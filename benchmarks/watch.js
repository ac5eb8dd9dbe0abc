// Runs in every frame before the page's own scripts; only the top frame watches.
// arm(condition, wanted) notes the moment at which the picture that fulfils the condition has been painted.
if (window.top === window) {
  const frames = () => [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
  const all = (selector) => frames().flatMap((inside) => (inside ? [...inside.querySelectorAll(selector)] : []));
  const views = () => Math.max(0, ...all("#map_div").map((map) => Number(map.dataset.shown || 0)));
  // WebGL draws outside the document. What it is told to draw is noted where the charts tell it, with the context.
  const instances = new Map();
  for (const [name, at] of [["drawArraysInstanced", 3], ["drawElementsInstanced", 4]]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...told) {
      draw.apply(this, told);
      instances.set(told[at], this);
    };
  }
  const plotted = () => document.querySelector(".js-plotly-plot")?._fullLayout?.map?._subplot?.map;
  const sources = (map) => Object.keys(map?.getStyle()?.sources ?? {}).filter((name) => name.endsWith("-circle"));
  const held = (map, name) => map.getSource(name).serialize().data?.features?.length;
  let tiled = false;
  let seen = 0;
  // A condition gives false, true, or the WebGL context that has been told to draw the picture.
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
    // deck.gl (st.pydeck_chart, st.map): so many points have been drawn in one call.
    instances: ({ points }) => instances.get(points) ?? false,
    // Plotly's scatter_map: MapLibre holds so many points, has cut them into tiles, and has had a frame to draw these.
    plotted: ({ points }) => {
      const map = plotted();
      const complete = sources(map).some((name) => held(map, name) === points && map.isSourceLoaded(name));
      const again = complete && tiled;
      tiled = complete;
      return again && map.painter.context.gl;
    },
  };
  // Note when the graphics card, or the software in its place, has done all that it was told until now.
  const settle = (gl, done) => {
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const look = () => (gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED ? done() : setTimeout(look, 1));
    setTimeout(look, 0);
  };
  window.benchmark = {
    painted: null,
    drawn: null,
    pressed: null,
    // Everything that is on the screen now does not count as new.
    age() {
      seen = views();
      tiled = false;
      instances.clear();
      all("path.leaflet-interactive").forEach((path) => path.setAttribute("data-old", "yes"));
    },
    arm(condition, wanted) {
      this.painted = this.drawn = null;
      const look = () => {
        const holds = conditions[condition](wanted);
        if (!holds) return requestAnimationFrame(look);
        // This callback runs before the frame is painted, a task of its own behind it.
        setTimeout(() => {
          this.painted = performance.now();
          if (holds === true) this.drawn = this.painted;
          else settle(holds, () => (this.drawn = performance.now()));
        }, 0);
      };
      requestAnimationFrame(look);
    },
  };
  document.addEventListener("keydown", () => (window.benchmark.pressed = performance.now()), { capture: true });
}
