/* The page around a map: opens the sentence that a map asks for. It takes a file name and two numbers from a map of its own, nothing else. */
(function () {
  "use strict";
  function maps() {
    return Array.prototype.slice.call(document.querySelectorAll("iframe.ak-map"));
  }
  function greet(frame) {
    frame.postMessage({ analystkit: "page" }, "*");
  }
  window.addEventListener("message", function (e) {
    if (!maps().some(function (m) { return m.contentWindow === e.source; }) || !e.data) return;
    var d = e.data;
    if (d.analystkit === "hello") greet(e.source);
    if (d.analystkit !== "receipt" || !/^[A-Za-z0-9_-]+\.html$/.test(d.page)) return;
    if (Number.isInteger(d.start) && Number.isInteger(d.end)) window.analystkit.open("articles/" + d.page, "c" + d.start + "-" + d.end);
  });
  maps().forEach(function (m) { greet(m.contentWindow); });
})();
