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
from searchapp.parsing.marks import ends_title, is_heading_line, is_organ_line, starts_block

_CONVERTER: Final = re.compile(r"\[(?:bookmark|image|footnoteRef|endnoteRef):[^\[\]\n]*\]")
_HASHES: Final = re.compile(r"^\s*#{1,6}\s+")
#: Bold of Markdown. A figure masked by a tender site, 调解**件, looks alike: a unit follows it,
#: and it stands in a sentence, where **人民调解** begins one.
_UNITS: Final = "件次个名人场起份户条张家处项类年月日万余多元期册本幅组所％%"
_NO_FIGURE: Final = rf"(?:(?<=^\*\*)|(?<=[\s。；：！？、）]\*\*))(?![{_UNITS}]\*)|(?![{_UNITS}])"
_BOLD: Final = re.compile(
    rf"(?<!\*)\*\*(?=[^\s*，。；：、）》”])(?:{_NO_FIGURE})((?:[^*\n]|\*{{4}})*?[^\s*])\*\*(?!\*)"
)
#: One bold piece ends where the next begins; between two figures it is a mask, 153****1234.
_BOLD_JOINT: Final = re.compile(r"(?<!\d)\*{4}|\*{4}(?!\d)")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS: Final = re.compile(r"[^\S\t]+")

#: Where a paragraph may end; any other last character means that the line was cut.
_ENDS: Final = tuple("。；：！？”）%.;:!?)》】』」…")
#: A line cut by a page is a paragraph's: it is long, or it has sentences.
_LONG: Final = 60
#: What goes on for more lines than this is no heading or title.
_LINES: Final = 20
_WIDE: Final = 15


def clean_lines(lines: Iterable[str]) -> list[str]:
    """The lines without marks and stray blanks; an empty one stands where one stood."""
    return [clean(line) for line in lines]


def clean(line: str) -> str:
    """One line without converter marks and with only the blanks that a reader would quote."""
    line = _HASHES.sub("", _CONVERTER.sub("", _INVISIBLE.sub("", line)))
    line = _BOLD.sub(lambda bold: _BOLD_JOINT.sub("", bold[1]), line)
    cells = map(str.strip, line.split("\t"))
    return "\t".join(_tidy(cell) for cell in cells if cell)


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
    not mark ``paragraphs`` itself, by the width at which all its lines end.
    """
    width = 0 if paragraphs else _wrap_width(lines)
    runs: list[list[str]] = []
    cut = False
    for line in filter(None, lines):
        if not cut or _begins_anew(line):
            runs.append([])
        runs[-1].append(line)
        cut = _was_cut(runs[-1], width)
    return [_run_on(run) for run in runs]


def _run_on(run: Sequence[str]) -> str:
    """The lines as they would have been printed on one."""
    if len(run) == 1:
        return run[0]
    pieces = (_joint(before, after) + after for before, after in pairwise(run))
    return clean("".join([run[0], *pieces]))


def _joint(before: str, after: str) -> str:
    """What stands between two lines in one: a blank between two words of Latin."""
    spaced = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha()
    return " " if spaced else ""


def _begins_anew(line: str) -> bool:
    """Whether a line is a paragraph's first whatever stood before it."""
    return starts_block(line) or is_organ_line(line) or is_date(line) or "\t" in line


def _was_cut(run: Sequence[str], width: int) -> bool:
    """Whether the paragraph of which these are the lines so far goes on in the next."""
    last_line = run[-1]
    if last_line.endswith(_ENDS) or "\t" in last_line:
        return False
    if len(run) > _LINES:
        return True
    paragraph = _run_on(run)
    full = width > 0 and width - 2 <= len(last_line) <= width + 2
    if _stands_alone(paragraph):
        # In a file wrapped to a width, a heading that fills the line is the first of a run-in.
        return full and is_heading_line(paragraph)
    if full:
        return True
    sentences = paragraph.count("。") + paragraph.count("；")
    return len(paragraph) >= _LONG or sentences > 0 or paragraph.count("，") >= 2


def _stands_alone(paragraph: str) -> bool:
    alone = (is_heading_line, is_organ_line, is_date, ends_title)
    return any(is_whole(paragraph) for is_whole in alone)


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which a file's lines were wrapped, in characters; 0 where they were not."""
    lengths = [len(line) for line in lines if len(line) >= _WIDE]
    if len(lengths) < 10:
        return 0
    near = Counter(length + shift for length in lengths for shift in range(-2, 3))
    width, count = near.most_common(1)[0]
    wrapped = count >= 0.6 * len(lengths) and max(lengths) <= width + 4
    return width if wrapped else 0
