// Under and over each view: what its rows are about, to choose from; a field that searches them; and those in sight as a file for a
// spreadsheet. What is chosen stands in the page's address, one key for all views, and a map follows it. Without it everything is shown.
(function () {
  "use strict";
  var MANY = 12; // rows: fewer are searched by eye
  var NAMES = { actor: "Who", via: "Relayed by", kind: "Kind", status: "Status", place: "Place", attribute: "About" };
  var KEYS = Object.keys(NAMES), ROW = "tbody tr:not(.ak-group), .ak-rows li, .ak-undated li, .ak-day li, .ak-shared";
  var PART = "tbody, table, .ak-day, .ak-panel, section"; // gone when all its rows are

  function words(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll(".ak-how, .ak-fact").forEach(function (part) { part.remove(); });
    copy.querySelectorAll("li + li").forEach(function (item) { item.prepend("; "); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function make(name, text) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // A value as an address keeps it.
  function key(value) {
    return value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || value;
  }

  // A sign of what something is about: by the names of the choices, the keys of its values and how these are called.
  function read(fact) {
    return Object.fromEntries(Object.keys(fact.dataset).map(function (name) {
      return [name, Object.fromEntries(fact.dataset[name].split("|").map(function (value) { return [key(value), value]; }))];
    }));
  }

  // What a row is about, by its own signs and that of what it stands under.
  function about(node) {
    var head = node.parentNode.querySelector(".ak-group .ak-fact") || node.closest("section") && node.closest("section").parentNode.querySelector("h3 .ak-fact");
    var shared = head ? read(head) : {}, own = Array.from(node.querySelectorAll(".ak-fact"), read);
    return (own.length || !head ? own : [{}]).map(function (fact) { return Object.assign({}, shared, fact); });
  }

  // ---- the file ----
  // A text that begins like a formula would be run by a spreadsheet.
  function field(text) {
    return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""') + '"';
  }

  // What a row stands under: its group, else the nearest heading before it.
  function under(view, row, group) {
    if (group) return words(group);
    var before = Array.from(view.querySelectorAll("h3, h4, h5")).filter(function (h) { return h.compareDocumentPosition(row) & 4; }).pop();
    return before ? words(before) : "";
  }

  // The cells of a row by their heads: of a table its columns, else what names itself, else all its words.
  function cells(row) {
    var table = row.closest("table"), own = row.querySelectorAll("[data-head]");
    if (table) return Array.from(row.cells, function (cell, n) { return [words(table.tHead.rows[0].cells[n]), words(cell)]; });
    return own.length ? Array.from(own, function (part) { return [part.dataset.head, words(part)]; }) : [["Text", words(row)]];
  }

  function lines(view, rows) {
    var found = rows.filter(function (row) { return !row.closest(".ak-gone, .ak-unsought"); }).map(function (row) {
      var table = row.closest("table"), links = row.querySelectorAll('a[href*="#c"], a[href*=":c"]');
      return {
        under: under(view, row, row.parentNode.querySelector(".ak-group")), table: table ? words(table.caption) : "", cells: cells(row),
        links: Array.from(links, function (a) { return a.getAttribute("href"); }).join(" ")
      };
    });
    var heads = Array.from(new Set(found.flatMap(function (row) { return row.cells.map(function (c) { return c[0]; }); })));
    return [["Under", "Table"].concat(heads, "Receipts")].concat(found.map(function (row) {
      var by = Object.fromEntries(row.cells);
      return [row.under, row.table].concat(heads.map(function (h) { return by[h] || ""; }), row.links);
    })).map(function (line) { return line.map(field).join(","); }).join("\r\n") + "\r\n";
  }

  function save(name, text) {
    var link = make("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
    link.download = (name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "rows") + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  // ---- the choice ----
  function select(name, rows) {
    var called = {}, n = {}, label = make("label", NAMES[name] + " "), made = label.appendChild(make("select"));
    rows.forEach(function (row) {
      var all = Object.assign.apply(null, [{}].concat(row.facts.map(function (fact) { return fact[name] || {}; })));
      Object.keys(all).forEach(function (k) {
        called[k] = called[k] || all[k];
        n[k] = (n[k] || 0) + 1;
      });
    });
    var known = Object.keys(n).sort(function (a, b) { return n[b] - n[a] || (called[a] < called[b] ? -1 : 1); });
    if (known.length < 2 && !(name === "via" && known.length)) return null;
    made.name = name;
    made.append(new Option("any", ""));
    known.forEach(function (k) { made.append(new Option(called[k] + " (" + n[k] + ")", k)); });
    made.addEventListener("change", function () {
      var changed = {};
      changed[name] = made.value;
      window.analystkit.set(changed);
    });
    return label;
  }

  function bar(parts) {
    var made = make("div");
    made.className = "ak-tools";
    made.append.apply(made, parts);
    return made;
  }

  function button(text, act) {
    var made = make("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function liven(view) {
    var nodes = Array.from(view.querySelectorAll(ROW)), told = make("output"), box = make("input"), sought = [];
    var wanted = Object.fromEntries(KEYS.map(function (name) { return [name, ""]; }));
    if (!nodes.length) return;
    var rows = nodes.map(function (node) { return { node: node, facts: about(node), text: "" }; });
    var parts = null; // found when they are needed: most pages are only read
    var selects = rows.length > 2 ? KEYS.map(function (name) { return select(name, rows); }).filter(Boolean) : [];

    function fits(row) { // what says nothing of itself is not hidden
      return !row.facts.length || row.facts.some(function (fact) {
        return KEYS.every(function (name) { return !wanted[name] || (fact[name] && wanted[name] in fact[name]); });
      });
    }

    function text(row) {
      var group = row.node.parentNode.querySelector(".ak-group");
      return row.text || (row.text = (row.node.textContent + (group ? group.textContent : "")).toLowerCase());
    }

    function show() {
      var left = 0, some = KEYS.some(function (name) { return wanted[name]; }) || sought.length > 0;
      rows.forEach(function (row) {
        var chosen = fits(row), found = sought.every(function (word) { return text(row).indexOf(word) >= 0; });
        row.node.classList.toggle("ak-gone", !chosen);
        row.node.classList.toggle("ak-unsought", !found);
        left += chosen && found;
        if (chosen && found && some) for (var p = row.node.closest("details"); p && view.contains(p); p = p.parentNode.closest("details")) p.open = true;
      });
      parts = parts || Array.from(view.querySelectorAll(PART)).filter(function (part) { return part.querySelector(ROW); });
      parts.forEach(function (part) {
        part.classList.toggle("ak-unsought", !Array.from(part.querySelectorAll(ROW)).some(function (r) { return !r.matches(".ak-gone, .ak-unsought"); }));
      });
      view.querySelectorAll(".ak-speakers").forEach(function (index) { index.classList.toggle("ak-gone", some); });
      told.textContent = some ? left + " of " + rows.length + " rows" : rows.length + " rows";
      view.dispatchEvent(new Event("ak-chosen"));
    }

    if (rows.length > MANY) {
      box.type = "search";
      box.addEventListener("input", function () {
        sought = box.value.toLowerCase().split(/\s+/).filter(Boolean);
        show();
      });
      var label = make("label", "Search ");
      label.append(box);
      selects.push(label);
    }
    if (selects.length) view.prepend(bar(selects.concat(button("Show all", function () {
      box.value = "";
      sought = [];
      window.analystkit.set(Object.fromEntries(KEYS.map(function (name) { return [name, ""]; })));
      show();
    }), told)));
    var caption = view.querySelector("caption, h3, h4"), split = view.parentNode.querySelector(".parts");
    view.append(bar([button("Download " + (split ? "this page " : "") + "(CSV)", function () { save(caption ? words(caption) : "", lines(view, nodes)); })]));

    told.textContent = rows.length + " rows";
    var offered = Array.from(view.querySelectorAll(".ak-tools select"));
    window.analystkit.watch(function (get) {
      var before = JSON.stringify(wanted);
      KEYS.forEach(function (name) { // an address that names what is nowhere here chooses nothing
        var k = key(get(name)), lists = k ? Array.from(document.querySelectorAll('.ak-tools select[name="' + name + '"]')) : [];
        wanted[name] = lists.some(function (list) { return Array.from(list.options).some(function (o) { return o.value === k; }); }) ? k : "";
      });
      offered.forEach(function (made) {
        made.value = wanted[made.name];
        if (made.selectedIndex < 0) made.value = "";
        made.classList.toggle("ak-chosen", made.value !== "");
      });
      if (JSON.stringify(wanted) !== before) show();
    });
  }

  document.querySelectorAll(".output .ak-view").forEach(liven);
})();
