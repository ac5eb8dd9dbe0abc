// Gathers the located rows of a selection into circles at up to three levels of detail, each complete, by the rules of
// the server (atlas/statistics/circles.py): the zoom chooses between them.

import { SOUTH, WEST } from "./columns.js";

export const PLACE = 1;
const SIDES = [125, 250, 500, 1000, 2000, 4000, 8000];
const [SMALL, MIDDLE, FAR] = [125, 500, 1000];
const MOST = 320;
const MOST_FAR = 120;
const MARKS = 8;
const ADDED = ["best", "north", "east", "lit"];

const cell = (north, east, side) => Math.floor(north / side) * (Math.floor((2 * WEST) / side) + 1) + Math.floor(east / side);

// The key of a spot's cell; single positions are apart by their precision too.
function keyOf({ spots, precisions }, spot, side) {
  const found = cell(spots.north[spot], spots.east[spot], side);
  return side === PLACE ? found * precisions.length + spots.precise[spot] : found;
}

// Numbers the distinct keys in rising order.
function numbered(keys) {
  const distinct = Float64Array.from(new Set(keys)).sort();
  const numbers = new Map();
  distinct.forEach((key, place) => numbers.set(key, place));
  return { keys: distinct, number: Int32Array.from(keys, (key) => numbers.get(key)) };
}

// Groups what counts together: the spots of a cell that bear one name. Gives the group of each row, -1 without a spot.
function grouped(table, side) {
  const { spots, places, columns } = table;
  const keys = Float64Array.from(spots.place, (place, spot) => keyOf(table, spot, side) * places.length + place);
  const { keys: groups, number } = numbered(keys);
  const spotOf = new Int32Array(groups.length);
  number.forEach((group, spot) => (spotOf[group] = spot));
  return { size: groups.length, spotOf, ofRow: Int32Array.from(columns.spot, (spot) => (spot ? number[spot - 1] : -1)) };
}

// Says to which cell of a side each group belongs, and to which pair of a cell and a name.
function joined(table, { spotOf }, side) {
  const cells = numbered(Float64Array.from(spotOf, (spot) => keyOf(table, spot, side)));
  const { places, spots } = table;
  const pairs = numbered(Float64Array.from(spotOf, (spot, group) => cells.number[group] * places.length + spots.place[spot]));
  return { side, cells, pairs };
}

function tallied(table, bits, lit, { size, ofRow }) {
  const { marks, north: norths, east: easts } = table;
  const { best: bests } = table.columns;
  const found = { counts: new Int32Array(size * MARKS) };
  ADDED.forEach((name) => (found[name] = new Float64Array(size)));
  const { counts, best, north, east } = found;
  for (let row = 0; row < table.rows; row += 1) {
    const group = ofRow[row];
    if (bits[row] !== 0 || group < 0) continue;
    counts[group * MARKS + marks[row]] += 1;
    best[group] += bests[row];
    north[group] += norths[row];
    east[group] += easts[row];
    if (lit && lit[row] === 0) found.lit[group] += 1;
  }
  return { ...found, ...apart(found.counts, size) };
}

// Tells the marked counts apart.
function apart(counts, size) {
  const [all, sure, known] = [0, 1, 2].map(() => new Int32Array(size));
  for (let at = 0; at < counts.length; at += 1) {
    const number = counts[at];
    if (!number) continue;
    const [group, marks] = [at >> 3, at & 7];
    all[group] += number;
    if (marks & 1) sure[group] += number;
    if (marks & 2) known[group] += number;
  }
  return { all, sure, known };
}

// How many cells of a side hold a selected row.
function filled({ all }, { cells }) {
  const seen = new Uint8Array(cells.keys.length);
  for (let group = 0; group < all.length; group += 1) if (all[group]) seen[cells.number[group]] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
}

const SUMMED = ["all", "sure", "known", ...ADDED];

// Draws up the circles of a level, the largest first.
function level(table, counted, { side, cells, pairs }) {
  const size = cells.keys.length;
  const sums = Object.fromEntries(SUMMED.map((name) => [name, new Float64Array(size)]));
  const named = new Int32Array(pairs.keys.length);
  for (let group = 0; group < counted.all.length; group += 1) {
    if (!counted.all[group]) continue;
    const at = cells.number[group];
    for (const name of SUMMED) sums[name][at] += counted[name][group];
    named[pairs.number[group]] += counted.all[group];
  }
  const leading = commonest(named, pairs.keys, size, table.places.length);
  const rows = [];
  for (let at = 0; at < size; at += 1) if (sums.all[at]) rows.push(circle(table, side, cells.keys[at], at, sums, leading[at]));
  rows.sort((one, other) => other.all - one.all);
  return { side, rows };
}

// The most frequent name of each cell; equals go by the alphabet, in which the pairs stand.
function commonest(named, keys, size, names) {
  const found = new Int32Array(size);
  const most = new Int32Array(size);
  for (let pair = 0; pair < named.length; pair += 1) {
    const at = Math.floor(keys[pair] / names);
    if (named[pair] > most[at]) [found[at], most[at]] = [keys[pair] % names, named[pair]];
  }
  return found;
}

// The mean of whole numbers of a cell, cut to a whole one, stays in the cell.
function circle(table, side, key, at, sums, place) {
  const mean = (name) => Math.floor(sums[name][at] / sums.all[at]);
  const [latitude, longitude] = [mean("north") - SOUTH, mean("east") - WEST];
  return {
    side,
    key,
    latitude,
    longitude,
    at: [latitude / 1000, longitude / 1000],
    ...Object.fromEntries(["all", "sure", "known", "lit", "best"].map((name) => [name, sums[name][at]])),
    place: table.places[place],
    precision: side === PLACE ? table.precisions[key % table.precisions.length] : "",
  };
}

// A level is drawn up when it is looked at: while something moves, only the one that the zoom shows.
function lazy(side, draw) {
  let rows = null;
  return {
    side,
    get rows() {
      return (rows ||= draw());
    },
  };
}

export function gathering(table) {
  const kept = {};
  const groupsOf = (side) => (kept[`groups ${side}`] ||= grouped(table, side));
  const joinedTo = (groups, side) => (kept[`joined ${side}`] ||= joined(table, groups, side));

  // Gives the levels of a selection; lit marks the rows that the pointer lights up.
  return (bits, lit = null) => {
    const groups = groupsOf(SMALL);
    const counted = tallied(table, bits, lit, groups);
    const cellsOf = (side) => joinedTo(groups, side);
    const number = (side) => filled(counted, cellsOf(side));
    const drawn = (sides) => sides.map((side) => lazy(side, () => level(table, counted, cellsOf(side)).rows));
    if (!counted.all.some((one) => one > 0)) return { levels: [], gathered: false };
    const first = SIDES.find((side) => side >= FAR && (number(side) <= MOST_FAR || side === SIDES.at(-1)));
    const sides = first === FAR && number(FAR) + number(MIDDLE) <= MOST ? [FAR, MIDDLE] : [first];
    const room = MOST - sides.reduce((sum, side) => sum + number(side), 0);
    if (number(SMALL) <= room) {
      const places = single(bits, lit);
      if (places.rows.length <= room) return { levels: [...drawn(sides), places], gathered: false };
    }
    const fitting = [SMALL, 2 * SMALL].find((side) => number(side) <= room);
    return { levels: drawn(fitting ? [...sides, fitting] : sides), gathered: true };
  };

  function single(bits, lit) {
    const groups = groupsOf(PLACE);
    return level(table, tallied(table, bits, lit, groups), joinedTo(groups, PLACE));
  }
}

// Tells whether a row lies in a circle.
export const member = (table, { side, key }) => (row) => {
  const spot = table.columns.spot[row] - 1;
  return spot >= 0 && keyOf(table, spot, side) === key;
};
