// Whether a point lies in a drawn area or on its edge. An outline that crosses itself encloses what an odd number of
// its edges surrounds, as on the server.

const DOUBTFUL = 1e-9;
const SCALE = 2 ** 60;
const exact = (value) => BigInt(Math.round(value * SCALE));

// On which side of the line from a to b the point c lies. What rounding could turn is worked out in whole numbers.
function side(a, b, c) {
  const rough = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  if (Math.abs(rough) > DOUBTFUL) return Math.sign(rough);
  const [ax, ay, bx, by, cx, cy] = [...a, ...b, ...c].map(exact);
  const whole = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  return whole > 0n ? 1 : whole < 0n ? -1 : 0;
}

export function inside(ring, longitude, latitude) {
  const point = [longitude, latitude];
  let odd = false;
  for (let place = 0; place < ring.length; place += 1) {
    const a = ring[place];
    const b = ring[(place + 1) % ring.length];
    const flat = (axis) => Math.min(a[axis], b[axis]) <= point[axis] && point[axis] <= Math.max(a[axis], b[axis]);
    if (flat(0) && flat(1) && side(a, b, point) === 0) return true;
    if (a[1] > latitude !== b[1] > latitude) {
      const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
      if (side(low, high, point) > 0) odd = !odd;
    }
  }
  return odd;
}
