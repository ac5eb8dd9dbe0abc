// Names on the map by zoom: countries while far, then provinces, borders along their lines, and towns; and how many
// incidents are located only to a province. What is more important is placed first, and nothing over anything else.
(function () {
  "use strict";

  const { element, number } = Atlas.parts;
  const COUNTRIES_UP_TO = 5;
  const PROVINCES_FROM = 6;
  const BORDERS_FROM = 6;
  const TOWNS_FROM = 7;
  const BELOW = 17; // pixels from a name to what stands under it
  const LETTER = 6.4; // pixels of width of a letter, on average

  const boxed = (middle, width, height) => ({
    left: middle.x - width / 2,
    right: middle.x + width / 2,
    top: middle.y - height / 2,
    bottom: middle.y + height / 2,
  });

  const cross = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

  function longestSeen(points, seen) {
    let best = [];
    let run = [];
    points.forEach((point) => {
      run = seen.contains(point) ? [...run, point] : [];
      if (run.length > best.length) best = run;
    });
    return best;
  }

  // The points of the longest part of each border.
  function runs(borders) {
    return borders.features.map(({ properties, geometry }) => {
      const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
      const longest = parts.reduce((best, part) => (part.length > best.length ? part : best));
      return { name: properties.name, points: longest.map(([longitude, latitude]) => L.latLng(latitude, longitude)) };
    });
  }

  Atlas.labels = function (map, { names, borders, listed, unlocated, countriesTo = COUNTRIES_UP_TO }) {
    const group = L.layerGroup([]).addTo(map);
    const towns = listed.map(([name, latitude, longitude, rank]) => ({ name, latitude, longitude, rank }));
    const lines = runs(borders);
    const places = Object.fromEntries(names.provinces.map((place) => [place.id, place]));
    let named = []; // texts that stand at the point of a province at every zoom
    map.on("zoomend moveend", () => place());

    function place(always = named) {
      named = always;
      group.clearLayers();
      const taken = [];
      const seen = map.getBounds().pad(-0.01);
      const zoom = map.getZoom();
      const { x, y } = map.getSize();
      const lies = ({ left, right, top, bottom }) => left >= 0 && right <= x && top >= 0 && bottom <= y;
      const put = (at, size, className, content) => {
        const room = boxed(map.latLngToContainerPoint(at), ...size);
        if (!seen.contains(at) || !lies(room) || taken.some((other) => cross(room, other))) return false;
        taken.push(room);
        const icon = L.divIcon({ className: `atlas-label ${className}`, html: content, iconSize: null });
        group.addLayer(L.marker(at, { icon, pane: "labels", interactive: false, keyboard: false }));
        return true;
      };
      const at = ({ latitude, longitude }) => L.latLng(latitude, longitude);
      const unnamed = (one) => !named.some(({ id }) => id === one.id);
      const name = (one, className) => put(at(one), [one.name.length * LETTER, 16], className, element("span", "", one.name));
      named.filter(({ id }) => places[id]).forEach(({ id, text }) => name({ ...places[id], name: text }, ""));
      if (zoom <= countriesTo && (!named.length || countriesTo > COUNTRIES_UP_TO)) names.countries.forEach((one) => name(one, "country"));
      if (zoom >= PROVINCES_FROM) names.provinces.filter(unnamed).forEach((one) => name(one, ""));
      placeBadges(put, at, zoom);
      if (zoom >= BORDERS_FROM) lines.forEach((line) => placeLine(line, put, seen));
      if (zoom >= TOWNS_FROM) towns.forEach((town) => placeTown(town, put, at));
    }

    // The badge stands under the point of the province's name.
    function placeBadges(put, at, zoom) {
      unlocated().forEach((one) => {
        const text = zoom >= TOWNS_FROM ? `${number(one.count)} only to the province` : number(one.count);
        const down = zoom >= PROVINCES_FROM ? BELOW : 0;
        const below = map.containerPointToLatLng(map.latLngToContainerPoint(at(one)).add([0, down]));
        put(below, [text.length * LETTER + 12, 15], "badge", element("span", "", text));
      });
    }

    function placeTown(town, put, at) {
      const half = (town.name.length * LETTER) / 2 + 6;
      const beside = map.containerPointToLatLng(map.latLngToContainerPoint(at(town)).add([half, 0]));
      if (!put(beside, [half * 2, 14], `town rank-${town.rank}`, element("span", "", town.name))) return;
      const dot = L.divIcon({ className: `atlas-label town-dot rank-${town.rank}`, html: element("span", ""), iconSize: null });
      group.addLayer(L.marker(at(town), { icon: dot, pane: "labels", interactive: false, keyboard: false }));
    }

    // Along the longest stretch of the line that is seen, near its middle, turned as the line runs there.
    function placeLine({ name, points }, put, seen) {
      const stretch = longestSeen(points, seen);
      const width = name.length * LETTER;
      if (stretch.length < 2) return;
      const pixels = stretch.map((point) => map.latLngToContainerPoint(point));
      const lengths = pixels.slice(1).map((point, index) => point.distanceTo(pixels[index]));
      const whole = lengths.reduce((sum, length) => sum + length, 0);
      if (whole < width * 1.2) return;
      const along = (distance) => {
        let left = distance;
        const index = lengths.findIndex((length) => (left -= length) <= 0);
        const end = index < 0 ? lengths.length - 1 : index;
        const share = lengths[end] ? Math.min(1, Math.max(0, 1 + left / lengths[end])) : 0;
        return pixels[end].add(pixels[end + 1].subtract(pixels[end]).multiplyBy(share));
      };
      [0.5, 0.3, 0.7].some((share) => {
        const [from, to] = [share * whole - width / 2, share * whole + width / 2];
        return from > 0 && to < whole && turned(name, width, along(from), along(to), along(share * whole), put);
      });
    }

    function turned(name, width, from, to, middle, put) {
      const turn = Math.atan2(to.y - from.y, to.x - from.x);
      const upright = Math.abs(turn) > Math.PI / 2 ? turn - Math.sign(turn) * Math.PI : turn;
      const text = element("span", "", name);
      text.style.transform = `translate(-50%, -50%) rotate(${upright}rad) translateY(-9px)`;
      const size = [Math.abs(Math.cos(turn)) * width + 14, Math.abs(Math.sin(turn)) * width + 14];
      return put(map.containerPointToLatLng(middle), size, "border-name", text);
    }

    return { place };
  };
})();
