/* The live map. It reads one block of JSON and writes text with textContent alone; nothing from the data becomes markup or code. */
(function () {
  "use strict";
  var map = map_1;
  var data = JSON.parse(JSON.parse(document.getElementById("map-data").textContent));
  var INK = data.ink;
  var LEAST = data.least;
  var onPage = false;

  function el(name, css, text) {
    var node = document.createElement(name);
    if (css) node.className = css;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function box(b) {
    return L.latLngBounds([b[1], b[0]], [b[3], b[2]]);
  }

  /* ---- the ground: lines are whole numbers, a first point and then steps ---- */
  function line(steps) {
    var x = 0, y = 0, out = [];
    for (var i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      out.push([y / data.scale, x / data.scale]);
    }
    return out;
  }

  function ground() {
    map.createPane("ground").style.zIndex = 150;
    var canvas = L.canvas({ pane: "ground", padding: 0.6 });
    function draw(kind, lines, style) {
      style.renderer = canvas;
      style.pane = "ground";
      style.interactive = false;
      style.smoothFactor = 0.6;
      lines.forEach(function (l) { L[kind](line(l), style).addTo(map); });
    }
    draw("polygon", data.base.land, { stroke: false, fillColor: data.colours.land, fillOpacity: 1 });
    draw("polygon", data.base.lakes, { stroke: false, fillColor: data.colours.sea, fillOpacity: 1 });
    draw("polyline", data.base.rivers, { color: data.colours.river, weight: 1.2 });
    draw("polyline", data.base.borders, { color: data.colours.border, weight: 1.3 });
  }

  /* ---- what a mark says ---- */
  function receipt(q) {
    if (!onPage) return el("span", "where", q.article + ", characters " + q.start + "–" + q.end);
    var button = el("button", "where", q.article + ", open the sentence");
    button.type = "button";
    button.addEventListener("click", function () {
      parent.postMessage({ analystkit: "receipt", page: q.page, start: q.start, end: q.end }, "*");
    });
    return button;
  }

  function quotes(list) {
    var ul = el("ul", "quotes");
    list.forEach(function (q) {
      var li = el("li");
      li.appendChild(el("q", "", q.text));
      li.appendChild(receipt(q));
      ul.appendChild(li);
    });
    return ul;
  }

  /* Marks that lie on one another open together: a finger cannot choose between them. */
  function stories(site) {
    var root = el("div"), here = map.latLngToLayerPoint([site.lat, site.lon]);
    root.appendChild(story(site));
    data.sites.forEach(function (s) {
      var near = map.latLngToLayerPoint([s.lat, s.lon]).distanceTo(here) < 18;
      if (s !== site && near && (s.precision === "region") === (site.precision === "region")) root.appendChild(story(s));
    });
    return root;
  }

  function story(site) {
    var root = el("article", "story");
    root.appendChild(el("h2", "", site.name));
    if (site.where) root.appendChild(el("p", "note", site.where));
    root.appendChild(el("p", "note", site.precision_words));
    if (!site.events.length) {
      root.appendChild(el("p", "", "Named here; no event was read as happening here."));
      root.appendChild(quotes(site.quotes));
    }
    site.events.forEach(function (e) {
      var part = el("section");
      part.appendChild(el("h3", "", e.title));
      part.appendChild(el("p", "note", e.when + " · " + e.status));
      part.appendChild(quotes(e.quotes));
      root.appendChild(part);
    });
    return root;
  }

  /* ---- marks: a spot, a ring, a dashed or a dotted circle of true size; a region has no spot at all ---- */
  function style(site) {
    var ink = INK[site.mark], done = site.mark === "happened";
    return {
      point: { color: done ? "#fff" : ink, weight: done ? 1.5 : 2, fillColor: done ? ink : "#fff", fillOpacity: 1 },
      city: { color: ink, weight: 1.8, fillColor: ink, fillOpacity: done ? 0.28 : 0 },
      district: { color: ink, weight: 1.8, dashArray: "4 2.5", fillColor: ink, fillOpacity: done ? 0.18 : 0 },
      region: { color: ink, opacity: 0.75, weight: 1.4, dashArray: "1.5 5", lineCap: "round", fillColor: ink, fillOpacity: done ? 0.08 : 0 }
    }[site.precision];
  }

  function reach(site) {
    if (site.precision === "point") return LEAST.point;
    var here = L.latLng(site.lat, site.lon);
    var north = L.latLng(site.lat + site.radius / 111.32, site.lon);
    var pixels = map.latLngToLayerPoint(here).y - map.latLngToLayerPoint(north).y;
    return Math.max(LEAST[site.precision], pixels);
  }

  function mark(site) {
    var at = [site.lat, site.lon];
    site.circle = L.circleMarker(at, style(site));
    site.circle.options.interactive = false;
    site.circle.addTo(map);
    var face = el("span", "face");
    face.setAttribute("aria-hidden", "true");
    site.handle = L.marker(at, { icon: L.divIcon({ className: "handle " + site.precision, html: face, iconSize: null }), zIndexOffset: -100 * site.radius });
    site.handle.bindPopup(function () { return stories(site); }, { maxWidth: 320, maxHeight: 300, autoPanPadding: [16, 16] });
    site.handle.addTo(map);
    var node = site.handle.getElement();
    node.setAttribute("aria-label", site.label + ", " + site.precision_words);
    node.title = site.name;
  }

  function resize() {
    data.sites.forEach(function (s) {
      s.circle.setRadius(reach(s));
      var size = Math.min(Math.max(2 * reach(s), 24), 60);
      var node = s.handle.getElement();
      node.style.width = node.style.height = size + "px";
      node.style.margin = -size / 2 + "px 0 0 " + -size / 2 + "px";
    });
  }

  /* ---- names: the most important first, each where nothing is in its way, else not at all ---- */
  var pane, pen = document.createElement("canvas").getContext("2d");

  function width(name, text) {
    pen.font = { place: "600 13px ", region: "italic 500 13px ", country: "11px ", town: "11px " }[name] + getComputedStyle(document.body).fontFamily;
    return pen.measureText(text).width + (name === "country" ? 2 * text.length : 0) + 4;
  }

  function names() {
    pane.textContent = "";
    var taken = [], size = map.getSize(), left = map.containerPointToLayerPoint([0, 0]);
    function free(x, y, w, h) {
      var inside = x >= left.x + 2 && y >= left.y + 2 && x + w <= left.x + size.x - 2 && y + h <= left.y + size.y - 16;
      return inside && !taken.some(function (t) { return x < t[2] && x + w > t[0] && y < t[3] && y + h > t[1]; });
    }
    function write(css, text, x, y, w, h) {
      if (!free(x, y, w, h)) return null;
      taken.push([x, y, x + w, y + h]);
      var node = el("span", "name " + css, text);
      node.style.left = x + "px";
      node.style.top = y + "px";
      pane.appendChild(node);
      return node;
    }
    taken.push([left.x, left.y, left.x + 46, left.y + 84]);
    data.sites.forEach(function (s) {
      s.at = map.latLngToLayerPoint([s.lat, s.lon]);
      s.r = Math.min(reach(s), 40) + 3;
      var o = Math.min(s.r, 14);
      if (s.precision !== "region") taken.push([s.at.x - o, s.at.y - o, s.at.x + o, s.at.y + o]);
    });
    data.sites.forEach(function (s) {
      var css = s.precision === "region" ? "region" : "place", w = width(css, s.label), h = 18, x = s.at.x, y = s.at.y, r = s.r;
      var spots = [];
      [r, r + 12].forEach(function (r) {
        spots.push([x + r, y - 9], [x - r - w, y - 9], [x - w / 2, y - r - h], [x - w / 2, y + r]);
      });
      if (s.precision === "region") spots.unshift([x - w / 2, y - 9]);
      spots.some(function (p) {
        var node = write(css, s.label, p[0], p[1], w, h);
        if (node) node.addEventListener("click", function () { s.handle.openPopup(); });
        return node;
      });
    });
    data.base.countries.forEach(function (c) {
      var p = map.latLngToLayerPoint([c[2], c[1]]), w = width("country", c[0].toUpperCase());
      write("country", c[0].toUpperCase(), p.x - w / 2, p.y - 8, w, 16);
    });
    var most = Math.round(size.x * size.y / 13000), shown = 0;
    data.base.towns.some(function (t) {
      var p = map.latLngToLayerPoint([t[2], t[1]]);
      if (write("town", t[0], p.x - 3, p.y - 8, width("town", t[0]) + 8, 16)) shown += 1;
      return shown >= most;
    });
  }

  /* ---- receipts open in the page around the map, where there is one that answers ---- */
  window.addEventListener("message", function (e) {
    if (e.source === parent && e.data && e.data.analystkit === "page") onPage = true;
  });
  parent.postMessage({ analystkit: "hello" }, "*");

  document.documentElement.className = "alive";
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(data.credit);
  L.control.scale({ position: "bottomleft", imperial: true }).addTo(map);
  var all = box(data.cut);
  var touched = false;
  ["pointerdown", "keydown"].forEach(function (name) {
    map.getContainer().addEventListener(name, function () { touched = true; }, true);
  });
  /* The frame may get its size after its script has run, and another when a phone is turned: fit again until the reader has moved the map. */
  function fit() {
    if (touched) return;
    map.setMinZoom(0);
    map.fitBounds(box(data.view), { animate: false });
    map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(all, true)));
  }
  fit();
  map.setMaxBounds(all);
  map.options.maxBoundsViscosity = 1;
  ground();
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
  redraw();
})();
