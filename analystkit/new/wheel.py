"""The very kit that runs, as a wheel: a case carries it where no package index has it, and so installs it on any machine and in CI."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same kit gives the same bytes


def requirement() -> tuple[str, dict[str, bytes]]:
    """The line of requirements.txt that installs this kit, and the file it names, by its path in the case, where it names one."""
    known = distribution("analystkit")
    if known.read_text("direct_url.json") is None:  # it came from a package index: it has no address of its own
        return f"analystkit[import,xlsx]=={known.version}", {}
    name = f"kit/analystkit-{known.version}-py3-none-any.whl"
    return f"./{name}[import,xlsx]", {name: wheel()}


def wheel() -> bytes:
    """This kit as a wheel."""
    known, package = distribution("analystkit"), Path(__file__).parents[1]
    info = f"analystkit-{known.version}.dist-info"
    parts = {p.relative_to(package.parent).as_posix(): p for p in sorted(package.rglob("*")) if p.is_file()}
    contents = {n: p.read_bytes() for n, p in parts.items() if "__pycache__" not in n and "/." not in n}
    told = [("Name", "analystkit"), ("Version", known.version)]
    for key in ("Summary", "Requires-Python", "Requires-Dist", "Provides-Extra"):
        told += [(key, value) for value in known.metadata.get_all(key) or ()]
    contents[f"{info}/METADATA"] = "".join(f"{key}: {value}\n" for key, value in (("Metadata-Version", "2.1"), *told)).encode()
    contents[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: analystkit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    contents[f"{info}/entry_points.txt"] = b"[console_scripts]\nanalystkit = analystkit.__main__:main\n"
    record = [f"{name},sha256={_sum(data)},{len(data)}\n" for name, data in contents.items()]
    contents[f"{info}/RECORD"] = "".join([*record, f"{info}/RECORD,,\n"]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return out.getvalue()


def _sum(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
