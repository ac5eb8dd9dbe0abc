(() => {
  const shell = document.getElementById("atlas-shell");
  const from = location.pathname;
  const most = Date.now() + 20000;
  const chosen = () => {
    try {
      const key = Object.keys(localStorage).find((name) => name.startsWith("stActiveTheme"));
      return key ? JSON.parse(localStorage.getItem(key)).name : "";
    } catch {
      return "";
    }
  };
  const drawn = (frame) => {
    try {
      return Boolean(frame && frame.contentDocument.querySelector(".atlas-province"));
    } catch {
      return false;
    }
  };
  // A link to another selection, or to a place on the page, is not what this screen shows.
  if (location.search || location.hash) {
    shell.remove();
    return;
  }
  const name = chosen();
  const dark = name ? name.startsWith("Dark") : matchMedia("(prefers-color-scheme: dark)").matches;
  shell.classList.toggle("dark", dark);
  // Under it the app comes in pieces that push each other about: it is seen when it has its words and stands still.
  document.documentElement.classList.add("atlas-waits");
  const end = () => {
    document.documentElement.classList.remove("atlas-waits");
    shell.remove();
  };
  const look = () => {
    const words = document.querySelector("[data-test-script-state='notRunning'] .st-key-answer h2");
    const elsewhere = location.pathname !== from || document.querySelector("[data-testid='stException'], [role='dialog']");
    const map = document.querySelector(".st-key-board_board iframe");
    if (elsewhere || Date.now() > most || (words && drawn(map))) {
      end();
      return;
    }
    if (words && map) {
      // The picture goes where the frame of the board has come to stand, and with it when the page is scrolled.
      const figure = shell.querySelector("figure");
      const [is, was] = [map.getBoundingClientRect(), figure.getBoundingClientRect()];
      const above = innerWidth > 1100 ? 37 : 166;
      figure.style.translate = `0 ${is.top + above - was.top + (parseFloat((figure.style.translate || "").split(" ")[1]) || 0)}px`;
      shell.classList.add("drawing");
      document.documentElement.classList.remove("atlas-waits");
    }
    requestAnimationFrame(look);
  };
  look();
})();
