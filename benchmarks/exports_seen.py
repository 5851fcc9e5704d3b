"""Exports in the tools that they are for: TimelineJS, Datasette, and OpenLayers' readers of KML and GeoJSON, each in Chromium.

    npm install --prefix DIR @knight-lab/timelinejs@3.9.11 ol@10 world-atlas@2
    python benchmarks/exports_seen.py EXPORTS DIR [--pictures]

EXPORTS is what ``analystkit export timelinejs sqlite kml geojson`` wrote. Counts what each tool shows against the rows that were
exported, and ends with an error where one is missing. TimelineJS has to be asked: of an event that it drops it says nothing.
``--pictures`` writes docs/export-datasette.png, docs/export-timelinejs.png and docs/export-kml.png.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from analystkit.publish.browser import chromium

DOCS = Path(__file__).parents[1] / "docs"
PORT = 8917
_TIMELINE = """<link rel="stylesheet" href="{npm}/@knight-lab/timelinejs/dist/css/timeline.css">
<style>body {{ margin: 0 }}</style><div id="t" style="height: 640px"></div>
<script src="{npm}/@knight-lab/timelinejs/dist/js/timeline.js"></script><script>
const options = {{ga_measurement_id: null, hash_bookmark: false, start_at_slide: {at}, initial_zoom: 7}};
window.timeline = new TL.Timeline("t", {data}, options);
</script>"""
_SLIDES = """() => ({shown: timeline.config.events.length, slides: document.querySelectorAll('.tl-slide').length,
  marks: document.querySelectorAll('.tl-timemarker').length, valid: timeline.config.isValid(), errors: timeline.config.getErrors()})"""
_MAP = """<link rel="stylesheet" href="{npm}/ol/ol.css"><style>body {{ margin: 0; background: #dbe7ef }}</style>
<div id="m" style="height: 640px"></div><script src="{npm}/ol/dist/ol.js"></script><script>
const at = {{featureProjection: "EPSG:3857"}}, {{Style, Fill, Stroke, Circle, Text}} = ol.style;
const land = new ol.format.TopoJSON({{layers: ["countries"]}}).readFeatures({land}, at);
const kml = new ol.format.KML({{extractStyles: false}}).readFeatures({kml}, at);
const geojson = new ol.format.GeoJSON().readFeatures({geojson}, at);
window.read = {{kml: kml.length, geojson: geojson.length, drawn: [kml, geojson].map(f => f.filter(x => x.getGeometry()).length)}};
const red = "#b3401f", rim = new Stroke({{color: "white", width: 1.5}});
const point = new Circle({{radius: 5, fill: new Fill({{color: red}}), stroke: rim}});
const named = f => new Style({{image: point, stroke: new Stroke({{color: red, width: 1.5}}),
  text: new Text({{text: f.get("name"), offsetY: -12, font: "11px sans-serif"}})}});
const ground = new Style({{fill: new Fill({{color: "#f6f3ec"}}), stroke: new Stroke({{color: "#b9b2a3", width: 1}})}});
const seen = new ol.source.Vector({{features: kml.filter(f => f.getGeometry())}});
const map = new ol.Map({{target: "m", controls: [], view: new ol.View({{center: [0, 0], zoom: 2}}), layers: [
  new ol.layer.Vector({{source: new ol.source.Vector({{features: land}}), style: ground}}),
  new ol.layer.Vector({{source: seen, style: named, declutter: true}})]}});
if (seen.getFeatures().length) map.getView().fit(seen.getExtent(), {{padding: [60, 160, 60, 160], maxZoom: 8}});
</script>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exports", type=Path)
    parser.add_argument("npm", type=Path)
    parser.add_argument("--pictures", action="store_true")
    args = parser.parse_args()
    npm = (args.npm / "node_modules").resolve()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*flags, "--allow-file-access-from-files"])
        page = browser.new_page(viewport={"width": 1000, "height": 640}, color_scheme="light")
        for name, look in (("timelinejs", timelinejs), ("kml", on_a_map), ("datasette", datasette)):
            look(page, args.exports, npm)
            if args.pictures:
                picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                target = DOCS / f"export-{name}.png"
                picture.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
                print(f"{target}: {target.stat().st_size / 1e3:.0f} kB")
        browser.close()


def _opened(page: Page, exports: Path, html: str) -> None:
    """A page of our own beside the exports, opened from disk, and taken away."""
    path = exports / ".seen.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{html}", "utf-8")
    page.goto(path.resolve().as_uri(), wait_until="load")
    page.wait_for_timeout(2500)
    path.unlink()


def _script(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def timelinejs(page: Page, exports: Path, npm: Path) -> None:
    data = json.loads((exports / "timelinejs" / "timeline.json").read_text("utf-8"))
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    if not data["events"]:
        print("TimelineJS: no event has a first and a last day")
        return
    busiest = max(range(len(data["events"])), key=lambda n: len(data["events"][n]["text"]["text"]))
    _opened(page, exports, _TIMELINE.format(npm=npm.as_uri(), data=_script(data), at=busiest))
    said = page.evaluate(_SLIDES)
    print(f"TimelineJS: {len(data['events'])} events exported: {said}; dialogs: {dialogs}")
    if not (said["shown"] == said["marks"] == len(data["events"]) and said["valid"]) or dialogs:
        sys.exit("TimelineJS lost an event")


def on_a_map(page: Page, exports: Path, npm: Path) -> None:
    kml, geojson = ((exports / name / f"events.{name}").read_text("utf-8") for name in ("kml", "geojson"))
    land = json.loads((npm / "world-atlas" / "countries-50m.json").read_text("utf-8"))
    html = _MAP.format(npm=npm.as_uri(), land=_script(land), kml=_script(kml), geojson=_script(json.loads(geojson)))
    _opened(page, exports, html)
    read, n = page.evaluate("read"), len(json.loads(geojson)["features"])
    points = sum(f["geometry"] is not None for f in json.loads(geojson)["features"])
    print(f"OpenLayers: {n} features exported, {points} with a point: {read}")
    if (read["kml"], read["geojson"], read["drawn"]) != (n, n, [points, points]):
        sys.exit("OpenLayers read other features")


def datasette(page: Page, exports: Path, npm: Path) -> None:
    file = exports / "sqlite" / "tables.sqlite"
    server = subprocess.Popen(
        [sys.executable, "-m", "datasette", "serve", "-i", str(file), "-p", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(60):
            time.sleep(0.5)
            try:
                with urllib.request.urlopen(f"http://localhost:{PORT}/tables.json", timeout=5) as answer:
                    served = {t["name"]: t["count"] for t in json.load(answer)["tables"]}
                break
            except OSError:
                continue
        with sqlite3.connect(file) as db:
            kept = {name: db.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0] for name in served}
        shown = "&".join(f"_col={column}" for column in ("earliest", "latest", "title", "status", "sentence"))
        answered = page.goto(f"http://localhost:{PORT}/tables/timeline?{shown}", wait_until="load")
        lines = page.locator("table.rows-and-columns tr").count()
        print(f"Datasette: {sum(served.values())} rows in {len(served)} tables; timeline: {lines} lines")
        if served != kept or answered is None or not answered.ok:
            sys.exit("Datasette shows other rows")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
