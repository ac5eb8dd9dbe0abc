// Selecting by drawing: a rectangle (the button, or Shift and a drag), an outline of corners, or what is in view, which
// is how the keyboard draws. A sheet lies over the map while something is drawn and takes the pointer's events, so that
// it works by mouse, pen and touch.
(function () {
  "use strict";

  const { element, button } = Atlas.parts;
  const differs = Atlas.parts.memory();
  const MOST_CORNERS = 60;
  const LEAST_PIXELS = 6;
  const STYLE = { className: "atlas-ring", interactive: false, pane: "drawing" };

  let map = null;
  let sheet = null;
  let mode = null; // null, "rectangle" or "outline"
  let start = null;
  let corners = [];
  let sketch = null;
  let standing = null; // the area that is selected
  let controls = {};
  let hint = null;
  let asleep = false;

  function add(target) {
    map = target;
    map.createPane("drawing").style.zIndex = 470;
    map.getPane("drawing").style.pointerEvents = "none";
    const host = map.getContainer();
    sheet = element("div", "atlas-sheet");
    sheet.hidden = true;
    host.appendChild(sheet);
    L.DomEvent.disableClickPropagation(sheet);
    sheet.addEventListener("pointerdown", press);
    sheet.addEventListener("pointermove", move);
    sheet.addEventListener("pointerup", release);
    sheet.addEventListener("pointercancel", cancel);
    sheet.addEventListener("dblclick", () => mode === "outline" && finish());
    host.addEventListener("pointerdown", startByShift, { capture: true });
    document.addEventListener("keydown", byKey, { capture: true });
    addControls();
  }

  function addControls() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("details", "atlas-draw");
      box.appendChild(element("summary", "", "Select by drawing"));
      controls = {
        rectangle: button("Rectangle (or Shift and drag)", () => begin("rectangle")),
        outline: button("Outline", () => begin("outline")),
        seen: button("What is in view", () => send(rectangle(map.getBounds()))),
        finish: button("Finish the outline", () => finish()),
        cancel: button("Cancel", () => cancel()),
        release: button("Release the area", () => send([])),
      };
      hint = element("p", "atlas-draw-hint");
      hint.setAttribute("aria-live", "polite");
      box.append(...Object.values(controls), hint);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
    tell();
  }

  function tell() {
    const drawing = mode !== null;
    ["rectangle", "outline", "seen"].forEach((name) => (controls[name].hidden = drawing));
    controls.finish.hidden = !(mode === "outline" && corners.length >= 3);
    controls.cancel.hidden = !drawing;
    controls.release.hidden = drawing || !standing;
    const texts = {
      rectangle: "Drag from corner to corner. Esc leaves.",
      outline: "Click the corners; double-click or Enter closes, Esc leaves.",
    };
    hint.textContent = drawing ? texts[mode] : "";
    hint.hidden = !drawing;
    sheet.hidden = !drawing;
  }

  function begin(wanted) {
    cancel();
    mode = wanted;
    tell();
  }

  function cancel() {
    mode = start = null;
    corners = [];
    sketched(null);
    tell();
  }

  function startByShift(event) {
    if (asleep || mode || !event.shiftKey || event.button !== 0 || event.target.closest(".leaflet-control")) return;
    begin("rectangle");
    press(event);
  }

  const point = (event) => map.mouseEventToLatLng(event);
  const near = (a, b) => map.latLngToContainerPoint(a).distanceTo(map.latLngToContainerPoint(b)) < LEAST_PIXELS;

  function press(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    if (mode === "rectangle") {
      start = point(event);
      sheet.setPointerCapture(event.pointerId);
    }
  }

  function move(event) {
    if (mode === "rectangle" && start) sketched(rectangle(L.latLngBounds(start, point(event))));
    if (mode === "outline" && corners.length) sketched([...corners, point(event)]);
  }

  function release(event) {
    if (mode === "rectangle" && start) {
      const end = point(event);
      if (near(start, end)) cancel();
      else send(rectangle(L.latLngBounds(start, end)));
    } else if (mode === "outline") {
      const corner = point(event);
      if (corners.length >= 3 && near(corners[0], corner)) return finish();
      if (!corners.length || !near(corners[corners.length - 1], corner)) corners.push(corner);
      sketched(corners);
      if (corners.length === MOST_CORNERS) finish();
      else tell();
    }
    return undefined;
  }

  function finish() {
    if (corners.length >= 3) send(corners);
    else cancel();
  }

  function byKey(event) {
    if (!mode) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && mode === "outline" && !event.target.closest("button")) finish();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const rectangle = (box) => [box.getSouthWest(), box.getNorthWest(), box.getNorthEast(), box.getSouthEast()];

  function sketched(points) {
    if (sketch) map.removeLayer(sketch);
    sketch = points && L.polygon(points, STYLE).addTo(map);
  }

  function send(points) {
    const within = (value, most) => Math.round(Math.min(most, Math.max(-most, value)) * 100) / 100;
    const id = points.map(({ lat, lng }) => `${within(lng, 180)},${within(lat, 90)}`).join(";");
    cancel();
    Atlas.frame.send({ kind: "ring", id });
  }

  function show(ring) {
    if (!differs("ring", ring)) return;
    if (standing) map.removeLayer(standing);
    standing = ring.length ? L.polygon(ring.map(([longitude, latitude]) => [latitude, longitude]), STYLE).addTo(map) : null;
    tell();
  }

  // Several maps side by side have no area to draw.
  function sleep(now) {
    asleep = now;
    if (asleep && mode) cancel();
  }

  Atlas.draw = { add, show, sleep };
})();
