// What every page does with its address: it marks exactly the characters that a receipt (#c120-134) stands for, counted in code points of the
// article as it came. Without it the same address still leads to the place where they begin.
(function () {
  "use strict";

  function unmark() {
    document.querySelectorAll("mark.receipt").forEach(function (mark) {
      var parent = mark.parentNode;
      mark.replaceWith.apply(mark, Array.from(mark.childNodes));
      parent.normalize();
    });
  }

  // Where the n-th code point begins, in the units of a DOM string.
  function unit(text, n) {
    var at = 0;
    while (n > 0 && at < text.length) {
      at += text.codePointAt(at) > 0xffff ? 2 : 1;
      n -= 1;
    }
    return at;
  }

  function open(node) {
    for (var p = node; p; p = p.parentElement) {
      if (p.tagName === "DETAILS") p.open = true;
    }
  }

  function show() {
    unmark();
    var wanted = /^#c(\d+)-(\d+)$/.exec(location.hash);
    if (!wanted) return;
    var start = Number(wanted[1]), end = Number(wanted[2]), first = null;
    document.querySelectorAll("[data-s]").forEach(function (run) {
      var from = Number(run.dataset.s), to = Number(run.dataset.e);
      if (to <= start || from >= end || !run.firstChild) return;
      var text = run.firstChild.data, a = unit(text, start - from), b = unit(text, end - from);
      var range = document.createRange(), mark = document.createElement("mark");
      mark.className = "receipt";
      range.setStart(run.firstChild, a);
      range.setEnd(run.firstChild, b);
      range.surroundContents(mark);
      open(run);
      first = first || mark;
    });
    if (!first) return;
    first.tabIndex = -1; // so that reading on, by voice or by keyboard, begins here
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  window.addEventListener("hashchange", show);
  window.addEventListener("load", show);
  show();
})();
