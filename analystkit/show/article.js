// An article's page: the characters that the address names are marked, and what is said of them stands beside; from there the keyboard leads
// on. The layers of marks are switched, and kept in the address.
(function () {
  "use strict";
  var here = document.body, marks = null;

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
    window.analystkit.go(to ? "c" + to[0] + "-" + to[1] : "");
  }

  function clear() {
    var at = here.querySelector("mark.receipt"), place = at && at.parentElement;
    go(null);
    if (place) { place.tabIndex = -1; place.focus({ preventScroll: true }); }
  }

  // ---- in the text: a click on a mark opens it; from an open one the arrows lead on and Escape closes ----
  document.addEventListener("click", function (e) {
    var run = e.target.closest(".ak-words span"), at = -1;
    if (!run || String(getSelection())) return;
    pieces(here, function (piece, from) {
      if (at < 0 && run.contains(piece)) at = from;
    });
    var found = innermost(here, at);
    if (found) go(found.span);
  });

  document.addEventListener("keydown", function (e) {
    var at = e.target.closest("mark.receipt, .card"), now = /[#:]c(\d+)-(\d+)(?:&|$)/.exec(location.hash);
    if (!at || !now || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "Escape") clear();
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    var on = e.key === "ArrowRight", spot = Number(now[1]) * 1e7 - Number(now[2]);
    var all = drawn(here).map(function (m) { return { key: m.span[0] * 1e7 - m.span[1], span: m.span }; })
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

  window.analystkit.opener(function (page, before, anchor) {
    var wanted = /^c(\d+)-(\d+)$/.exec(anchor), start = wanted && Number(wanted[1]), end = wanted && Number(wanted[2]);
    if (page !== here) marks = null;
    here = page;
    unmark(before);
    unmark(page);
    var first = wanted && mark(page, start, end);
    card(page, first, start, end);
    if (first) {
      first.tabIndex = -1; // so that reading on, by voice or by keyboard, begins here
      first.focus({ preventScroll: true });
      first.scrollIntoView({ block: "center" });
    }
    return Boolean(first);
  });
})();
