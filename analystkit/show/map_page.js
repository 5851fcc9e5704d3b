/* The page around a map: opens the sentence that a map asks for, and keeps the time and the place that are looked at in the address.
   It takes a file name and numbers, days and an id from a map of its own, nothing else. */
(function () {
  "use strict";
  function maps() {
    return Array.prototype.slice.call(document.querySelectorAll("iframe.ak-map"));
  }
  function greet(frame) {
    var kept = new URLSearchParams(/^#when=/.test(location.hash) ? location.hash.slice(1) : "");
    frame.postMessage({ analystkit: "page", when: kept.get("when") || "", where: kept.get("where") || "" }, "*");
  }
  function keep(d) {
    var when = String(d.when), where = String(d.where), hash = "#when=" + when + "&where=" + encodeURIComponent(where);
    if (!/^[\d.-]{0,24}$/.test(when) || where.length > 300) return;
    if (when || where) history.replaceState(null, "", hash);
    else if (/^#when=/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  }
  window.addEventListener("message", function (e) {
    if (!maps().some(function (m) { return m.contentWindow === e.source; }) || !e.data) return;
    var d = e.data;
    if (d.analystkit === "hello") greet(e.source);
    if (d.analystkit === "looking") keep(d);
    if (d.analystkit !== "receipt" || !/^[A-Za-z0-9_-]+\.html$/.test(d.page)) return;
    if (Number.isInteger(d.start) && Number.isInteger(d.end)) location.href = "articles/" + d.page + "#c" + d.start + "-" + d.end;
  });
  maps().forEach(function (m) { greet(m.contentWindow); });
})();
