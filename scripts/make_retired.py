"""Write the table of retired codes and former names, `searchapp/parsing/retired.tsv`.

Usage: pip install GB2260==0.4.1
       python scripts/make_retired.py

The package GB2260 (licence BSD by its metadata) has the codes of counties and cities of every year
from 2002 to 2014, as the statistical office published them. What is retired since then is in them
too; what follows each is found here: the division of the same stem in the same province, or, where
a district went up in another, that of `MERGED`, from the notices of the Ministry of Civil Affairs.
A line of the table is a code, a name it had, and the codes that its area has now:

    500224<TAB>铜梁县<TAB>500151
    130421<TAB>邯郸县<TAB>130402 130403
    420600<TAB>襄樊市<TAB>420600
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "searchapp" / "parsing"
#: Words that stand for the lack of a level.
PSEUDO = re.compile("市辖区|^县$|^市$|直辖")
STEM = re.compile(r"(?:(?:\w{1,3}族|各族)+自治[县旗州]|特区|新区|地区|[县市区盟旗州])$")
#: Slips of the source, and a code that was given to another place.
WRONG = {
    *("荷泽市", "廛河回族区", "师河区", "乔口区", "虎亭区", "江洲区", "墉桥区", "华莹市"),
    *("加格达奇区", "市郊区"),
}

#: Code -> the codes of the divisions in which it went up.
MERGED = dict(
    row.split(" > ")
    for row in """
110103 > 110101; 110104 > 110102; 120107 > 120116; 120108 > 120116; 120109 > 120116;
120225 > 120119; 130103 > 130102 130104; 130223 > 130284; 130230 > 130209;
130421 > 130402 130403; 130521 > 130502 130503; 130526 > 130505; 130603 > 130606;
130604 > 130606; 140202 > 140213; 140203 > 140214; 140211 > 140213 140214; 140227 > 140215;
140402 > 140403; 140411 > 140403; 140421 > 140404; 230105 > 230104; 230107 > 230110;
230702 > 230717; 230705 > 230751; 230706 > 230718; 230707 > 230724; 230708 > 230717;
230709 > 230751; 230710 > 230724; 230711 > 230718; 230712 > 230723; 230713 > 230725;
230714 > 230723; 230715 > 230724; 230716 > 230719; 230802 > 230811; 310103 > 310101;
310108 > 310106; 310119 > 310115; 320103 > 320104; 320107 > 320106; 320202 > 320213;
320203 > 320213; 320204 > 320213; 320304 > 320302 320311 320312; 320405 > 320412;
320502 > 320508; 320503 > 320508; 320504 > 320508; 320611 > 320613; 320705 > 320706;
320802 > 320812; 320811 > 320812; 321011 > 321003; 330103 > 330105; 330104 > 330102 330114;
330204 > 330212; 330621 > 330602 330603; 340203 > 340209; 340204 > 340202; 340208 > 340209;
340221 > 340210; 340502 > 340503; 340702 > 340705; 340703 > 340705; 340721 > 340706;
341400 > 340124 340181 340281 340522 340523; 341402 > 340181; 350202 > 350203; 350204 > 350203;
350402 > 350404; 350427 > 350405; 360105 > 360112; 360421 > 360404; 360427 > 360483;
360721 > 360704; 361121 > 361104; 370205 > 370203; 370284 > 370211; 370634 > 370614;
370802 > 370811; 371200 > 370116 370117; 371202 > 370116; 371421 > 371403; 410211 > 410202;
410224 > 410212; 410306 > 410308; 411023 > 411003; 411222 > 411203; 420321 > 420304;
430221 > 430212; 440102 > 440104; 440107 > 440103; 440116 > 440112; 440202 > 440204;
440506 > 440512; 440508 > 440511; 440509 > 440511; 440510 > 440512; 440903 > 440904;
441421 > 441403; 441827 > 441803; 450104 > 450107; 450106 > 450107; 450127 > 450181;
450331 > 450381; 450404 > 450403; 450411 > 450405; 469003 > 460400; 500234 > 500154;
510124 > 510117; 510724 > 510705; 510902 > 510903; 511521 > 511504; 511721 > 511703;
520114 > 520111; 520222 > 520281; 520321 > 520304; 522201 > 520602; 522401 > 520502;
532722 > 530821; 533521 > 530902; 542121 > 540302; 542301 > 540202; 542421 > 540602;
542621 > 540402; 610125 > 610118; 610321 > 610304; 610427 > 610482; 610521 > 610503;
622421 > 621102; 640203 > 640205; 640222 > 640221; 640321 > 640502; 650108 > 650109;
652101 > 650402; 652201 > 650502; 652303 > 650109
""".strip()
    .replace(";\n", "; ")
    .split("; ")
)


def stem(name: str) -> str:
    """A name without its type: 铜梁 of 铜梁县 and 铜梁区, 开 of 开县."""
    return STEM.sub("", name) or name


def current() -> dict[str, str]:
    """Every division above the towns in the gazetteer, with a code of six digits."""
    table = (FOLDER / "gazetteer.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t")[:2] for line in table)
    return {code.ljust(6, "0"): name for code, name in rows if not PSEUDO.search(name)}


def former() -> Iterator[tuple[str, str]]:
    """Every code of a county or city with a name that it once had."""
    years = import_module("gb2260.data").data.values()
    rows = {(str(code), name) for year in years for code, name in year.items()}
    for code, name in sorted(rows):
        if not code.endswith("0000") and not PSEUDO.search(name):
            yield code, name


def main() -> None:
    """Write the table and print how many rows it has, and which codes nothing follows."""
    now = current()
    alike = defaultdict(list)
    for code, name in now.items():
        alike[code[:2], code.endswith("00"), stem(name)].append(code)
    lines, left = [], []
    for code, name in former():
        renamed = code in now and code not in MERGED
        here = {each for each in now if each[:2] == code[:2] and now[each] == name}
        follows = alike[code[:2], code.endswith("00"), stem(name)]
        if now.get(code) == name or name in WRONG or (renamed and here):
            continue
        after = code if renamed else MERGED.get(code, follows[0] if len(follows) == 1 else "")
        if after:
            lines.append(f"{code}\t{name}\t{after}")
        else:
            left.append(f"{code} {name}")
    unknown = {each for line in lines for each in line.split("\t")[2].split()} - now.keys()
    if unknown:
        raise SystemExit(f"codes that the gazetteer lacks: {sorted(unknown)}")
    (FOLDER / "retired.tsv").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{len(lines)} rows; nothing follows {', '.join(left)}")


if __name__ == "__main__":
    main()
