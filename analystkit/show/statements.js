// The filter of statements: a speaker, who relays, and a kind, kept in the page's address as actor, via and kind. It hides what carries
// other facts, in every view of the page; without it everything is shown.
(function () {
  "use strict";
  var KEYS = ["actor", "via", "kind"], PARTS = "tbody, table, .ak-day, .ak-shared";

  function liven(form) {
    var scope = form.closest(".one-page") || document.body, own = form.closest(".ak-view"), output = form.querySelector("output");
    var selects = Array.from(form.querySelectorAll("select"));
    var facts = Array.from(scope.querySelectorAll(".ak-fact")).map(function (node) {
      return { row: node.closest("tr, li, .ak-shared"), own: own.contains(node), node: node };
    });

    function fits(fact, wanted) {
      return KEYS.every(function (key) {
        return !wanted[key] || fact.node.dataset[key].split(" ").indexOf(wanted[key]) >= 0;
      });
    }

    function show(get) {
      var wanted = {}, all = 0, left = 0;
      selects.forEach(function (select) {
        select.value = get(select.name);
        if (select.selectedIndex < 0) select.value = ""; // an address that names nobody here
        wanted[select.name] = select.value;
        select.classList.toggle("ak-chosen", select.value !== "");
      });
      facts.forEach(function (fact) {
        var fit = fits(fact, wanted);
        fact.row.classList.toggle("ak-gone", !fit);
        all += fact.own;
        left += fact.own && fit;
      });
      scope.querySelectorAll(PARTS).forEach(function (part) {
        var rows = Array.from(part.querySelectorAll(".ak-fact"));
        if (!rows.length || part.matches(".ak-shared")) return;
        part.classList.toggle("ak-gone", rows.every(function (node) { return node.closest("tr, li, .ak-shared").classList.contains("ak-gone"); }));
      });
      var index = own.querySelector(".ak-speakers");
      if (index) index.classList.toggle("ak-gone", KEYS.some(function (key) { return wanted[key]; }));
      output.textContent = left === all ? all + " utterances" : left + " of " + all + " utterances";
    }

    form.hidden = false;
    form.addEventListener("change", function (e) {
      var changed = {};
      changed[e.target.name] = e.target.value;
      window.analystkit.set(changed);
    });
    form.addEventListener("reset", function (e) {
      e.preventDefault();
      window.analystkit.set({ actor: "", via: "", kind: "" });
    });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    window.analystkit.watch(show);
  }

  document.querySelectorAll(".ak-filter").forEach(liven);
})();
