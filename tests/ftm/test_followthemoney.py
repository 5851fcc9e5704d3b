"""FollowTheMoney's own library reads what is exported for it. It compiles against ICU, so these run apart: ``make test-ftm``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import followthemoney
import test_exports as exports

from analystkit.corpus import Corpus
from analystkit.share import export

corpora, made, name = exports.corpora, exports.made, exports.name  # its fixtures


def test_followthemoney_accepts_every_entity(name: str, corpora: dict[str, Corpus], made: dict[str, Path]) -> None:
    lines = (made[name] / "ftm" / "entities.ftm.json").read_text("utf-8").rstrip("\n").split("\n")
    counted = Counter[str]()
    known = set[str]()
    for line in lines:
        entity = json.loads(line)
        schema = followthemoney.model.get(entity["schema"])
        schema.validate(entity)
        for key, values in entity["properties"].items():
            cleaned = [schema.get(key).type.clean(v) for v in values]  # as it reads them: apostrophes and joiners become plain ones
            assert all(cleaned) and (name != "first" or key == "name" or cleaned == values), (key, values, cleaned)
        counted[entity["schema"]] += 1
        known.add(entity["id"])
    linked = {
        v for line in lines for k, values in json.loads(line)["properties"].items() for v in values
        if k in ("involved", "proof", "addressEntity", "document", "resolved", "entity")
    }  # fmt: skip
    rows = corpora[name].rows
    assert linked <= known
    assert (counted["Article"], counted["Event"], counted["Mention"]) == (len(rows["articles"]), len(rows["events"]), len(rows["actors"]))
    assert counted["Note"] == len(rows["claims"])


def test_addresses_that_are_none_are_left_out(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    export(exports.odd_addresses(corpora), ["ftm"], tmp_path)
    for line in (tmp_path / "ftm" / "entities.ftm.json").read_text("utf-8").rstrip("\n").split("\n"):
        followthemoney.model.get(json.loads(line)["schema"]).validate(json.loads(line))
