/* A frame does not see the theme of the notebook around it, so it is told: at its first word, and when the theme is changed. */
(function () {
  "use strict";
  var body = document.body;
  if (!body.dataset.jpThemeLight || body.dataset.analystkitThemed) return;
  body.dataset.analystkitThemed = "true";
  function tell(frame) {
    frame.postMessage({ analystkit: "theme", dark: body.dataset.jpThemeLight === "false" }, "*");
  }
  function maps() {
    return Array.from(document.querySelectorAll("iframe.ak-map"), function (m) { return m.contentWindow; });
  }
  window.addEventListener("message", function (e) {
    if (e.data && e.data.analystkit === "hello" && maps().includes(e.source)) tell(e.source);
  });
  new MutationObserver(function () { maps().forEach(tell); }).observe(body, { attributeFilter: ["data-jp-theme-light"] });
  maps().forEach(tell);
})();
