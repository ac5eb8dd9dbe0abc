// The board: puts the parts of the map together once, and passes every view on to them. A view is one of three: a single
// map, one that plays through time, or the maps of two periods and of their difference.
//
// AtlasMap.attach(map, facts)  once, by the page that Folium wrote.
// take(view)                   at every change of the selection, from Streamlit.
(function () {
  "use strict";

  const { element, button, number } = Atlas.parts;
  const differs = Atlas.parts.memory();
  const WIDE = 560; // pixels from which the legend is open at first
  const FLAT = 0.84; // height over width of a map beside others
  const LEAST = 270; // height in pixels of a map beside others, at least and at most
  const MOST = 460;
  const MORE = ["after", "difference"];

  const board = element("div", "atlas-board");
  const panels = []; // the first is always there, the others once they are wanted
  const strips = [element("div", "atlas-strip shares"), element("div", "atlas-strip change")];
  const kept = {}; // mode -> where its map was left
  let facts = null;
  let geometry = null;
  let legend = null;
  let views = {};
  let player = null;
  let view = null;
  let mode = "";
  let theme = "light";
  let height = 0;

  const first = () => panels[0].map;
  const clamped = (value, low, high) => Math.round(Math.min(high, Math.max(low, value)));

  function attach(target, given) {
    facts = given;
    panels.push(Atlas.panel("first", target));
    player = Atlas.player((frame) => showCounts(frame.rows, frame.circles));
    const note = element("p", "atlas-ground", facts.note);
    board.append(panels[0].box, strips[0], strips[1], player.box, note);
    document.body.prepend(board);
    target.attributionControl.setPrefix(false);
    target.attributionControl.addAttribution(facts.note);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(target);
    target.zoomControl.setPosition("topright");
    addLegend(target);
    addViewButtons(target);
    Atlas.draw.add(target);
    target.on("zoomend moveend", tellWhatLiesBeyond);
    new ResizeObserver(() => mode && mode !== "single" && arrange()).observe(board);
    Atlas.frame.ready(take);
  }

  function draw(loaded) {
    geometry = loaded;
    panels[0].draw(geometry, facts.towns, facts.diverging.light.length);
    if (view) show();
  }

  function addLegend(map) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      legend = element("details", "atlas-legend");
      L.DomEvent.disableClickPropagation(legend);
      L.DomEvent.disableScrollPropagation(legend);
      return legend;
    };
    control.addTo(map);
  }

  // The map never moves by itself when the selection changes; these two buttons are the ways to another view.
  function addViewButtons(map) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "atlas-views");
      const everywhere = () => map.fitBounds(panels[0].circles.everywhere(), { maxZoom: 6, padding: [30, 30] });
      views = { whole: button("Whole region", () => map.fitBounds(home())), beyond: button("", everywhere) };
      views.beyond.hidden = true;
      box.append(views.whole, views.beyond);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  const home = () => (mode === "pair" && view.pair.home) || facts.region;

  function tellWhatLiesBeyond() {
    if (!geometry || !view) return;
    const count = mode === "single" ? panels[0].circles.beyond() : 0;
    views.beyond.hidden = count === 0;
    views.beyond.textContent = `Show ${number(count)} located incident${count === 1 ? "" : "s"} outside this view`;
  }

  // A frame has no height until it asks for one, and nothing can be fitted into none: the drawing waits for the first.
  function resize(pixels) {
    const before = height;
    height = pixels;
    if (before) return arrange();
    Atlas.frame.height(height);
    panels[0].size(height);
    legend.open = first().getSize().x > WIDE;
    first().fitBounds(facts.region, { animate: false });
    return window.AtlasGeometry.then(draw).catch((error) => {
      panels[0].host.appendChild(element("p", "atlas-failure", `The boundaries could not be loaded: ${error.message}`));
    });
  }

  function take(args, name) {
    if (args.height !== height) resize(args.height);
    // Streamlit sends the arguments again whenever something round the frame changes.
    if (!args.view || !differs("view", [args.view, name])) return;
    [view, theme] = [JSON.parse(args.view), name];
    if (geometry) show();
  }

  function show() {
    const look = { ...facts.ink[theme] };
    facts.diverging[theme].forEach((colour, place) => (look[`diverging-${place}`] = colour));
    const { style } = document.documentElement;
    if (differs("ink", look)) Object.entries(look).forEach(([name, colour]) => style.setProperty(`--${name}`, colour));
    enter(view.pair ? "pair" : view.play ? "play" : "single");
    if (mode === "pair") showPair();
    else if (mode === "play") player.load(Atlas.play(view.play, view.places));
    else showCounts(Atlas.counts.rows(view), Atlas.circles.read(view));
    Atlas.draw.show(view.ring);
    if (mode !== "pair") writeLegend();
    if (mode !== "single") arrange();
    tellWhatLiesBeyond();
    // Nothing is shown before Streamlit has given the frame the height it asked for.
    if (window.innerHeight) count();
    else window.addEventListener("resize", count, { once: true });
  }

  // Every mode comes back to where it was left.
  function enter(wanted) {
    if (mode === wanted) return;
    if (mode) kept[mode === "pair" ? "pair" : "single"] = [first().getCenter(), first().getZoom()];
    const fresh = mode === "pair" || wanted === "pair";
    const started = mode !== "";
    mode = wanted;
    board.dataset.mode = mode;
    player.pause();
    Atlas.draw.sleep(mode === "pair");
    views.whole.textContent = mode === "pair" ? "Whole country" : "Whole region";
    if (mode === "pair") addPanels();
    if (started || mode !== "single") arrange();
    if (!fresh) return;
    const before = kept[mode === "pair" ? "pair" : "single"];
    if (before) first().setView(...before, { animate: false });
    else first().fitBounds(home(), { animate: false });
  }

  function addPanels() {
    if (panels.length > 1) return;
    MORE.forEach((name, place) => {
      const panel = Atlas.panel(name);
      (place ? strips[1] : strips[0]).before(panel.box);
      panel.map.setView(first().getCenter(), first().getZoom(), { animate: false });
      panel.draw(geometry, facts.towns, facts.diverging.light.length);
      panels.push(panel);
    });
    Atlas.inStep(panels.map(({ map }) => map), () => mode === "pair");
  }

  // Gives the maps their heights, and the frame the height of all.
  function arrange() {
    const pixels = mode === "pair" ? clamped(panels[0].box.clientWidth * FLAT, LEAST, MOST) : height;
    const shown = mode === "pair" ? panels : panels.slice(0, 1);
    const sizes = shown.map(({ box }) => box.clientWidth);
    if (differs("sizes", [mode, pixels, sizes])) shown.forEach((panel) => panel.size(pixels));
    const whole = mode === "single" ? height : board.offsetHeight;
    if (differs("whole", whole)) Atlas.frame.height(whole);
  }

  const colours = () => facts.classes[theme].slice(-view.legend.classes.length);

  function showCounts(rows, circles) {
    const ink = facts.ink[theme];
    const reading = Atlas.counts(rows, { uncovered: view.uncovered, classes: colours(), ink });
    panels[0].show({ reading, circles, selected: view.selected, alt: view.alt }, ink);
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

  function writeLegend() {
    const notes = [view.play ? view.play.gathered : "", view.gathered ? facts.crowded : ""].filter(Boolean);
    if (!differs("legend", [view.legend, colours(), notes])) return;
    const marks = facts.marks.filter(([, text]) => !(view.play && text.startsWith("near:")));
    Atlas.legend.write(legend, view.legend, colours(), marks, notes);
  }

  function count() {
    const { dataset } = panels[0].host;
    dataset.shown = String((Number(dataset.shown) || 0) + 1);
  }

  window.AtlasMap = { attach };
})();
