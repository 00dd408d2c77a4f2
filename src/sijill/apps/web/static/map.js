// The map: MapLibre over Natural Earth, clusters of places, and circles as wide as what is not known. Without WebGL the drawn map stays.
(() => {
  let at = null;
  const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const KM = 111.32;
  const circle = (lon, lat, km) => {
    const ring = [];
    for (let n = 0; n <= 48; n++) {
      const a = n / 48 * 2 * Math.PI, y = lat + km / KM * Math.sin(a);
      ring.push([lon + km / KM / Math.max(.05, Math.cos(lat * Math.PI / 180)) * Math.cos(a), Math.max(-85, Math.min(85, y))]);
    }
    return ring;
  };
  const style = () => ({
    version: 8, sources: {
      land: { type: "geojson", data: at.dataset.countries },
      wide: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      places: { type: "geojson", data: { type: "FeatureCollection", features: [] }, cluster: true, clusterRadius: 38, clusterMaxZoom: 9, clusterProperties: { claims_sum: ["+", ["get", "claims"]] } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": token("--sunk") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": token("--sheet") } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": token("--rule-2"), "line-width": 1, "line-dasharray": [5, 2] } },
      { id: "wide", type: "fill", source: "wide", paint: { "fill-color": token("--content-bg"), "fill-opacity": .45 } },
      { id: "wide-edge", type: "line", source: "wide", paint: { "line-color": token("--content"), "line-width": 1.5, "line-dasharray": [3, 2] } },
      { id: "cluster", type: "circle", source: "places", filter: ["has", "point_count"], paint: { "circle-color": token("--ink"), "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "claims_sum"]], 0, 11, 6, 30], "circle-stroke-width": 2, "circle-stroke-color": token("--sheet") } },
      { id: "place", type: "circle", source: "places", filter: ["!", ["has", "point_count"]], paint: { "circle-color": ["case", [">", ["get", "km"], 0], token("--sheet"), token("--ink")], "circle-radius": ["interpolate", ["linear"], ["log10", ["max", 1, ["get", "claims"]]], 0, 5, 6, 18], "circle-stroke-width": 2.5, "circle-stroke-color": token("--ink") } },
    ],
  });
  const labels = (map, shown) => {
    shown.forEach(m => m.remove()); shown.length = 0;
    const put = (lngLat, words, strong) => { const e = document.createElement("span"); e.className = strong ? "map-count" : "map-name"; e.dir = "auto"; e.textContent = words; shown.push(new maplibregl.Marker({ element: e, anchor: strong ? "center" : "left", offset: strong ? [0, 0] : [10, 0] }).setLngLat(lngLat).addTo(map)); };
    const taken = new Set();
    for (const f of map.queryRenderedFeatures({ layers: ["cluster"] })) { const id = f.properties.cluster_id; if (!taken.has(id)) { taken.add(id); put(f.geometry.coordinates, f.properties.claims_sum.toLocaleString("en"), true); } }
    const boxes = [];
    for (const f of map.queryRenderedFeatures({ layers: ["place"] }).sort((a, b) => b.properties.claims - a.properties.claims).slice(0, 40)) {
      const p = map.project(f.geometry.coordinates);
      if (boxes.some(b => Math.abs(b.x - p.x) < 110 && Math.abs(b.y - p.y) < 18)) continue;
      boxes.push(p); put(f.geometry.coordinates, `${f.properties.name} ${f.properties.claims.toLocaleString("en")}`, false);
    }
  };
  const begin = async () => {
    maplibregl.setWorkerUrl("/static/vendor/maplibre-gl-csp-worker.js");
    const found = await (await fetch(at.dataset.places)).json();
    const wide = { type: "FeatureCollection", features: found.features.filter(f => f.properties.km).map(f => ({ type: "Feature", properties: f.properties, geometry: { type: "Polygon", coordinates: [circle(...f.geometry.coordinates, f.properties.km)] } })) };
    const drawn = at.firstElementChild;
    const box = document.createElement("div"); box.className = "gl"; at.append(box);
    const bounds = new maplibregl.LngLatBounds();
    found.features.slice(0, 300).forEach(f => bounds.extend(f.geometry.coordinates));
    let map;
    try { map = new maplibregl.Map({ container: box, style: style(), bounds, fitBoundsOptions: { padding: 70, maxZoom: 8 }, attributionControl: false, dragRotate: false, pitchWithRotate: false, keyboard: true }); }
    catch { box.remove(); return; }
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibregl.ScaleControl({ maxWidth: 140 }), "bottom-left");
    map.getCanvas().setAttribute("aria-label", "Map of places; the same places are listed beside it");
    const shown = [];
    map.on("load", () => { map.getSource("places").setData(found); map.getSource("wide").setData(wide); });
    map.on("idle", () => { drawn.hidden = true; labels(map, shown); at.dataset.ready = "1"; });
    map.on("click", "cluster", async e => { const f = e.features[0], zoom = await map.getSource("places").getClusterExpansionZoom(f.properties.cluster_id); map.easeTo({ center: f.geometry.coordinates, zoom, duration: 0 }); });
    map.on("click", "place", e => { location.href = at.dataset.claims + e.features[0].properties.query; });
    for (const layer of ["cluster", "place"]) { map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; }); map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; }); }
    new MutationObserver(() => map.setStyle(style())).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    map.on("styledata", () => { if (map.getSource("places") && at.dataset.ready) { map.getSource("places").setData(found); map.getSource("wide").setData(wide); } });
  };

  // The timeline: drag over bars to narrow to their time.
  const timeline = brush => {
    const bars = [...brush.querySelectorAll("li")];
    let from = null, until = null;
    const light = () => { const [a, b] = [Math.min(from, until), Math.max(from, until)]; bars.forEach((x, n) => x.classList.toggle("in", n >= a && n <= b)); return [a, b]; };
    brush.addEventListener("pointerdown", e => { const n = bars.indexOf(e.target.closest("li")); if (n >= 0) { from = until = n; e.preventDefault(); light(); } });
    addEventListener("pointermove", e => { if (from === null) return; const n = bars.indexOf(document.elementFromPoint(e.clientX, brush.getBoundingClientRect().top + 20)?.closest("li")); if (n >= 0) { until = n; light(); } });
    addEventListener("pointerup", () => {
      if (from === null) return;
      const [a, b] = light(); from = null;
      const q = new URLSearchParams(brush.dataset.query);
      q.set("since", bars[a].dataset.since); q.set("until", bars[b].dataset.until);
      location.href = `/map?${q}`;
    });
    brush.addEventListener("dragstart", e => e.preventDefault());
  };

  // Both may come with the page, or behind it where there is much to count.
  const start = () => {
    const brush = document.getElementById("brush");
    if (brush) timeline(brush);
    at = document.getElementById("map");
    if (at && globalThis.maplibregl) begin().catch(() => {});
  };
  start();
  addEventListener("htmx:afterSettle", e => { if (!at && e.target.closest?.("#drawn")) start(); });
})();
