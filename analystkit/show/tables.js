// Under each view: a field that searches its tables, and the rows that are in sight as a file for a spreadsheet.
(function () {
  "use strict";
  var MANY = 12; // rows: fewer are searched by eye

  function words(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll(".ak-how, .ak-fact").forEach(function (part) { part.remove(); });
    copy.querySelectorAll("li + li").forEach(function (item) { item.prepend("; "); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // A text that begins like a formula would be run by a spreadsheet.
  function field(text) {
    return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""') + '"';
  }

  function above(view, table) {
    var before = Array.from(view.querySelectorAll("h3")).filter(function (h) { return h.compareDocumentPosition(table) & 4; }).pop();
    return before ? words(before) : "";
  }

  // All tables of a view as one: a column for each head that any of them has.
  function lines(view, tables) {
    var known = tables.map(function (table) { return Array.from(table.tHead.rows[0].cells, words); });
    var heads = Array.from(new Set(known.flat())), out = [["Under", "Table"].concat(heads, "Receipts")];
    tables.forEach(function (table, n) {
      var under = above(view, table), caption = words(table.caption);
      Array.from(table.tBodies).forEach(function (body) {
        var group = body.querySelector(".ak-group");
        body.querySelectorAll("tr:not(.ak-group, .ak-gone, .ak-unsought)").forEach(function (row) {
          var links = Array.from(row.querySelectorAll('a[href*="#c"], a[href*=":c"]'), function (a) { return a.getAttribute("href"); });
          var cells = heads.map(function (head) {
            var at = known[n].indexOf(head);
            return at < 0 ? "" : words(row.cells[at]);
          });
          out.push([group ? words(group) : under, caption].concat(cells, links.join(" ")));
        });
      });
    });
    return out.map(function (row) { return row.map(field).join(","); }).join("\r\n") + "\r\n";
  }

  function save(name, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
    link.download = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function search(view, rows) {
    var label = document.createElement("label"), box = document.createElement("input"), told = document.createElement("output");
    label.textContent = "Search ";
    box.type = "search";
    label.append(box);
    box.addEventListener("input", function () {
      var wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean), left = 0;
      rows.forEach(function (row) {
        var group = row.parentNode.querySelector(".ak-group"), text = (row.textContent + (group ? group.textContent : "")).toLowerCase();
        var fit = wanted.every(function (word) { return text.indexOf(word) >= 0; });
        row.classList.toggle("ak-unsought", !fit);
        left += fit;
        if (fit && wanted.length) for (var p = row.closest("details"); p && view.contains(p); p = p.parentNode.closest("details")) p.open = true;
      });
      view.querySelectorAll("tbody").forEach(function (body) {
        body.classList.toggle("ak-unsought", !body.querySelector("tr:not(.ak-group, .ak-unsought)"));
      });
      told.textContent = wanted.length ? left + " of " + rows.length + " rows" : "";
    });
    return [label, told];
  }

  function bar(parts) {
    var made = document.createElement("div");
    made.className = "ak-tools";
    made.append.apply(made, parts);
    return made;
  }

  document.querySelectorAll(".output .ak-view").forEach(function (view) {
    var tables = Array.from(view.querySelectorAll("table.ak-table")), button = document.createElement("button");
    var rows = Array.from(view.querySelectorAll(".ak-table tbody tr:not(.ak-group)"));
    if (!rows.length) return;
    button.type = "button";
    button.textContent = "Download (CSV)";
    button.addEventListener("click", function () { save(words(tables[0].caption), lines(view, tables)); });
    if (rows.length > MANY) view.prepend(bar(search(view, rows)));
    view.append(bar([button]));
  });
})();
