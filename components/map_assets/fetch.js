// Stands in the page of the frame before every other script, so that the geometry travels while Leaflet still loads.
// The addresses carry a mark of the content, so that the browser keeps the files for good (web/kept.py).
function fetchGeometry(sources) {
  async function one([name, url]) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return [name, await response.json()];
  }

  return Promise.all(Object.entries(sources).map(one)).then(Object.fromEntries);
}
