"""From the lines of a file to paragraphs: what no reader would quote is taken away, nothing else.

Rule 1 of DESIGN: marks left by converters, blanks beside Chinese punctuation and between Chinese
and a figure, page breaks and hard line ends in the middle of a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from searchapp.parsing.dates import is_date
from searchapp.parsing.dividing import divide
from searchapp.parsing.marks import (
    ends_title,
    is_heading_line,
    is_label_line,
    is_organ_line,
    read_mark,
    starts_block,
    starts_inline,
)

_CONVERTER: Final = re.compile(r"\[(?:bookmark|image|footnoteRef|endnoteRef):[^\[\]\n]*\]")
#: A heading's mark in Markdown, and what a conversion that knows no ideographic blank leaves for
#: each: ? ? ? 2024年.
_LEADING: Final = re.compile(
    r"^(?:\s*#{1,6}\s+|\s*#{2,6}(?=[（(一二三四五六七八九十])"
    r"|\s*(?:(?:\?[^\S\t]*){2,}|\?[^\S\t]+)(?=[^\s?]))+"
)
#: Bold of Markdown. A figure masked by a tender site, 调解**件, looks alike: a unit follows it,
#: and it stands in a sentence, where **人民调解** begins one.
_UNITS: Final = "件次个名人场起份户条张家处项类年月日万余多元期册本幅组所％%"
_NO_FIGURE: Final = rf"(?:(?<=^\*\*)|(?<=[\s。；：！？、）]\*\*))(?![{_UNITS}]\*)|(?![{_UNITS}])"
_BOLD: Final = re.compile(
    rf"(?<!\*)\*\*(?=[^\s*，。；：、）》”.．])(?:{_NO_FIGURE})((?:[^*\n]|\*{{4}})*?[^\s*])\*\*(?!\*)"
)
#: One bold piece ends where the next begins; between two figures it is a mask, 153****1234.
_BOLD_JOINT: Final = re.compile(r"(?<!\d)\*{4}|\*{4}(?!\d)")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS: Final = re.compile(r"[^\S\t]+")

#: Where a paragraph may end; any other last character means that the line was cut.
_ENDS: Final = tuple("。；：！？”）%.;:!?)』」…")
#: What no line begins with that is a paragraph's first.
_CONTINUES: Final = tuple("，、。；：！？”’）》」』％,;!?")
#: An e-mail or web address has no blank in it.
_ADDRESS: Final = re.compile(r"[\w.-]*(?:@|://|www\.)[!-~]*$", re.ASCII)
#: What no line ends with that is whole.
_GOES_ON: Final = tuple("，、,《〈（“‘")
#: A line cut by a page is a paragraph's: it is long, or it has sentences.
_LONG: Final = 60
#: 126件, 750余次: what a sentence counts. A heading may count one thing, 办好10件实事, not two.
_COUNTED: Final = r"\d余?[件次个名人场起份户条家处项类期册]"
_COUNTING: Final = re.compile(_COUNTED)
_FIGURES: Final = re.compile(f"{_COUNTED}.*[，,].*{_COUNTED}")
#: With several commas a line of a printed page is one; a shorter one is a slogan.
_PRINTED: Final = 28
#: What goes on for more lines than this is no heading or title.
_LINES: Final = 20
_WIDE: Final = 15


def clean_lines(lines: Iterable[str]) -> list[str]:
    """The lines without marks and stray blanks; an empty one stands where one stood."""
    return [clean(line) for line in lines]


def clean(line: str) -> str:
    """One line without converter marks and with only the blanks that a reader would quote."""
    line = _CONVERTER.sub("", _INVISIBLE.sub("", line))
    line = _BOLD.sub(lambda bold: _BOLD_JOINT.sub("", bold[1]), line)
    return "\t".join(_cells(_LEADING.sub("", line)))


def _cells(line: str) -> list[str]:
    """The cells of a table's row, empty ones too, so that each stays in its column.

    Tabs before the only cell are an indent; one after a heading's number is a blank.
    """
    cells = [_tidy(cell.strip()) for cell in line.rstrip().split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and _is_number(filled[0]):
        return ["".join(filled)]
    return cells if len(filled) > 1 else filled


def _is_number(cell: str) -> bool:
    """Whether a cell is nothing but a heading's number."""
    mark = read_mark(f"{cell}甲")
    return mark is not None and mark.end == len(cell)


def _tidy(text: str) -> str:
    def kept(blank: re.Match[str]) -> str:
        before, after = text[blank.start() - 1], text[blank.end()]
        return " " if _separates(before, after) else ""

    return _BLANKS.sub(kept, text)


def _separates(before: str, after: str) -> bool:
    """Whether a blank between these two says something: two words, two figures, two names."""
    if _is_chinese(before) and _is_chinese(after):
        return True
    return not any(_is_chinese(char) or _is_chinese_mark(char) for char in (before, after))


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in "〇々" or char >= "\U00020000"


def _is_chinese_mark(char: str) -> bool:
    return "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…·"


def join_paragraphs(lines: Sequence[str], *, paragraphs: bool) -> list[str]:
    """Clean lines with each sentence in one piece again, and without the empty ones.

    A line is joined to the one before where that one was cut: by a page, or, in a file that does
    not mark ``paragraphs`` itself, by the width at which all its lines end. Headings that were run
    together stand apart.
    """
    width = 0 if paragraphs else _wrap_width(lines)
    runs: list[list[str]] = []
    cut = False
    for line in filter(None, lines):
        goes_on = cut or (runs and _continues(runs[-1][-1], line))
        if not goes_on or _begins_anew(line):
            runs.append([])
        runs[-1].append(line)
        cut = _was_cut(runs[-1], width)
    return divide([_run_on(run) for run in runs])


def _run_on(run: Sequence[str]) -> str:
    """The lines as they would have been printed on one."""
    if len(run) == 1:
        return run[0]
    pieces = (_joint(before, after) + after for before, after in pairwise(run))
    return clean("".join([run[0], *pieces]))


def _joint(before: str, after: str) -> str:
    """What stands between two lines in one: a blank between two words of Latin."""
    latin = f"{before[-1:]}{after[:1]}".isascii() and before[-1:].isalpha()
    words = latin and after[:1].isalnum() and not _ADDRESS.search(before)
    return " " if words else ""


def _begins_anew(line: str) -> bool:
    """Whether a line is a paragraph's first whatever stood before it."""
    anew = (starts_block, is_organ_line, is_date, is_label_line)
    return "\t" in line or any(begins(line) for begins in anew)


def _continues(before: str, line: str) -> bool:
    """Whether a line cannot be a paragraph's first: a mark stands first that ends something."""
    return line.startswith(_CONTINUES) and "\t" not in before


def _was_cut(run: Sequence[str], width: int) -> bool:
    """Whether the paragraph of which these are the lines so far goes on in the next."""
    last_line = run[-1]
    if last_line.endswith(_ENDS) or "\t" in last_line:
        return False
    if len(run) > _LINES:
        return True
    if last_line.endswith(_GOES_ON):
        return True
    paragraph = _run_on(run)
    full = width > 0 and width - 2 <= len(last_line) <= width + 2
    if _stands_alone(paragraph) and not _FIGURES.search(paragraph):
        # In a file wrapped to a width, a heading that fills the line is the first of a run-in.
        return full and is_heading_line(paragraph)
    return full or _is_sentence(paragraph)


def _is_sentence(paragraph: str) -> bool:
    """Whether a paragraph without an end is the beginning of one and no heading or caption."""
    if len(paragraph) >= _LONG or any(stop in paragraph for stop in "。；;"):
        return True
    if any(paragraph.count(left) > paragraph.count(right) for left, right in ("《》", "（）")):
        return True
    commas = paragraph.count("，") + paragraph.count(",")
    if commas > 1 and len(paragraph) >= _PRINTED:
        return True
    telling = starts_inline(paragraph) or _COUNTING.search(paragraph) is not None
    return commas > 0 and telling


def _stands_alone(paragraph: str) -> bool:
    alone = (is_heading_line, is_organ_line, is_date, is_label_line, ends_title)
    return any(is_whole(paragraph) for is_whole in alone)


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which a file's lines were wrapped, in characters; 0 where they were not.

    No line is much longer, and most of those that end in mid-sentence, headings left out, are as
    long.
    """
    wide = [line for line in lines if len(line) >= _WIDE]
    cut = [len(line) for line in wide if not line.endswith(_ENDS) and not is_heading_line(line)]
    if len(wide) < 10 or len(cut) < 5:
        return 0
    width, _ = Counter(sorted(cut, reverse=True)).most_common(1)[0]
    near = sum(abs(length - width) <= 2 for length in cut)
    wrapped = near >= 0.6 * len(cut) and max(map(len, wide)) <= width + 4
    return width if wrapped else 0
