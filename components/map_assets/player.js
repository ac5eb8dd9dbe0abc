// The controls of a play: play and pause, steps, speed, what is counted, and the incidents of each bin with the played
// part marked. Nothing is asked of the server. Nothing plays before somebody wants it.
(function () {
  "use strict";

  const { element, button, counted } = Atlas.parts;
  const SPEEDS = [["Slow", 1400], ["Normal", 700], ["Fast", 250]]; // milliseconds for a bin
  const SHAPES = {
    play: "M4,2 L14,8 L4,14 Z",
    pause: "M3,2 h4 v12 h-4 Z M9,2 h4 v12 h-4 Z",
    back: "M3,2 h2 v12 h-2 Z M14,2 L6,8 L14,14 Z",
    on: "M11,2 h2 v12 h-2 Z M2,2 L10,8 L2,14 Z",
  };
  const NS = "http://www.w3.org/2000/svg";

  function icon(shape) {
    const node = document.createElementNS(NS, "svg");
    const path = document.createElementNS(NS, "path");
    node.setAttribute("viewBox", "0 0 16 16");
    node.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[shape]);
    node.appendChild(path);
    return node;
  }

  function choice(label, options) {
    const box = element("label", "atlas-choice", `${label} `);
    const select = element("select");
    options.forEach(([text, value]) => {
      const option = element("option", "", text);
      option.value = value;
      select.appendChild(option);
    });
    box.appendChild(select);
    return { box, select };
  }

  Atlas.player = function (onFrame) {
    const box = element("section", "atlas-player");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Play through time. Space plays and pauses, arrow keys step.");
    const back = button("", () => step(-1));
    const start = button("", () => (timer ? pause() : run()));
    const on = button("", () => step(1));
    const now = element("span", "atlas-now");
    const speed = choice("Speed", SPEEDS);
    const sum = choice("Count", []);
    const bars = element("div", "atlas-bars");
    const track = element("input", "atlas-track");
    const years = element("div", "atlas-years");
    const left = element("p", "atlas-left");
    const said = element("p", "atlas-said");
    let play = null;
    let at = 0;
    let timer = null;

    function build() {
      track.type = "range";
      track.min = "0";
      track.step = "1";
      track.setAttribute("aria-label", "Time");
      said.setAttribute("aria-live", "polite");
      back.append(icon("back"));
      on.append(icon("on"));
      start.className = "atlas-start";
      speed.select.value = String(SPEEDS[1][1]);
      const controls = element("div", "atlas-controls");
      controls.append(back, start, on, now, sum.box, speed.box);
      const line = element("div", "atlas-line");
      line.append(bars, track, years);
      box.append(controls, line, left, said);
      track.addEventListener("input", () => seek(Number(track.value)));
      sum.select.addEventListener("change", () => (show(), tell()));
      box.addEventListener("keydown", byKey);
      face();
    }

    function face() {
      start.replaceChildren(icon(timer ? "pause" : "play"), element("span", "", timer ? "Pause" : "Play"));
    }

    function span() {
      const width = Number(sum.select.value);
      return [width ? Math.max(0, at - width + 1) : 0, at];
    }

    function words() {
      const [from, to] = span();
      const number = counted(...play.between(from, to), "incident");
      return `${from === to ? play.bins[to] : `${play.bins[from]} to ${play.bins[to]}`}: ${number}`;
    }

    function show() {
      const [from, to] = span();
      now.textContent = words();
      track.value = String(at);
      track.setAttribute("aria-valuetext", words());
      [...bars.children].forEach((bar, bin) => {
        bar.classList.toggle("played", bin >= from && bin <= to);
        bar.classList.toggle("now", bin === to);
      });
      onFrame(play.frame(from, to));
    }

    // Said only while it stands still: a play would talk without end.
    function tell() {
      if (!timer) said.textContent = words();
    }

    function seek(bin) {
      pause();
      at = Math.min(play.bins.length - 1, Math.max(0, bin));
      show();
      tell();
    }

    const step = (by) => seek(at + by);

    function run() {
      if (at === play.bins.length - 1) at = -1;
      const next = () => {
        at += 1;
        show();
        if (at === play.bins.length - 1) return pause();
        timer = window.setTimeout(next, Number(speed.select.value));
        return undefined;
      };
      timer = window.setTimeout(next, 0);
      face();
    }

    function pause() {
      if (!timer) return;
      window.clearTimeout(timer);
      timer = null;
      face();
      tell();
    }

    function byKey(event) {
      const keys = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => seek(0), End: () => seek(Infinity) };
      const space = event.key === " " && event.target.tagName !== "BUTTON";
      if (event.target.tagName === "SELECT" || !(space || keys[event.key])) return;
      event.preventDefault();
      if (space) start.click();
      else keys[event.key]();
    }

    function draw() {
      const most = Math.max(1, ...play.incidents);
      bars.replaceChildren(
        ...play.incidents.map((number, bin) => {
          const bar = element("span", "atlas-bar");
          bar.style.height = `${(100 * number) / most}%`;
          bar.title = `${play.bins[bin]}: ${counted(number - play.unsure[bin], number, "incident")}`;
          return bar;
        })
      );
      years.replaceChildren(
        ...play.years.map(([bin, year], place) => {
          const mark = element("span", place % 2 ? "odd" : "", String(year));
          mark.style.left = `min(${(100 * bin) / play.bins.length}%, calc(100% - 2.2em))`;
          return mark;
        })
      );
    }

    // A changed selection stands still at the same time as before, where it still has that time; else at its end.
    function load(next) {
      const was = play ? play.bins[at] : null;
      const counting = sum.select.selectedIndex;
      pause();
      play = next;
      box.hidden = play.bins.length === 0;
      if (box.hidden) return onFrame({ rows: {}, circles: [] });
      const same = play.bins.indexOf(was);
      at = same < 0 ? play.bins.length - 1 : same;
      track.max = String(play.bins.length - 1);
      sum.select.replaceChildren(new Option("All so far", 0), new Option(play.window[1], play.window[0]));
      sum.select.selectedIndex = Math.max(0, counting);
      back.setAttribute("aria-label", `One ${play.step} back`);
      on.setAttribute("aria-label", `One ${play.step} on`);
      left.textContent = play.left;
      left.hidden = !play.left;
      draw();
      return show();
    }

    build();
    return { box, load, pause, show: () => play && play.bins.length && show() };
  };
})();
