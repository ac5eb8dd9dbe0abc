// A selection over time as the server sent it: adds up any span of its bins, by province and by cell.
(function () {
  "use strict";

  // Gives the columns with the number of the group that each pair belongs to.
  function spread(runs) {
    return runs.flatMap((length, group) => Array(length).fill(group));
  }

  // Adds up the columns of the pairs whose bin lies in a span, per group.
  function sums([bins, ...columns], groups, size, from, to) {
    const found = Array.from({ length: size }, () => columns.map(() => 0));
    bins.forEach((bin, pair) => {
      if (bin < from || bin > to) return;
      const row = found[groups[pair]];
      columns.forEach((column, place) => (row[place] += column[pair]));
    });
    return found;
  }

  Atlas.play = function (play, places) {
    const ids = play.provinces ? play.provinces.split(" ") : [];
    const homes = spread(play.runs);
    const spots = spread(play.spot_runs);
    const [latitudes, longitudes, names] = play.cells;

    function level({ all, killed, known }, total) {
      if (play.measure === "deaths" && !known) return -1;
      const value = { incidents: all, deaths: killed, share: all / total }[play.measure];
      return play.bounds.filter((bound) => bound <= value).length;
    }

    function provinces(from, to) {
      const rows = sums(play.counts, homes, ids.length, from, to)
        .map(([all, unsure, killed, known, unlocated], place) => ({ id: ids[place], all, unsure, killed, known, unlocated }))
        .filter((row) => row.all > 0);
      const total = rows.reduce((sum, row) => sum + row.all, 0);
      const counted = (row) => ({
        level: level(row, total),
        sure: row.all - row.unsure,
        all: row.all,
        best: row.known ? row.killed : -1,
        unlocated: row.unlocated,
      });
      return Object.fromEntries(rows.map((row) => [row.id, counted(row)]));
    }

    function circles(from, to) {
      const span = [from, to + 1].map((bin) => play.month + play.months * bin);
      const rows = sums(play.spots, spots, names.length, from, to).map(([all, unsure, killed, known], cell) => ({
        side: play.side,
        span: `${span[0]}-${span[1] - 1}`, // its first and its last month
        latitude: latitudes[cell],
        longitude: longitudes[cell],
        at: [latitudes[cell] / 1000, longitudes[cell] / 1000],
        all,
        sure: all - unsure,
        killed: known ? killed : -1,
        place: places[names[cell]],
        precision: "",
      }));
      return [{ side: play.side, rows: rows.filter((row) => row.all > 0).sort((a, b) => b.all - a.all) }];
    }

    const summed = (column, from, to) => column.slice(from, to + 1).reduce((sum, count) => sum + count, 0);

    return {
      ...play,
      frame: (from, to) => ({ rows: provinces(from, to), circles: circles(from, to) }),
      // At least and at most how many incidents lie in a span.
      between(from, to) {
        const all = summed(play.incidents, from, to);
        return [all - summed(play.unsure, from, to), all];
      },
    };
  };
})();
