// Which conditions of the selection each row misses, one bit for every part of the board that filters. A row without a
// bit is selected; one with a single bit is what that part shows beside it.

import { dayOf } from "./days.js";
import { inside } from "./ring.js";
import { LISTS } from "./selection.js";

export const BIT = { period: 1, province: 2, attack: 4, target: 8, attribution: 16, rest: 32 };
const OWN = { provinces: BIT.province, attack_types: BIT.attack, target_types: BIT.target, attributions: BIT.attribution };
const REST = ["countries", "regions", "classes", "labels", "confidences", "precisions", "killed_min", "killed_max", "ring"];

// Gives for each code whether it is among the chosen words; the empty cell is not.
function allowed(table, param, chosen) {
  const found = new Uint8Array(table.names[param].length + 1);
  for (const word of chosen) if (table.codes[param].has(word)) found[table.codes[param].get(word)] = 1;
  return found;
}

function regional(table, chosen) {
  const members = chosen.flatMap((region) => table.composites[region] || []);
  const [region, province] = [allowed(table, "region", chosen), allowed(table, "province", members)];
  const { columns } = table;
  return (row) => region[columns.region[row]] || province[columns.province[row]];
}

function spotsInside(table, ring) {
  const { number, latitude, longitude } = table.spots;
  const found = new Uint8Array(number + 1);
  for (let spot = 0; spot < number; spot += 1) found[spot + 1] = inside(ring, longitude[spot], latitude[spot]) ? 1 : 0;
  return found;
}

function listed(table, field, chosen) {
  if (field === "regions") return regional(table, chosen);
  const [column, keeps] = [table.columns[LISTS[field]], allowed(table, LISTS[field], chosen)];
  return (row) => keeps[column[row]];
}

function killed(table, { killed_min: least, killed_max: most }) {
  const { best, known } = table.columns;
  return (row) => (known[row] & 2) !== 0 && best[row] >= least && (most === null || best[row] <= most);
}

// Lists the tests of a selection that have no part of their own on the board.
function others(table, selection) {
  const lists = REST.filter((field) => LISTS[field] && selection[field].length);
  const tests = lists.map((field) => listed(table, field, selection[field]));
  if (selection.killed_min || selection.killed_max !== null) tests.push(killed(table, selection));
  if (selection.ring.length) {
    const held = spotsInside(table, selection.ring);
    tests.push((row) => held[table.columns.spot[row]]);
  }
  return tests;
}

export function misses(table) {
  const bits = new Uint8Array(table.rows);
  const done = {};

  function mark(bit, key, test) {
    if (done[bit] === key) return;
    done[bit] = key;
    for (let row = 0; row < table.rows; row += 1) {
      bits[row] = test === null || test(row) ? bits[row] & ~bit : bits[row] | bit;
    }
  }

  function markPeriod({ start, end }) {
    const from = start ? dayOf(start) : -Infinity;
    const to = end ? dayOf(end) : Infinity;
    mark(BIT.period, `${start} ${end}`, (row) => table.columns.start[row] >= from && table.end[row] <= to);
  }

  // Only what has changed since the last selection is looked at again.
  return (selection) => {
    markPeriod(selection);
    for (const [field, bit] of Object.entries(OWN)) {
      const chosen = selection[field];
      mark(bit, chosen.join("|"), chosen.length ? listed(table, field, chosen) : null);
    }
    const key = JSON.stringify(REST.map((field) => selection[field]));
    if (done[BIT.rest] !== key) {
      const tests = others(table, selection);
      mark(BIT.rest, key, (row) => tests.every((test) => test(row)));
    }
    return bits;
  };
}
