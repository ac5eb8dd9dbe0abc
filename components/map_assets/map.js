// Two periods and their difference as three maps in step: puts them together once, and passes every view on to them.
//
// AtlasMap.attach(map, facts)  once, by the page that Folium wrote.
// take(view)                   at every change, from Streamlit.
(function () {
  "use strict";

  const { element, button } = Atlas.parts;
  const differs = Atlas.parts.memory();
  const FLAT = 0.84; // height over width of a map
  const LEAST = 270; // height in pixels of a map, at least and at most
  const MOST = 460;
  const MORE = ["after", "difference"];

  const board = element("div", "atlas-board");
  const panels = []; // the first stands in the page already
  const strips = [element("div", "atlas-strip shares"), element("div", "atlas-strip change")];
  let facts = null;
  let geometry = null;
  let view = null;
  let theme = "light";

  const first = () => panels[0].map;
  const clamped = (value, low, high) => Math.round(Math.min(high, Math.max(low, value)));
  const home = () => (view && view.pair.home) || facts.region;

  function attach(target, given) {
    facts = given;
    panels.push(Atlas.panel("first", target));
    const note = element("p", "atlas-ground", facts.note);
    board.append(panels[0].box, strips[0], strips[1], note);
    document.body.prepend(board);
    target.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(target);
    target.zoomControl.setPosition("topright");
    addViewButton(target);
    new ResizeObserver(() => geometry && arrange()).observe(board);
    Atlas.frame.ready(take);
  }

  function addViewButton(map) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "atlas-views");
      box.append(button("Whole country", () => map.fitBounds(home())));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  // A frame has no height until it asks for one, and nothing can be fitted into none: the drawing waits for the first.
  function begin(pixels) {
    Atlas.frame.height(pixels);
    window.AtlasGeometry.then(draw).catch((error) => {
      panels[0].host.appendChild(element("p", "atlas-failure", `The boundaries could not be loaded: ${error.message}`));
    });
  }

  function draw(loaded) {
    geometry = loaded;
    panels[0].size(LEAST);
    first().fitBounds(home(), { animate: false });
    drawInto(panels[0]);
    MORE.forEach((name, place) => {
      const panel = Atlas.panel(name);
      (place ? strips[1] : strips[0]).before(panel.box);
      panel.map.setView(first().getCenter(), first().getZoom(), { animate: false });
      drawInto(panel);
      panels.push(panel);
    });
    Atlas.inStep(panels.map(({ map }) => map), () => true);
    arrange();
    first().fitBounds(home(), { animate: false });
    show();
  }

  const drawInto = (panel) => panel.draw(geometry, facts.towns, facts.diverging.light.length);

  function take(args, name) {
    // Streamlit sends the arguments again whenever something round the frame changes.
    if (!args.view || !differs("view", [args.view, name])) return;
    const started = view !== null;
    [view, theme] = [JSON.parse(args.view), name];
    if (!started) begin(args.height);
    else if (geometry) show();
  }

  function show() {
    const look = { ...facts.ink[theme] };
    facts.diverging[theme].forEach((colour, place) => (look[`diverging-${place}`] = colour));
    const { style } = document.documentElement;
    if (differs("ink", look)) Object.entries(look).forEach(([name, colour]) => style.setProperty(`--${name}`, colour));
    showPair();
    arrange();
    // Nothing is shown before Streamlit has given the frame the height it asked for.
    if (window.innerHeight) count();
    else window.addEventListener("resize", count, { once: true });
  }

  // Gives the maps their heights, and the frame the height of all.
  function arrange() {
    const pixels = clamped(panels[0].box.clientWidth * FLAT, LEAST, MOST);
    const sizes = panels.map(({ box }) => box.clientWidth);
    if (differs("sizes", [pixels, sizes])) panels.forEach((panel) => panel.size(pixels));
    if (differs("whole", board.offsetHeight)) Atlas.frame.height(board.offsetHeight);
  }

  function showPair() {
    const ink = facts.ink[theme];
    const { pair, places, selected } = view;
    const scales = { sequential: facts.classes[theme], diverging: facts.diverging[theme], ink };
    ["before", "after", "difference"].forEach((side, place) => {
      const circles = Atlas.circles.read({ circles: pair.circles[place] || [], places });
      const title = pair.headings[place];
      const reading = Atlas.shares(pair, side, scales);
      const named = reading.named(pair.named[place]);
      panels[place].show({ reading, circles, selected, named, title, alt: `${title}. ${view.alt}` }, ink);
    });
    if (!differs("strips", [pair.legends, scales, pair.country, view.gathered])) return;
    const outside = ["outside", `not in ${pair.country}`];
    const circles = facts.marks.filter(([kind]) => kind.startsWith("circle"));
    const keys = [["zero", "none recorded"], outside, ...circles];
    Atlas.legend.strip(strips[0], pair.legends[0], scales.sequential, keys);
    Atlas.legend.strip(strips[1], pair.legends[1], scales.diverging, [["unsure", "hatched: uncertain, or too few to say"]]);
  }

  function count() {
    const { dataset } = panels[0].host;
    dataset.shown = String((Number(dataset.shown) || 0) + 1);
  }

  window.AtlasMap = { attach };
})();
