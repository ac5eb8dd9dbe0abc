// Reads counts of provinces for a map: the class of each, and its numbers in words.
(function () {
  "use strict";

  const { number, interval, counted } = Atlas.parts;
  const COLUMNS = ["level", "sure", "all", "low", "best", "high", "unlocated"];

  // Gives province id -> its counts, of the columns of a view.
  function rows({ counts, provinces }) {
    const ids = provinces ? provinces.split(" ") : [];
    return Object.fromEntries(
      ids.map((id, place) => [id, Object.fromEntries(COLUMNS.map((name, column) => [name, counts[column][place]]))])
    );
  }

  function killed({ low, best, high }) {
    if (best < 0) return "toll not known";
    return `killed: ${number(best)} (${low === undefined ? "best estimate" : interval(low, high)})`;
  }

  Atlas.counts = function (found, { uncovered, classes, ink }) {
    const total = Object.values(found).reduce((sum, row) => sum + row.all, 0);
    return {
      fill(id, name) {
        if (uncovered) return `url(#atlas-not-covered-${name})`;
        const row = found[id];
        if (!row) return ink.zero;
        return row.level < 0 ? `url(#atlas-no-data-${name})` : classes[row.level];
      },
      told: (id) => [found[id], found[id] ? total : 0, uncovered],
      texts(id) {
        const row = found[id];
        if (uncovered) return ["not covered in this period"];
        if (!row) return ["no incident recorded in this selection"];
        const share = `${((100 * row.all) / total).toFixed(1)}% of those with a province`;
        const told = [`${counted(row.sure, row.all, "incident")} (${share})`, killed(row)];
        return row.unlocated ? [...told, `${number(row.unlocated)} located only to the province`] : told;
      },
      unlocated: () => Object.entries(found).filter(([, row]) => row.unlocated > 0).map(([id, row]) => [id, row.unlocated]),
    };
  };
  Atlas.counts.rows = rows;
})();
