// Plays through time: the period moves on by one bin, as wide as it is, or a year wide where all is selected.

const STEP_MS = 550;
const WIDTH = { quarter: 4, month: 12 };

export function player(hooks) {
  let timer = 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
  }

  function start({ bins, step }, [from, to]) {
    const whole = from === 0 && to === bins.length - 1;
    const width = whole ? Math.min(WIDTH[step], bins.length) : to - from + 1;
    let at = whole || to === bins.length - 1 ? 0 : from + 1;
    const show = () => hooks.period(bins[at].first, bins[at + width - 1].last, true);
    show();
    timer = setInterval(() => {
      at += 1;
      if (at + width > bins.length) return hooks.ended();
      return show();
    }, STEP_MS);
  }

  return { start, stop, playing: () => timer !== 0 };
}
