// Any page on paper: laid out as on screen, on a sheet as wide as that needs and of A4's shape, which the printer makes
// smaller as a whole. So nothing is cut, and drawings and frames, which know only the screen, need not change.
(() => {
  const MARGIN_PX = 40;
  const A4 = Math.SQRT2;
  const page = document.documentElement;

  function isDark() {
    const ground = getComputedStyle(document.querySelector(".stApp") ?? page).backgroundColor;
    const [red, green, blue] = (ground.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    return red + green + blue < 384;
  }

  let sheet;

  window.addEventListener("beforeprint", () => {
    const main = document.querySelector("[data-testid='stMainBlockContainer']");
    if (!main || document.querySelector(".st-key-sheet")) return; // the page of the shift has a sheet of its own
    const width = Math.ceil(main.getBoundingClientRect().width);
    const paper = width + 2 * MARGIN_PX;
    sheet = document.createElement("style");
    sheet.textContent = `@page { size: ${paper}px ${Math.round(paper * A4)}px; margin: ${MARGIN_PX}px; }`;
    document.head.append(sheet);
    page.style.setProperty("--print-width", `${width}px`);
    for (const frame of main.querySelectorAll("iframe")) {
      frame.style.setProperty("--print-height", `${frame.getBoundingClientRect().height}px`);
    }
    page.dataset.print = isDark() ? "dark" : "light";
  });
  window.addEventListener("afterprint", () => {
    sheet?.remove();
    delete page.dataset.print;
  });
})();
