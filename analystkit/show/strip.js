/* Days are numbers: 1 is the first day of the year 1. An open end is null. */
var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayOf(n) {
  return new Date((n - 719163) * 864e5);
}

function number(year, month) {
  var d = new Date(0);
  d.setUTCFullYear(year, month, 1);
  return Math.round(d / 864e5) + 719163;
}

/* A span of time as an address keeps it: 2021-02-01..2021-03-04, an open end left out, nothing for all times. */
function iso(n) {
  return Number.isFinite(n) ? dayOf(n).toISOString().slice(0, 10) : "";
}

function kept(a, b) {
  return a === -Infinity && b === Infinity ? "" : iso(a) + ".." + iso(b - 1);
}

function unkept(text) {
  var days = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(text);
  function end(day, open) { return day ? Math.round(Date.parse(day) / 864e5) + 719163 : open; }
  return days ? [end(days[1], -Infinity), end(days[2], Infinity) + 1] : [-Infinity, Infinity];
}

function inWords(n) {
  var d = dayOf(n);
  return d.getUTCDate() + " " + MONTHS[d.getUTCMonth()] + " " + d.getUTCFullYear();
}

/* The lines of an axis from day a to day b as [day, word], at least `room` apart; words for months and years are shorter. */
function ticks(a, b, width, room) {
  var days = room * (b - a) / width, from = dayOf(a), out = [], step, n, at, word;
  function add(n, word) {
    if (n >= a && n < b) out.push([n, word]);
  }
  if (days <= 8) {
    step = days <= 1 ? 1 : days <= 2 ? 2 : 7;
    for (n = Math.ceil(a); n < b; n += 1) {
      if (step === 1 || (step === 2 && n % 2) || (step === 7 && n % 7 === 1)) {
        at = dayOf(n);
        add(n, at.getUTCDate() + " " + MONTHS[at.getUTCMonth()] + (out.length ? "" : " " + at.getUTCFullYear()));
      }
    }
    return out;
  }
  days *= 0.85;
  if (days <= 200) {
    step = [1, 2, 3, 6].find(function (s) { return days <= 30 * s; }) || 6;
    for (n = from.getUTCFullYear() * 12 + from.getUTCMonth(); number(Math.floor(n / 12), n % 12) < b; n += 1) {
      if (n % step) continue;
      word = MONTHS[n % 12] + (n % 12 && out.length ? "" : " " + Math.floor(n / 12));
      add(number(Math.floor(n / 12), n % 12), word);
    }
    return out;
  }
  step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find(function (s) { return days <= 366 * s; }) || 1000;
  for (n = Math.ceil(from.getUTCFullYear() / step) * step; n && number(n, 0) < b; n += step) add(number(n, 0), String(n));
  return out;
}

/* Can an event lie between two days? 2: it must; 1: it may; 0: no. */
function lies(event, from, to) {
  var a = event.a === null ? -Infinity : event.a, b = event.b === null ? Infinity : event.b;
  return b <= from || a >= to ? 0 : a >= from && b <= to ? 2 : 1;
}

function counted(sure, may) {
  var words = !sure ? (may ? "nothing surely lies in it" : "nothing lies in it") : sure === 1 ? "1 event lies in it" : sure + " events lie in it";
  return words + (may ? ", " + may + (sure ? " more may" : " may") : "");
}

function make(name, css, text) {
  var node = document.createElement(name);
  if (css) node.className = css;
  if (text !== undefined) node.textContent = text;
  return node;
}

/* Every event as a stroke over the days in which it can lie, one below another where they overlap. */
function strokes(svg, events, min, max, most) {
  var ends = [], paths = { exact: "", vague: "", chosen: "" }, height;
  events.forEach(function (e) {
    var a = e.a === null ? e.b - (max - min) / 60 : e.a, b = e.b === null ? e.a + (max - min) / 60 : e.b, lane;
    a = Math.min(Math.max(a, min), max);
    b = Math.max(Math.min(b, max), min);
    for (lane = 0; lane < most - 1 && ends[lane] > a; lane += 1);
    ends[lane] = Math.max(b + (max - min) / 200, ends[lane] || 0);
    var kind = e.chosen ? "chosen" : e.a === null || e.b === null || e.b - e.a > 31 ? "vague" : "exact";
    paths[kind] += "M" + a.toFixed(1) + " " + (lane + 0.5) + "H" + b.toFixed(1);
  });
  height = Math.max(ends.length, 3);
  svg.setAttribute("viewBox", min + " 0 " + (max - min) + " " + height);
  svg.querySelectorAll("path").forEach(function (path) {
    path.setAttribute("d", paths[path.getAttribute("class")]);
  });
  return height;
}

/* A strip of time in `host`: all events small, and over them a window that pointer, finger or keyboard chooses. Each time it has changed,
   `changed` is told its ends (infinite at the edges) and answers with words about what lies in it; once a hand has rested, so is `settled`. */
function timeStrip(host, events, first, last, changed, settled) {
  var edge = Math.max(1, Math.round((last - first) / 40)), min = first - edge, max = last + edge, span = max - min;
  var plot = host.appendChild(make("div", "ak-strip-plot")), bar = host.appendChild(make("div", "ak-strip-bar"));
  plot.innerHTML = '<svg aria-hidden="true" preserveAspectRatio="none"><path class="vague"/><path class="exact"/><path class="chosen"/></svg>';
  var svg = plot.firstChild, slider = plot.appendChild(make("div")), axis = plot.appendChild(make("div", "ak-strip-axis")), words = bar.appendChild(make("output")), buttons = bar.appendChild(make("span"));
  axis.setAttribute("aria-hidden", "true");
  host.dataset.lmSuppressShortcuts = "true"; // JupyterLab: keys that move a handle move no cell
  plot.style.setProperty("--lanes", strokes(svg, events, min, max, 14));
  var wide = 0, waiting = 0, resting = 0, byHand = false;

  function edgeWords(n) {
    return n <= min ? "any time before" : n >= max ? "any time after" : inWords(n);
  }
  noUiSlider.create(slider, {
    start: [min, max], connect: [true, true, true], behaviour: "drag", range: { min: min, max: max }, margin: 1, keyboardDefaultStep: 60,
    handleAttributes: [{ "aria-label": "Earliest day" }, { "aria-label": "Last day" }],
    ariaFormat: { to: function (n) { return edgeWords(Math.round(n)); } }, step: span < 1500 ? 1 : undefined
  });

  function ends() {
    var at = slider.noUiSlider.get(true).map(Math.round);
    return [at[0] <= min ? -Infinity : at[0], at[1] >= max ? Infinity : at[1]];
  }
  function period(a, b) {
    if (a === -Infinity && b === Infinity) return "All times";
    if (a === -Infinity) return "Up to " + inWords(b - 1);
    return b === Infinity ? "From " + inWords(a) : b - a <= 1 ? inWords(a) : inWords(a) + " – " + inWords(b - 1);
  }
  function set(a, b) {
    slider.noUiSlider.set([Math.max(a, min), Math.min(b, max)]);
  }
  function zoom(factor, at) {
    var now = slider.noUiSlider.get(true), middle = at === undefined ? (now[0] + now[1]) / 2 : at;
    var a = Math.round(middle - (middle - now[0]) * factor), b = Math.round(middle + (now[1] - middle) * factor);
    set(a, Math.max(b, a + 1));
  }
  [["−", "A longer time", function () { zoom(2); }], ["+", "A shorter time", function () { zoom(0.5); }],
    ["All", "All times", function () { set(min, max); }]].forEach(function (b) {
    var button = buttons.appendChild(make("button", "", b[0]));
    button.type = "button";
    button.title = b[1];
    button.setAttribute("aria-label", b[1]);
    button.addEventListener("click", b[2]);
  });
  function tell() {
    var e = ends();
    if (plot.clientWidth !== wide) {
      wide = plot.clientWidth;
      axis.textContent = "";
      ticks(first, last, wide || 600, 84).forEach(function (t) {
        axis.appendChild(make("i", "", t[1])).style.left = 100 * (t[0] - min) / span + "%";
      });
    }
    words.textContent = period(e[0], e[1]) + ": " + changed(e[0], e[1]);
  }
  slider.noUiSlider.on("update", function () {
    if (!waiting) waiting = requestAnimationFrame(function () { waiting = 0; tell(); });
    if (!byHand) return;
    clearTimeout(resting);
    resting = setTimeout(function () { settled.apply(null, ends()); }, 250);
  });
  tell();
  byHand = true;
  new ResizeObserver(tell).observe(plot);
  return {
    ends: ends,
    zoom: zoom,
    set: function (a, b) { // as the page says, not a hand
      byHand = false;
      set(a, b);
      byHand = true;
    },
    again: tell,
    mark: function () { strokes(svg, events, min, max, 14); }
  };
}
