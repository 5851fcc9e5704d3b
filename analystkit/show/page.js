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
// A key is lower-case letters, one for a meaning, whichever view sets it: two views that watch "time" follow each other. A script finds
// its parts by class, not by id: one file of all pages puts the page's name before every id.
(function () {
  "use strict";
  var root = document.body.dataset.root || "", one = root === "#", watchers = [], marks = null, shown = null;

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
    marks = null;
    return here;
  }

  // ---- the characters of a receipt ----
  function unmark(page) {
    page.querySelectorAll("mark.receipt").forEach(function (mark) {
      var parent = mark.parentNode;
      mark.replaceWith.apply(mark, Array.from(mark.childNodes));
      parent.normalize();
    });
  }

  function units(text, n) { // where the n-th code point begins, in the units of a DOM string
    var at = 0;
    while (n-- > 0 && at < text.length) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  function points(text) {
    var n = 0;
    for (var at = 0; at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return n;
  }

  // Calls back with each piece of the article's text and where it begins and ends. The labels beside the text are none of it.
  function pieces(page, call) {
    var text = page.querySelector(".ak-text"), at = 0, node;
    if (!text) return;
    var walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), all = [];
    while ((node = walk.nextNode())) if (!node.parentElement.closest(".ak-kind, .card")) all.push(node);
    all.forEach(function (piece) {
      var end = at + points(piece.data);
      call(piece, at, end);
      at = end;
    });
  }

  function mark(page, start, end) {
    var first = null;
    pieces(page, function (piece, from, to) {
      if (to <= start || from >= end) return;
      var range = document.createRange(), made = document.createElement("mark");
      made.className = "receipt";
      range.setStart(piece, units(piece.data, start - from));
      range.setEnd(piece, units(piece.data, end - from));
      range.surroundContents(made);
      reveal(made);
      first = first || made;
    });
    return first;
  }

  function reveal(node) {
    for (var p = node; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
  }

  // ---- what is said of these words: the rows of the tables below the text, beside it ----
  function span(link) {
    var found = link && /[#:]c(\d+)-(\d+)$/.exec(link.getAttribute("href"));
    return found && [Number(found[1]), Number(found[2])];
  }

  function rows(page) {
    if (!marks) marks = Array.from(page.querySelectorAll(".tags tbody tr")).map(function (row) {
      return { row: row, span: span(row.querySelector("th a")), kind: row.closest("[data-kind]").dataset.kind };
    }).filter(function (m) { return m.span; });
    return marks;
  }

  // The marks that touch a span, those on just these words first.
  function touching(page, start, end) {
    function off(m) { return Math.abs(m.span[0] - start) + Math.abs(m.span[1] - end); }
    return rows(page).filter(function (m) { return m.span[0] < end && m.span[1] > start; }).sort(function (a, b) { return off(a) - off(b); });
  }

  // The marks of the layers that are switched on.
  function drawn(page) {
    var on = Array.from(page.querySelectorAll(".ak-layers input:checked"), function (box) { return box.name; });
    return rows(page).filter(function (m) { return on.indexOf(m.kind + "s") >= 0; });
  }

  function innermost(page, at) {
    return drawn(page).filter(function (m) { return m.span[0] <= at && m.span[1] > at; })
      .sort(function (a, b) { return (a.span[1] - a.span[0]) - (b.span[1] - b.span[0]); })[0];
  }

  function element(name, css, text) {
    var made = document.createElement(name);
    made.className = css;
    made.textContent = text;
    return made;
  }

  function card(page, first, start, end) {
    var old = page.querySelector(".card"), found = first ? touching(page, start, end).slice(0, 8) : [];
    if (old) old.remove();
    if (!found.length) return;
    var made = element("aside", "card ak-view", ""), close = element("button", "", "Close");
    made.setAttribute("aria-label", "Marks on the highlighted words");
    close.addEventListener("click", clear);
    made.append(close);
    found.forEach(function (m) {
      var part = element("section", "", ""), cells = m.row.children;
      var read = element("p", "", "");
      read.append.apply(read, Array.from(cells[1].cloneNode(true).childNodes)); // its rule and ids stay hidden in it
      part.append(element("h3", "ak-kind", m.kind), element("q", "", cells[0].textContent), read);
      if (cells[2].textContent) {
        var used = element("p", "ak-note", "Used in ");
        used.append.apply(used, Array.from(cells[2].cloneNode(true).childNodes));
        part.append(used);
      }
      made.append(part);
    });
    first.closest(".ak-segment").after(made); // so that the next step of the keyboard leads into it
  }

  function go(to) {
    var now = read();
    location.hash = hash(now.page, to ? "c" + to[0] + "-" + to[1] : "", now.state);
  }

  function clear() {
    var at = shown.querySelector("mark.receipt"), place = at && at.parentElement;
    go(null);
    if (place) { place.tabIndex = -1; place.focus({ preventScroll: true }); }
  }

  function show() {
    var now = read(), wanted = /^c(\d+)-(\d+)$/.exec(now.anchor), turned = shown;
    shown = turn(now.page);
    document.querySelectorAll(".here").forEach(function (e) { e.classList.remove("here"); });
    unmark(turned || shown);
    unmark(shown);
    var start = wanted && Number(wanted[1]), end = wanted && Number(wanted[2]), first = wanted && mark(shown, start, end);
    card(shown, first, start, end);
    if (first) {
      first.tabIndex = -1; // so that reading on, by voice or by keyboard, begins here
      first.focus({ preventScroll: true });
      first.scrollIntoView({ block: "center" });
    } else if (now.anchor) {
      var at = document.getElementById(one ? now.page + ":" + now.anchor : now.anchor);
      if (at) {
        reveal(at);
        at.classList.add("here");
        at.scrollIntoView({ block: at.tagName === "MAIN" ? "start" : "center" });
      }
    }
    tell();
  }

  // ---- in the text: a click on a mark opens it; from an open one the arrows lead on and Escape closes ----
  document.addEventListener("click", function (e) {
    var run = e.target.closest(".ak-words span"), at = -1;
    if (!run || String(getSelection())) return;
    pieces(shown, function (piece, from) {
      if (at < 0 && run.contains(piece)) at = from;
    });
    var found = innermost(shown, at);
    if (found) go(found.span);
  });

  document.addEventListener("keydown", function (e) {
    var at = e.target.closest("mark.receipt, .card"), now = read(), here = /^c(\d+)-(\d+)$/.exec(now.anchor);
    if (!at || !here || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "Escape") clear();
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    var on = e.key === "ArrowRight", spot = Number(here[1]) * 1e7 - Number(here[2]);
    var all = drawn(shown).map(function (m) { return { key: m.span[0] * 1e7 - m.span[1], span: m.span }; })
      .filter(function (m) { return on ? m.key > spot : m.key < spot; }).sort(function (a, b) { return on ? a.key - b.key : b.key - a.key; });
    if (all.length) { e.preventDefault(); go(all[0].span); }
  });

  // ---- the layers of marks ----
  document.querySelectorAll(".ak-layers input").forEach(function (box) {
    box.addEventListener("change", function () {
      var on = Array.from(box.closest(".ak-layers").querySelectorAll("input:checked"), function (b) { return b.name; });
      window.analystkit.set({ marks: on.join(",") || "none" });
    });
  });
  window.analystkit.watch(function (get) {
    var on = get("marks"), off = get("hide"); // links of earlier versions name what is off
    document.querySelectorAll(".ak-layers input:enabled").forEach(function (box) {
      box.checked = on ? on.split(",").indexOf(box.name) >= 0 : off ? off.split(",").indexOf(box.name) < 0 : box.defaultChecked;
    });
  });

  // ---- the time that is chosen goes along to the other pages ----
  window.analystkit.watch(function (get) {
    document.querySelectorAll(".bar a").forEach(function (a) {
      var page = one ? a.hash.split("&")[0] : "#", time = get("time");
      if (time || a.hash.indexOf("&") > 0) a.hash = time ? page + "&time=" + encodeURIComponent(time) : one ? page : "";
    });
  });

  document.documentElement.classList.add("live");
  window.addEventListener("hashchange", show);
  window.addEventListener("load", show);
  show();
})();
