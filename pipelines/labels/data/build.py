"""Makes `wilayah.csv` anew. A maintainer's script: run it when areas were split or renamed.

    python pipelines/labels/data/build.py FOLDER

FOLDER holds `provinces.csv`, `regencies.csv` and `districts.csv` of the npm package `idn-area-data` 3.1.2
(Open Database License, `LICENSE-wilayah.md`), keyed by the codes of the Ministry of Home Affairs. Names in
capitals become ordinary names; the spellings that newspapers use instead stand in `names.toml`.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

_SMALL = {"Dan": "dan", "Dki": "DKI", "Daerah Istimewa": "DI", " Administrasi": ""}
_ABBREVIATED = {"BTS.": "Batas", "Bl.": "Balubur", "Gn.": "Gunung", "Kep.": "Kepulauan", "T.": "Tanah"}
_NUMERALS = {"Satu": "I", "Dua": "II", "Tiga": "III"}
# Kecamatan of Palembang that everyone writes with Roman numerals; elsewhere the word is part of the name.
_NUMBERED = re.compile(r"(Ilir Barat|Ilir Timur|Seberang Ulu) (Satu|Dua|Tiga)")


def proper(name: str) -> str:
    """`KOTA ADMINISTRASI JAKARTA PUSAT` → `Kota Jakarta Pusat`."""
    name = " ".join(word.capitalize() for word in name.split())
    for written, wanted in _SMALL.items():
        name = re.sub(rf"{written}\b", wanted, name)
    return name


def district(name: str) -> str:
    """As it stands, abbreviations written out: `Bl. Limbangan` → `Balubur Limbangan`."""
    for short, full in _ABBREVIATED.items():
        if name.startswith(f"{short} "):
            name = full + name[len(short) :]
    return _NUMBERED.sub(lambda match: f"{match[1]} {_NUMERALS[match[2]]}", name)


def table(folder: Path) -> str:
    """The lines `code,name` of all areas."""
    lines: list[str] = []
    for file, tidy in (("provinces", proper), ("regencies", proper), ("districts", district)):
        with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
            lines += [f"{row['code']},{tidy(row['name'])}\n" for row in csv.DictReader(rows)]
    return "".join(lines)


if __name__ == "__main__":
    made = table(Path(sys.argv[1]))
    (Path(__file__).parent / "wilayah.csv").write_text(made, encoding="utf-8", newline="\n")
