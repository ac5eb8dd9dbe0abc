// The five steps of the story: numbers to press, arrow keys, a step in the address, and one sheet of paper in print.

(() => {
  const BUSY = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='slider'], [role='tab']," +
    " [role='radio'], [role='option'], [role='combobox'], [role='listbox'], [role='grid'], [role='menu'], canvas, iframe," +
    " .js-plotly-plot";
  const PAGE_PX = { width: 1069, height: 726 }; // A4 lying within its margins, a little less high
  const WIDTHS = { from: 1400, to: 3200, by: 50 };

  const step = (number) => document.querySelector(`.st-key-step_${number}`);

  function asked() {
    const found = /^#step-([1-9])$/.exec(window.location.hash);
    return found ? Number(found[1]) : null;
  }

  function goTo(number, smooth = true) {
    const calm = !smooth || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById(`step-${number}`)?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }

  function remember(number) {
    const place = window.location;
    const address = place.pathname + place.search + (number ? `#step-${number}` : "");
    if (address !== place.pathname + place.search + place.hash) {
      window.history.replaceState(window.history.state, "", address);
    }
  }

  // Paper: let every drawing scale with its place, and find the width of the sheet at which all fits on one page.
  function scaleDrawings(sheet) {
    for (const box of sheet.querySelectorAll(".svg-container")) {
      const drawings = box.querySelectorAll(".main-svg");
      const width = Number(drawings[0]?.getAttribute("width"));
      const height = Number(drawings[0]?.getAttribute("height"));
      if (!width || !height) continue;
      box.style.setProperty("--drawn-ratio", `${width} / ${height}`);
      for (const drawing of drawings) {
        drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
        drawing.setAttribute("preserveAspectRatio", "xMinYMin meet");
      }
    }
  }

  function unscaleDrawings(sheet) {
    for (const drawing of sheet.querySelectorAll(".main-svg")) drawing.removeAttribute("viewBox");
  }

  function printRules() {
    const found = [];
    for (const sheet of document.styleSheets) {
      let rules;
      try { rules = sheet.cssRules; } catch { continue; }
      for (const rule of rules) {
        if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") found.push(rule);
      }
    }
    return found;
  }

  // Let both columns of figures close up, whatever the heights of their cards.
  function closeUp(sheet, zoom) {
    for (const place of sheet.querySelector(".st-key-steps")?.children ?? []) {
      const card = place.querySelector("[class*='st-key-step_']");
      if (card) place.style.setProperty("--rows", Math.ceil(card.getBoundingClientRect().height / zoom) + 10);
    }
  }

  function fitSheet(sheet) {
    const rules = printRules();
    for (const rule of rules) rule.media.mediaText = "all";
    try {
      for (let width = WIDTHS.from; width <= WIDTHS.to; width += WIDTHS.by) {
        const zoom = PAGE_PX.width / width;
        sheet.style.setProperty("--sheet-width", `${width}px`);
        sheet.style.setProperty("--sheet-zoom", zoom.toFixed(4));
        closeUp(sheet, zoom);
        if (sheet.getBoundingClientRect().height <= PAGE_PX.height) break;
      }
    } finally {
      for (const rule of rules) rule.media.mediaText = "print";
    }
  }

  function links() {
    return [...document.querySelectorAll(".atlas-steps a")];
  }

  let current = 0;

  function show(number) {
    current = number;
    links().forEach((link, place) => {
      if (place + 1 === number) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    remember(number);
  }

  // The step whose upper edge was passed last; none above the first.
  function look() {
    if (!step(1)) return;
    const line = window.innerHeight * 0.45;
    let number = 0;
    for (let place = 1; step(place); place += 1) {
      if (step(place).getBoundingClientRect().top <= line) number = place;
    }
    if (number !== current) show(number);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const target = event.composedPath()[0];
    if (!way || !step(1) || (target instanceof Element && target.closest(BUSY))) return;
    event.preventDefault();
    goTo(Math.min(Math.max(current + way, 1), links().length));
  }

  function onClick(event) {
    const link = event.target instanceof Element ? event.target.closest(".atlas-steps a") : null;
    if (!link) return;
    event.preventDefault();
    goTo(links().indexOf(link) + 1);
  }

  function beforePrint() {
    const sheet = document.querySelector(".st-key-sheet");
    if (!sheet) return;
    scaleDrawings(sheet);
    fitSheet(sheet);
  }

  function afterPrint() {
    const sheet = document.querySelector(".st-key-sheet");
    if (sheet) unscaleDrawings(sheet);
  }

  // A link to a step: the figures above it take their height only once they are drawn.
  function open() {
    const wanted = asked();
    const timers = wanted ? [100, 600, 1500, 3000, 6000, 10000].map((wait) => setTimeout(() => goTo(wanted, false), wait)) : [];
    const stop = () => timers.forEach(clearTimeout);
    for (const move of ["wheel", "touchmove", "keydown"]) window.addEventListener(move, stop, { once: true, passive: true });
    if (!wanted) look();
  }

  // The script runs anew whenever the page is shown: only one of its kind may listen.
  window.atlasStory?.abort();
  window.atlasStory = new AbortController();
  const { signal } = window.atlasStory;
  document.addEventListener("scroll", look, { capture: true, passive: true, signal });
  document.addEventListener("keydown", onKey, { signal });
  document.addEventListener("click", onClick, { signal });
  window.addEventListener("beforeprint", beforePrint, { signal });
  window.addEventListener("afterprint", afterPrint, { signal });
  open();
})();
