// What every page does with its address. Behind # stand an anchor and then state, joined by "&", so that a link can be sent to one claim
// as it was looked at:
//     #c120-134                       characters 120 to 134 of an article, counted in code points of the text as it came
//     #r7&time=2021-02&marks=actors   the seventh receipt of a page, with two views' state
// In one file of all pages the anchor has its page before it: #articles/a1.html:c120-134&marks=actors
//
// Scripts of views keep their state there too, by this convention and no other:
//     analystkit.get("time")                            the value, as it was set; "" where it was not
//     analystkit.set({ time: "2021-02", place: "" })    "" takes a key out; the address changes in place, without a step in the history
//     analystkit.watch(function (get) { … })            called once now, and again whenever the address has changed
//     analystkit.open("articles/a1.html", "c120-134")   goes to a place of a page, in a folder and in one file alike
//     analystkit.go("c120-134")                         goes to a place of this page, and keeps the state
//     analystkit.opener(function (page, before, anchor) { … })   opens an anchor of its own kind, and says whether it was one
// A key is lower-case letters, one for a meaning, whichever view sets it: two views that watch "time" follow each other. A script finds
// its parts by class, not by id: one file of all pages puts the page's name before every id.
(function () {
  "use strict";
  var root = document.body.dataset.root || "", one = root === "#", watchers = [], openers = [], shown = null;

  function plain(text) {
    try { return decodeURIComponent(text); } catch (e) { return text; }
  }

  // The address as { page, anchor, state }.
  function read() {
    var parts = location.hash.slice(1).split("&"), at = plain(parts.shift()), colon = one ? at.indexOf(":") : -1, state = {};
    parts.forEach(function (part) {
      var pair = /^([a-z]+)=(.+)$/.exec(part);
      if (pair) state[pair[1]] = plain(pair[2]);
    });
    if (one && colon < 0) return { page: at, anchor: "", state: state };
    return { page: at.slice(0, Math.max(colon, 0)), anchor: at.slice(colon + 1), state: state };
  }

  function hash(page, anchor, state) {
    var keys = Object.keys(state).filter(function (k) { return state[k]; }).sort();
    return "#" + (one ? page + (anchor && ":" + anchor) : anchor) +
      keys.map(function (k) { return "&" + k + "=" + encodeURIComponent(state[k]); }).join("");
  }

  function get(key) {
    return read().state[key] || "";
  }

  function tell() {
    watchers.forEach(function (watcher) { watcher(get); });
  }

  window.analystkit = Object.freeze({
    get: get,
    set: function (changed) {
      var now = read();
      history.replaceState(null, "", hash(now.page, now.anchor, Object.assign(now.state, changed)));
      tell();
    },
    watch: function (watcher) {
      watchers.push(watcher);
      watcher(get);
    },
    opener: function (opener) {
      openers.push(opener);
      show();
    },
    go: function (anchor) {
      var now = read();
      location.hash = hash(now.page, anchor, now.state);
    },
    open: function (page, anchor) {
      if (one) location.hash = hash(page, anchor, {});
      else location.href = root + page + (anchor && "#" + anchor);
    }
  });

  // ---- one file: the page that the address names is shown, the others wait ----
  function turn(name) {
    var pages = Array.from(document.querySelectorAll(".one-page"));
    if (!pages.length) return document.body;
    var here = pages.find(function (p) { return p.id === name; }) || shown || pages[0];
    if (here === shown) return here;
    pages.forEach(function (p) { p.hidden = p !== here; });
    document.querySelectorAll(".bar a").forEach(function (a) {
      if (a.hash.split("&")[0] === "#" + here.id) a.setAttribute("aria-current", "page");
      else a.removeAttribute("aria-current");
    });
    document.title = here.dataset.title;
    if (shown) scrollTo(0, 0);
    return here;
  }

  function show() {
    var now = read(), before = shown;
    shown = turn(now.page);
    document.querySelectorAll(".here").forEach(function (e) { e.classList.remove("here"); });
    var done = openers.map(function (opener) { return opener(shown, before || shown, now.anchor); }).some(Boolean);
    var at = !done && now.anchor && document.getElementById(one ? now.page + ":" + now.anchor : now.anchor);
    if (at) {
      for (var p = at; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
      at.classList.add("here");
      at.scrollIntoView({ block: at.tagName === "MAIN" ? "start" : "center" });
    }
    var current = document.querySelector(".bar [aria-current]"), bar = current && current.parentNode; // where the bar scrolls, in sight
    if (bar) bar.scrollLeft += current.getBoundingClientRect().right - bar.getBoundingClientRect().right + 16;
    tell();
  }

  // ---- the time that is chosen goes along to the other pages ----
  window.analystkit.watch(function (get) {
    document.querySelectorAll(".bar a").forEach(function (a) {
      var page = one ? a.hash.split("&")[0] : "#", time = get("time");
      if (time || a.hash.indexOf("&") > 0) a.hash = time ? page + "&time=" + encodeURIComponent(time) : one ? page : "";
    });
  });

  // ---- on a phone the first fact of each kind is in sight, the others wait ----
  if (matchMedia("(max-width: 780px)").matches) document.querySelectorAll(".ak-later").forEach(function (d) { d.open = false; });

  document.documentElement.classList.add("live");
  window.addEventListener("hashchange", show);
  window.addEventListener("load", show);
  show();
})();
