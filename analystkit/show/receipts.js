/* A receipt that is pointed at, reached by keyboard or tapped shows its sentence, which stands among the notes of its page; a button copies
   the citation. A second tap, a click or Enter follows the link. Escape closes. Text is copied as nodes, never as markup. */
(function () {
  "use strict";
  var tip = document.createElement("div"), shown = null, timer = 0, touched = false;
  tip.className = "preview";
  tip.id = "preview";
  tip.hidden = true;
  tip.setAttribute("role", "tooltip");
  document.body.append(tip);
  document.documentElement.classList.add("live");

  function note(link) {
    var page = link.closest(".one-page") || document;
    return page.querySelector('.notes [data-n="' + Number(link.dataset.note) + '"]');
  }

  function sentence(found, link) { // with the words of this receipt marked alone: a note can be of several
    var quoted = found.querySelector("q").cloneNode(true), span = /c(\d+)-(\d+)$/.exec(link.hash), from = found.dataset.from;
    if (!span || from === undefined) return quoted;
    var text = Array.from(quoted.textContent), mark = document.createElement("mark"); // offsets count code points
    mark.textContent = text.slice(span[1] - from, span[2] - from).join("");
    quoted.replaceChildren(text.slice(0, span[1] - from).join(""), mark, text.slice(span[2] - from).join(""));
    return quoted;
  }

  function cited(found, link, words) {
    function called(one) { return one.querySelector("cite").textContent; }
    var first = Array.from(found.parentNode.children).find(function (one) { return called(one) === called(found); });
    var span = /c(\d+)-(\d+)$/.exec(link.hash), at = span ? span[1] + "–" + span[2] : found.querySelector("small").textContent;
    return first.dataset.cite + ", characters " + at + ": “" + words.replace(/\s+/g, " ") + "”";
  }

  function copy(button, words) {
    function say(done) { button.textContent = done ? "Copied" : "Not copied"; }
    if (!navigator.clipboard) return say(false);
    navigator.clipboard.writeText(words).then(function () { say(true); }, function () { say(false); });
  }

  function show(link) {
    var found = note(link);
    clearTimeout(timer);
    if (!found || link.closest(".notes") || shown === link) return;
    hide();
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy citation";
    button.tabIndex = -1;
    var quoted = sentence(found, link);
    button.addEventListener("click", function () { copy(button, cited(found, link, quoted.querySelector("mark").textContent)); });
    tip.replaceChildren(quoted, found.querySelector("cite").cloneNode(true), button);
    tip.hidden = false;
    shown = link;
    link.setAttribute("aria-describedby", "preview");
    var at = link.getClientRects()[0] || link.getBoundingClientRect(), box = tip.getBoundingClientRect();
    var below = at.bottom + box.height + 12 < innerHeight || at.top < box.height + 12;
    tip.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.width - 8)) + scrollX + "px";
    tip.style.top = (below ? at.bottom + 6 : at.top - box.height - 6) + scrollY + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (shown) shown.removeAttribute("aria-describedby");
    tip.hidden = true;
    shown = null;
  }

  function receipt(e) { return e.target.closest && e.target.closest("a[data-note]"); }
  document.addEventListener("pointerdown", function (e) {
    touched = e.pointerType === "touch";
    if (shown && !tip.contains(e.target) && receipt(e) !== shown) hide();
  });
  document.addEventListener("pointerover", function (e) {
    var link = receipt(e);
    if (e.pointerType !== "touch" && link) show(link);
    else if (tip.contains(e.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", function (e) {
    if (e.pointerType !== "touch" && (receipt(e) || tip.contains(e.target))) timer = setTimeout(hide, 200);
  });
  document.addEventListener("focusin", function (e) { if (receipt(e)) show(receipt(e)); });
  document.addEventListener("focusout", function (e) { if (receipt(e)) timer = setTimeout(hide, 200); });
  document.addEventListener("click", function (e) {
    var link = receipt(e), button = e.target.closest("button[data-cite]");
    if (button) copy(button, button.dataset.cite);
    if (!link) return;
    if (touched && tip.dataset.tapped !== link.id && note(link)) {
      e.preventDefault();
      show(link);
      tip.dataset.tapped = link.id;
    } else hide();
  });
  document.addEventListener("keydown", function (e) { if (e.key === "Escape" && shown) hide(); });
})();
