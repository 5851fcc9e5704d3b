/* The live map. It reads one block of JSON and writes text with textContent alone; nothing from the data becomes markup or code. */
var map = map_1, data = JSON.parse(JSON.parse(document.getElementById("map-data").textContent));
var onPage = false, touched = false, strip = null, chosen = null, wanted = null, from = -Infinity, to = Infinity, about = {};

/* ---- the ground: sheets over one another, the world and what is fine; a line is packed, see basemap.packed ---- */
var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function unpacked(text, step) {
  var x = 0, y = 0, out = [], i = 0;
  function next() {
    var value = 0, shift = 0, five;
    do {
      five = LETTERS.indexOf(text[i]);
      i += 1;
      value |= (five & 31) << shift;
      shift += 5;
    } while (five & 32);
    return value & 1 ? -(value + 1) / 2 : value / 2;
  }
  while (i < text.length) {
    x += next();
    y += next();
    out.push([y * step / data.scale, x * step / data.scale]);
  }
  return out;
}

function ground() {
  map.createPane("ground").style.zIndex = 150;
  var canvas = L.canvas({ pane: "ground", padding: 0.3 }), drawn = [], dark = matchMedia("(prefers-color-scheme: dark)");
  function draw(kind, lines, step, colour, style) {
    lines.forEach(function (line) {
      var shape = L[kind](unpacked(line, step), Object.assign({ renderer: canvas, pane: "ground", interactive: false, smoothFactor: 0.6 }, style));
      drawn.push([shape.addTo(map), colour]);
    });
  }
  function paint() {
    var own = getComputedStyle(document.documentElement);
    drawn.forEach(function (d) {
      var colour = own.getPropertyValue("--" + d[1]).trim();
      d[0].setStyle({ color: colour, fillColor: colour });
    });
  }
  var area = { stroke: false, fill: true, fillOpacity: 1 };
  data.sheets.forEach(function (s) {
    draw("polygon", s.frame, s.step, "sea", area);
    draw("polygon", s.land, s.step, "land", area);
    draw("polygon", s.lakes, s.step, "sea", area);
    draw("polyline", s.rivers, s.step, "river", { weight: 1.1 });
    draw("polyline", s.borders, s.step, "border", { weight: 1.3 });
  });
  paint();
  dark.addEventListener("change", paint);
  return paint;
}

/* ---- what a mark says ---- */
/* A button that asks the page for a sentence or for an event's page; without a page around the map nothing but words. */
function asks(css, words, message) {
  if (!onPage) return make("span", css, words);
  var button = make("button", css, words);
  button.type = "button";
  button.addEventListener("click", function () { parent.postMessage(message, "*"); });
  return button;
}

function receipt(q) {
  var words = q.called + (onPage ? ", open the sentence" : ", characters " + q.start + "–" + q.end);
  return asks("where", words, { analystkit: "receipt", page: q.page, start: q.start, end: q.end });
}

function quotes(list) {
  var ul = make("ul", "quotes");
  list.forEach(function (q) {
    var li = ul.appendChild(make("li"));
    li.appendChild(make("q", "", q.text));
    li.appendChild(receipt(q));
  });
  return ul;
}

function narrow() {
  return from !== -Infinity || to !== Infinity || Object.keys(about).length > 0;
}

/* A value as the address has it: as tools.js makes it. */
function key(value) {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || value;
}

function chosenToo(event) {
  return Object.keys(about).every(function (name) { return event.about[name].map(key).indexOf(about[name]) >= 0; });
}

/* How an event stands to what is chosen: what has no date at all lies in all times, and in none that is chosen. */
function state(event) {
  return !chosenToo(event) ? 0 : from === -Infinity && to === Infinity ? 2 : event.a === null && event.b === null ? 0 : lies(event, from, to);
}

/* Marks that lie on one another are one, under the place with most events: a finger cannot choose between them. */
function together(site) {
  return [site].concat(data.sites.filter(function (s) { return s.shown && s.under === site; }));
}

function merge(shown) {
  var heads = [];
  shown.forEach(function (s) {
    s.under = heads.find(function (h) {
      return h.at.distanceTo(s.at) < 18 && (h.precision === "region") === (s.precision === "region");
    });
    if (!s.under) heads.push(s);
    s.node.classList.toggle("under", Boolean(s.under));
    if (s.under) s.handle.closeTooltip();
  });
  return heads;
}

function open(site) {
  (site.under || site).handle.openPopup();
}

function story(site) {
  var root = make("article", "story");
  root.appendChild(make("h2", "", site.name));
  if (site.where) root.appendChild(make("p", "note", site.where));
  root.appendChild(make("p", "note", site.precision_words));
  if (!site.events.length) {
    root.appendChild(make("p", "", "Named here; no event was read as happening here."));
    root.appendChild(quotes(site.quotes));
  }
  site.events.filter(state).forEach(function (e) {
    var part = root.appendChild(make("section"));
    part.appendChild(make("h3")).appendChild(asks("event", e.title, { analystkit: "event", page: e.page || e.id + ".html" }));
    part.appendChild(make("p", "note", e.how + (state(e) === 1 ? " · may lie in the chosen time" : "")));
    part.appendChild(quotes(e.quotes));
  });
  return root;
}

function hint(site) {
  var root = make("div"), first = site.events.filter(state)[0], quote = first ? first.quotes[0] : site.quotes[0];
  root.appendChild(make("b", "", site.name));
  if (first) root.appendChild(make("div", "", first.title + ", " + first.when));
  if (quote) root.appendChild(make("div", "", "“" + (quote.text.length > 180 ? quote.text.slice(0, 179) + "…" : quote.text) + "”"));
  return root;
}

/* ---- marks: a spot, a ring, a dashed or a dotted circle of true size; a region has no spot at all. Colours are the style's. ---- */
function style(site) {
  var ink = "var(--" + site.mark + ")", done = site.mark === "happened", halo = "var(--halo)";
  return {
    point: { color: done ? halo : ink, weight: done ? 1.5 : 2, fillColor: done ? ink : halo, fillOpacity: 1 },
    city: { color: ink, weight: 1.8, fillColor: ink, fillOpacity: done ? 0.28 : 0 },
    district: { color: ink, weight: 1.8, dashArray: "4 2.5", fillColor: ink, fillOpacity: done ? 0.18 : 0 },
    region: { color: ink, opacity: 0.75, weight: 1.4, dashArray: "1.5 5", lineCap: "round", fillColor: ink, fillOpacity: done ? 0.08 : 0 }
  }[site.precision];
}

function reach(site) {
  if (site.precision === "point") return data.least.point;
  var pixels = map.latLngToLayerPoint([site.lat, site.lon]).y - map.latLngToLayerPoint([site.lat + site.radius / 111.32, site.lon]).y;
  return Math.max(data.least[site.precision], pixels);
}

/* The events of one place, a dot each, on a ring around it; the ring says how many, not where. */
function fan(site) {
  var root = make("span", "fan");
  site.events.forEach(function (e, i) {
    e.dot = root.appendChild(make("i", e.done ? "" : "undone"));
    e.dot.title = e.title + ", " + e.when;
    e.dot.style.setProperty("--turn", 360 * i / site.events.length + "deg");
  });
  return root;
}

function mark(site) {
  var at = [site.lat, site.lon], face = make("span", "face");
  face.setAttribute("aria-hidden", "true");
  site.fans = site.precision !== "region" && site.events.length > 1 && site.events.length <= 12;
  if (site.fans) face.appendChild(fan(site));
  var wide = { interactive: site.precision === "region" };
  site.circle = (site.border.length
    ? L.polyline(site.border.map(function (line) { return unpacked(line, 1); }), Object.assign(wide, { color: "var(--" + site.mark + ")", weight: 16, opacity: 0.3, smoothFactor: 1 }))
    : L.circleMarker(at, Object.assign(style(site), wide))).addTo(map);
  site.circle.on("click", function () { open(site); });
  site.handle = L.marker(at, { icon: L.divIcon({ className: "handle " + site.precision, html: face, iconSize: null }), zIndexOffset: -100 * site.radius });
  site.handle.bindPopup(function () {
    var root = make("div");
    together(site).forEach(function (s) { root.appendChild(story(s)); });
    return root;
  }, { maxWidth: 320, maxHeight: 280, autoPanPaddingTopLeft: [52, 12], autoPanPaddingBottomRight: [12, 12] });
  site.handle.bindTooltip(function () { return hint(site); }, { direction: "top", offset: [0, -10], opacity: 1 });
  site.handle.on("popupopen", function () { site.handle.closeTooltip(); choose(site); });
  site.handle.on("tooltipopen", function () { if (site.handle.isPopupOpen()) site.handle.closeTooltip(); });
  site.handle.on("popupclose", function () { if (chosen === site) choose(null); });
  site.handle.addTo(map);
  site.node = site.handle.getElement();
  site.node.addEventListener("focus", function () { if (site.node.matches(":focus-visible")) site.handle.openTooltip(); });
  site.node.addEventListener("blur", function () { site.handle.closeTooltip(); });
}

function label(site) {
  var name = site.name.length > 32 ? site.name.slice(0, 31) + "…" : site.name;
  var ids = new Set(), more = together(site);
  more.forEach(function (s) { s.events.forEach(function (e) { ids.add(e.id); }); });
  return name + (more.length > 1 ? " and " + (more.length - 1) + " more" : "") + (ids.size > 1 ? " (" + ids.size + ")" : "");
}

function resize() {
  var shown = data.sites.filter(function (s) { return s.shown; });
  shown.forEach(function (s) { s.at = map.latLngToLayerPoint([s.lat, s.lon]); });
  merge(shown).forEach(function (s) {
    var r = reach(s), size = Math.min(Math.max(2 * r, 24), 60);
    var alone = s.fans && !shown.some(function (o) { return o !== s && o.under !== s && o.precision !== "region" && Math.abs(o.at.x - s.at.x) < 44 && Math.abs(o.at.y - s.at.y) < 44; });
    s.r = Math.min(Math.max(r, alone ? 20 : 0), 40) + 3;
    if (!s.border.length) s.circle.setRadius(r);
    s.node.classList.toggle("fanned", alone);
    s.node.style.width = s.node.style.height = size + "px";
    s.node.style.margin = -size / 2 + "px 0 0 " + -size / 2 + "px";
    s.node.setAttribute("aria-label", label(s) + ", " + s.precision_words);
  });
  shown.forEach(function (s) { s.circle.getElement().classList.toggle("under", Boolean(s.under)); });
}

/* ---- names: the most important first, each where nothing is in its way, else not at all ---- */
var pane, pen = document.createElement("canvas").getContext("2d"), widths = {};

function width(kind, text) {
  var large = matchMedia("(max-width: 520px)").matches ? "15" : "13", key = large + kind + " " + text;
  if (!widths[key]) {
    pen.font = { place: "600 " + large + "px ", region: "italic 500 " + large + "px ", country: "11px ", town: "11px " }[kind] + getComputedStyle(document.body).fontFamily;
    widths[key] = pen.measureText(text).width + (kind === "country" ? 2 * text.length : 0) + 4;
  }
  return widths[key];
}

function names() {
  var taken = [], size = map.getSize(), left = map.containerPointToLayerPoint([0, 0]), bounds = map.getBounds(), middle = map.getCenter();
  pane.textContent = "";
  function free(x, y, w, h) {
    var inside = x >= left.x + 2 && y >= left.y + 2 && x + w <= left.x + size.x - 2 && y + h <= left.y + size.y - 16;
    return inside && !taken.some(function (t) { return x < t[2] && x + w > t[0] && y < t[3] && y + h > t[1]; });
  }
  function write(css, text, x, y, w, h) {
    if (!free(x, y, w, h)) return null;
    taken.push([x, y, x + w, y + h]);
    var node = pane.appendChild(make("span", "name " + css, text));
    node.style.left = x + "px";
    node.style.top = y + "px";
    return node;
  }
  taken.push([left.x, left.y, left.x + 46, left.y + 84]);
  var shown = data.sites.filter(function (s) { return s.shown && !s.under && bounds.contains([s.lat, s.lon]); });
  shown.forEach(function (s) {
    var o = Math.min(s.r, s.node.classList.contains("fanned") ? 22 : 14);
    if (s.precision !== "region") taken.push([s.at.x - o, s.at.y - o, s.at.x + o, s.at.y + o]);
  });
  shown.forEach(function (s) {
    var css = s.precision === "region" ? "region" : "place", text = label(s), w = width(css, text), h = 18, x = s.at.x, y = s.at.y, spots = [];
    if (s.precision === "region") [-9, -27, 9].forEach(function (up) { spots.push([x - w / 2, y + up]); }); // not beside it, where another lies
    else [s.r, s.r + 12].forEach(function (r) {
      spots.push([x + r, y - 9], [x - r - w, y - 9], [x - w / 2, y - r - h], [x - w / 2, y + r]);
    });
    spots.some(function (p) {
      var node = write(css + (s.shown === 1 ? " faint" : ""), text, p[0], p[1], w, h);
      if (node) node.addEventListener("click", function () { open(s); });
      return node;
    });
  });
  var degree = map.latLngToLayerPoint([0, 1]).x - map.latLngToLayerPoint([0, 0]).x;
  data.countries.forEach(function (c) {
    var text = c[0].toUpperCase(), w = width("country", text), at = c[2], spots = [], i;
    if (w > 3.5 * Math.sqrt(c[1]) * degree) return; // too small to bear its name
    for (i = 0; i < at.length; i += 2) {
      if (bounds.contains([at[i + 1], at[i]])) spots.push([i ? Math.pow(at[i] - middle.lng, 2) + Math.pow(at[i + 1] - middle.lat, 2) : -1, at[i + 1], at[i]]);
    }
    spots.sort(function (a, b) { return a[0] - b[0]; }).slice(0, 5).some(function (s) {
      var p = map.latLngToLayerPoint([s[1], s[2]]);
      return write("country", text, p.x - w / 2, p.y - 8, w, 16);
    });
  });
  var most = Math.round(size.x * size.y / 13000), written = 0;
  data.towns.some(function (t) {
    if (!bounds.contains([t[2], t[1]])) return false;
    var p = map.latLngToLayerPoint([t[2], t[1]]);
    if (write("town", t[0], p.x - 3, p.y - 8, width("town", t[0]) + 8, 16)) written += 1;
    return written >= most;
  });
}

/* ---- time and place follow one another: the strip chooses what is drawn, a place what is strong on the strip ---- */
var events = {};
data.sites.forEach(function (s) {
  s.shown = 2;
  s.events.forEach(function (e) { events[e.id] = events[e.id] || e; });
});
events = Object.keys(events).map(function (id) { return events[id]; });
var dated = events.filter(function (e) { return e.a !== null || e.b !== null; });

function follow(a, b) {
  from = a;
  to = b;
  data.sites.forEach(function (s) {
    var how = s.events.map(state), best = s.events.length ? Math.max.apply(null, how) : narrow() ? 0 : 2;
    s.events.forEach(function (e, i) {
      if (e.dot) e.dot.className = (e.done ? "" : "undone ") + ["gone", "faint", ""][how[i]];
    });
    if (best === s.shown) return;
    s.shown = best;
    [s.circle.getElement(), s.node].forEach(function (node) {
      node.classList.toggle("gone", !best);
      node.classList.toggle("faint", best === 1);
    });
    if (!best) s.handle.closePopup();
  });
  redraw();
  if (!narrow()) return events.length + (events.length === 1 ? " event" : " events") + " on the map";
  var must = dated.filter(function (e) { return state(e) === 2; }).length, may = dated.filter(function (e) { return state(e) === 1; }).length;
  var rest = events.length - dated.length;
  return counted(must, may) + (rest ? "; " + rest + " without a date left out" : "");
}

function choose(site) {
  var ids = {};
  chosen = site;
  if (site) together(site).forEach(function (s) { s.events.forEach(function (e) { ids[e.id] = true; }); });
  dated.forEach(function (e) { e.chosen = Boolean(ids[e.id]); });
  if (strip) strip.mark();
  tell();
}

/* The page around the map keeps time and place in its address, so that what is looked at can be sent, and says when they have changed. */
function tell() {
  var ends = strip ? strip.ends() : [from, to]; // of the strip: what is drawn follows it a moment later
  if (onPage) parent.postMessage({ analystkit: "looking", time: kept(ends[0], ends[1]), place: chosen ? chosen.place_id : "" }, "*");
}

/* What the page wants looked at; a map that is not shown yet waits until it is. */
function look() {
  if (!wanted || !map.getSize().y) return;
  var time = String(wanted.time), place = String(wanted.place), before = JSON.stringify(about), asked = wanted.about || {};
  about = {};
  Object.keys(asked).forEach(function (name) { // what no event here is about chooses nothing
    var k = key(String(asked[name]));
    if (events.some(function (e) { return (e.about[name] || []).map(key).indexOf(k) >= 0; })) about[name] = k;
  });
  wanted = null;
  if (JSON.stringify(about) !== before) {
    if (strip) strip.again();
    else follow(from, to);
  }
  if (strip && time !== kept.apply(null, strip.ends())) strip.set.apply(null, unkept(time));
  if (place === (chosen ? chosen.place_id : "")) return;
  map.closePopup();
  data.sites.forEach(function (s) { if (s.place_id === place) open(s); });
}

window.addEventListener("message", function (e) {
  if (e.source !== parent || !e.data) return;
  if (e.data.analystkit === "theme") {
    document.documentElement.dataset.theme = e.data.dark ? "dark" : "light";
    paint();
  }
  if (e.data.analystkit !== "page") return;
  onPage = true;
  wanted = e.data;
  look();
});

document.documentElement.className = "alive";
if (data.span && dated.length > 1) {
  strip = { host: document.body.appendChild(make("section", "ak-strip")) };
  strip.host.setAttribute("aria-label", "Time");
}
map.attributionControl.setPrefix(false);
map.attributionControl.addAttribution(data.credit);
L.control.scale({ position: "bottomleft", imperial: true }).addTo(map);
["pointerdown", "keydown"].forEach(function (name) {
  map.getContainer().addEventListener(name, function () { touched = true; }, true);
});
map.getContainer().addEventListener("wheel", function (e) {
  if (!e.ctrlKey && !e.metaKey) return; // a wheel alone scrolls the page
  e.preventDefault();
  touched = true;
  map.setZoomAround(map.mouseEventToContainerPoint(e), map.getZoom() - e.deltaY / 100, { animate: false });
}, { passive: false });

/* The frame may get its size after its script has run, and another when a phone is turned: fit again until the reader has moved the map. */
function fit() {
  if (touched) return;
  map.fitBounds([[data.view[1], data.view[0]], [data.view[3], data.view[2]]], { animate: false });
}
map.setMinZoom(0.75);
map.setMaxBounds([[-75, -200], [84, 200]]);
map.options.maxBoundsViscosity = 1;
fit();
var paint = ground();
pane = map.createPane("names");
data.sites.slice().sort(function (a, b) { return b.radius - a.radius; }).forEach(mark);

function redraw() {
  resize();
  names();
}
map.on("zoomstart", function () { pane.style.visibility = "hidden"; });
map.on("zoomend", function () { pane.style.visibility = ""; });
map.on("resize", fit);
map.on("moveend resize", redraw);
map.on("resize", look);
redraw();
if (strip) strip = timeStrip(strip.host, dated, data.span[0], data.span[1], follow, tell);
new ResizeObserver(function () {
  map.invalidateSize({ animate: false, pan: false });
  fit(); // these two also where Leaflet has learnt the new size before, and tells of no change
  look();
}).observe(map.getContainer());
parent.postMessage({ analystkit: "hello" }, "*");
