// Reads the shares of a country's provinces in two periods, for the map of one of them or of their difference.
(function () {
  "use strict";

  const { interval, number } = Atlas.parts;
  const COLUMNS = [
    "before", "after", "difference", "verdict", "sureThen", "allThen", "sureNow", "allNow",
    "shareThen", "shareNow", "moved", "low", "high",
  ];
  const VERDICTS = [
    "the share rose", "the share fell", "uncertain: chance could have made this change", "too few to say whether it changed",
  ];
  const SURE_UP_TO = 2; // verdicts below this number are sure

  const percent = (thousandths) => `${(thousandths / 10).toFixed(1)}%`;
  const signed = (thousandths) => `${thousandths < 0 ? "−" : "+"}${(Math.abs(thousandths) / 10).toFixed(1)}`;

  function period(when, sure, all, total, share) {
    return `${when}: ${percent(share)} (${interval(sure, all)} of ${number(total)})`;
  }

  function change({ moved, low, high }) {
    const known = low === null ? "" : ` (95% interval ${signed(low)} to ${signed(high)})`;
    return `change: ${signed(moved)} points${known}`;
  }

  // side is "before", "after" or "difference".
  Atlas.shares = function (pair, side, { sequential, diverging, ink }) {
    const ids = pair.provinces.split(" ");
    const found = Object.fromEntries(
      ids.map((id, place) => [id, Object.fromEntries(COLUMNS.map((name, column) => [name, pair.counts[column][place]]))])
    );
    const unsure = (row) => side === "difference" && row.verdict >= SURE_UP_TO;
    return {
      fill(id, name) {
        const row = found[id];
        if (!row) return ink.outside;
        if (row[side] < 0) return ink.zero;
        if (unsure(row)) return `url(#atlas-unsure-${row[side]}-${name})`;
        return (side === "difference" ? diverging : sequential)[row[side]];
      },
      told: (id) => [found[id], pair.totals],
      texts(id) {
        const row = found[id];
        if (!row) return [`not in ${pair.country}: not compared`];
        if (row.allThen + row.allNow === 0) return ["no incident recorded in either period"];
        const [then, now] = pair.totals;
        const told = [
          then ? period("before", row.sureThen, row.allThen, then, row.shareThen) : "before: nothing recorded",
          now ? period("after", row.sureNow, row.allNow, now, row.shareNow) : "after: nothing recorded",
        ];
        return row.moved === null ? told : [...told, change(row), VERDICTS[row.verdict]];
      },
      unlocated: () => [],
      // The names of the leading provinces; on the map of the difference with their change.
      named: (listed) => listed.map((id) => ({ id, change: side === "difference" ? ` ${signed(found[id].moved)}` : "" })),
    };
  };
})();
