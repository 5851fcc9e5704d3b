/* A chronology's rows follow the strip above them. Everything shown is in the page already; the script moves it. */
var ROWS = 120; // at once, as chronology.py has it

function liven(panel) {
  var rows = panel.querySelector(".ak-rows"), axes = panel.querySelectorAll(".ak-axis, .ak-head"), list = [];
  var first = Number(panel.style.getPropertyValue("--from")), last = Number(panel.style.getPropertyValue("--to"));
  panel.querySelectorAll("li").forEach(function (node) {
    function end(name) {
      var value = node.style.getPropertyValue(name);
      return value === "" ? null : Number(value);
    }
    list.push({ node: node, a: end("--a"), b: end("--b"), n: Number(node.dataset.n) });
  });

  function show(from, to) {
    var a = Math.max(from, first), b = Math.min(to, last), all = from === -Infinity && to === Infinity, sure = 0, may = 0;
    if (b <= a) b = a + 1;
    panel.style.setProperty("--from", a);
    panel.style.setProperty("--to", b);
    var found = list.filter(function (row) {
      if (row.node.classList.contains("ak-gone") || row.node.classList.contains("ak-unsought")) return false;
      var how = lies(row, from, to);
      sure += how === 2;
      may += how === 1;
      return how;
    });
    var shown = new Set(found.length <= ROWS ? found : found.slice().sort(function (x, y) { return y.n - x.n; }).slice(0, ROWS));
    list.forEach(function (row) {
      if (row.node.hidden === shown.has(row)) row.node.hidden = !shown.has(row);
    });
    axes.forEach(function (axis) {
      axis.textContent = "";
      ticks(a, b, axis.clientWidth || 600, 80).forEach(function (t) {
        axis.appendChild(make("i", "", t[1])).style.setProperty("--a", t[0]);
      });
    });
    var said = all ? found.length + " events" : counted(sure, may);
    return found.length <= ROWS ? said : said + "; the " + ROWS + " that most articles tell are drawn";
  }
  if (list.length < 6) { // few enough to see at once
    show(-Infinity, Infinity);
    return;
  }
  var now = "";
  var strip = timeStrip(rows.parentNode.insertBefore(make("div", "ak-strip"), rows), list, first, last, show, function (from, to) {
    now = kept(from, to);
    if (window.analystkit) analystkit.set({ time: now });
  });
  /* On a page of the site the time stands in the address, where the map finds it too; the page's own script comes after this one. */
  window.addEventListener("load", function () {
    if (/^#([^&:]*\.html)?&time=/.test(location.hash)) panel.scrollIntoView(); // a link to a time shows its rows
    if (window.analystkit) analystkit.watch(function (get) {
      if (get("time") === now) return;
      now = get("time");
      strip.set.apply(null, unkept(now));
    });
  });
  panel.closest(".ak-view").addEventListener("ak-chosen", strip.again); // rows were chosen by what they are about
  rows.addEventListener("wheel", function (e) {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    var box = axes[0].getBoundingClientRect(), a = Number(panel.style.getPropertyValue("--from")), b = Number(panel.style.getPropertyValue("--to"));
    strip.zoom(Math.pow(1.002, e.deltaY), a + (b - a) * Math.min(Math.max((e.clientX - box.left) / box.width, 0), 1));
  }, { passive: false });
}

function livenAll() {
  document.querySelectorAll(".ak-panel:not([data-live])").forEach(function (panel) {
    panel.dataset.live = 1;
    liven(panel);
  });
}

livenAll();
/* A notebook may run the script of an output before it shows the output. */
requestAnimationFrame(livenAll);
setTimeout(livenAll, 400);
