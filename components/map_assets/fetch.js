// Stands in the page of the frame before every other script, so that the geometry travels while Leaflet still loads.
// The server sends its files without a date or a mark that a browser could ask about, so that none would be kept; the
// addresses carry a hash of the content, so that what is kept under one is right for ever.
function fetchGeometry(sources) {
  const STORE = "atlas-geometry";

  async function answered(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response;
  }

  async function keep(store, url, response) {
    await store.delete(url, { ignoreSearch: true }); // the same file with an older hash
    await store.put(url, response);
  }

  async function kept(url) {
    const store = await caches.open(STORE);
    const found = await store.match(url);
    if (found) return found;
    const response = await answered(url);
    keep(store, url, response.clone()).catch(() => undefined); // the disk is full: next time it is fetched again
    return response;
  }

  // Browsers have the store on secure addresses only, and a visitor may have closed it.
  const one = (url) => ("caches" in window ? kept(url).catch(() => answered(url)) : answered(url));
  return Promise.all(Object.entries(sources).map(async ([name, url]) => [name, await (await one(url)).json()])).then(
    Object.fromEntries
  );
}
