/* The page around a map: opens the sentence or the event that a map asks for, and keeps the time and the place that are looked at in the address.
   It takes a file name and numbers, days and an id from a map of its own, nothing else. */
(function () {
  "use strict";
  var speaker = null;
  function maps() {
    return Array.from(document.querySelectorAll("iframe.ak-map"), function (m) { return m.contentWindow; });
  }
  function greet(frame) {
    var about = {};
    ["kind", "status", "actor"].forEach(function (name) { about[name] = analystkit.get(name); });
    if (frame !== speaker) frame.postMessage({ analystkit: "page", time: analystkit.get("time"), place: analystkit.get("place"), about: about }, "*");
  }
  function keep(time, place) {
    if (/^[\d.-]{0,24}$/.test(time) && place.length < 300 && !/\p{Surrogate}/u.test(place)) analystkit.set({ time: time, place: place });
  }
  window.addEventListener("message", function (e) {
    if (!maps().includes(e.source) || !e.data) return;
    var d = e.data;
    if (d.analystkit === "hello") greet(e.source);
    if (d.analystkit === "looking") {
      speaker = e.source; // what it said needs no answer
      keep(String(d.time), String(d.place));
      speaker = null;
    }
    if (!/^(receipt|event)$/.test(d.analystkit) || !/^[A-Za-z0-9_-]+\.html$/.test(d.page)) return;
    if (d.analystkit === "event") analystkit.open("events/" + d.page, "");
    else if (Number.isInteger(d.start) && Number.isInteger(d.end)) analystkit.open("articles/" + d.page, "c" + d.start + "-" + d.end);
  });
  analystkit.watch(function () { maps().forEach(greet); });
  addEventListener("load", function () { maps().forEach(greet); }); // those that said hello before this was there to hear it
  if (/^#([^&:]*\.html)?&(place|time)=/.test(location.hash)) { // a link to a look shows the map
    addEventListener("load", function () { document.querySelector("iframe.ak-map").scrollIntoView({ block: "center" }); });
  }
})();
