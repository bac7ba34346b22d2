"""What spoils a text on its way (§7): changes to the print, and some to the text itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Final, TypeAlias

from tests.genre.truth import Paragraph

Noise: TypeAlias = Callable[[Random, Paragraph], Paragraph]

_HAN: Final = r"[\u4e00-\u9fff]"
_FIGURE: Final = re.compile(rf"(?<={_HAN})(\d+(?:\.\d+)?)(?={_HAN})")
_MARKER: Final = re.compile(r"[一二三四五六七八九十第①-⑳⑴-⒇（(\d]")


def _printed(each: Paragraph, change: Callable[[str], str]) -> Paragraph:
    return replace(each, printed=tuple(change(line) if line else line for line in each.printed))


def _before(mark: str) -> Noise:
    """The mark in front of one paragraph in three."""
    return lambda rng, each: (
        _printed(each, lambda line: mark + line) if not rng.randrange(3) else each
    )


def _after(blanks: str) -> Noise:
    return lambda _, each: _printed(each, lambda line: line + blanks)


def _indented(blanks: str) -> Noise:
    return lambda _, each: _printed(each, lambda line: blanks + line)


def _in_bold(_: Random, each: Paragraph) -> Paragraph:
    return _printed(each, lambda line: _FIGURE.sub(r" **\1** ", line)) if _is_body(each) else each


def _spaced(rng: Random, each: Paragraph) -> Paragraph:
    """Blanks round the figures of one paragraph in two: of one page, not of the next."""
    if rng.randrange(2) or not _is_body(each):
        return each
    return _printed(each, lambda line: _FIGURE.sub(r" \1 ", line))


def _cut(rng: Random, each: Paragraph) -> Paragraph:
    """A long paragraph cut by the end of a page, with an empty line, where a page may end."""
    if not _is_body(each) or len(each.printed) != 1:
        return each
    line = each.printed[0]
    # A heading that breaks off, without a comma, looks like one that ends.
    first = max(45, line.find("。")) if each.opens else 45
    places = [at for at in range(first, len(line) - 2) if _may_be_cut(line, at)]
    if not places:
        return each
    at = rng.choice(places)
    return replace(each, printed=(line[:at], "", line[at:]))


def _may_be_cut(line: str, at: int) -> bool:
    """Whether a reader sees that the sentence goes on: no end before, no marker after."""
    before, after = line[at - 1], line[at:]
    # Nobody could put bold, a figure or a word of Latin together again.
    inside = line.count("**", 0, at) % 2 or before.isdigit() or f"{before}{after[0]}".isascii()
    return before not in "。；：！？”）%*" and not _MARKER.match(after) and not inside


def _is_body(each: Paragraph) -> bool:
    return each.kind is None and "。" in each.text


def _both(change: Callable[[str], str]) -> Noise:
    """A change of the text itself, which a reader sees and quotes."""

    def noise(_: Random, each: Paragraph) -> Paragraph:
        if not _is_body(each) or each.opens:
            return each
        return _printed(replace(each, text=change(each.text)), change)

    return noise


def _swapped(text: str) -> str:
    for word, other in (("规范", "标准"), ("督察", "催促"), ("服务", "效劳"), ("宣传", "宣扬")):
        text = text.replace(word, other)
    return text


#: By row of §7; what is said in prose of every report (day names, quotes) is not here.
NOISES: Final[dict[str, Noise]] = {
    "§7 [bookmark: _GoBack]": _before("[bookmark: _GoBack]"),
    "§7 [image: …]": _before("[image: 图片1]"),
    "§7 [footnoteRef:1]": _before("[footnoteRef:1]"),
    "§7 page-break cuts": _cut,
    "§7 bold figures": _in_bold,
    "§7 blanks round figures": _spaced,
    "§7 one traditional character": _both(lambda text: text.replace("人员", "人員")),
    "§7 U+3000 indents": _indented("\u3000\u3000"),
    "§7 NBSP": _indented("\u00a0\u00a0"),
    "§7 leading blank": _indented(" "),
    "§7 ? ? ? for blanks": _before("? ? ? "),
    "§7 trailing blanks": _after("  "),
    "§7 typing slips": _both(lambda text: text.replace("办理", "办理办理")),
    "§7 characters lost": _both(lambda text: re.sub(r"(\d{4})年(\d)", r"\1\2", text)),
    "§7 range dashes": _both(lambda text: text.replace("2020－2025年", "2020—2025")),
    "§7 quotes": _both(lambda text: text.replace("“", '"').replace("”", "")),
    "§7 angle brackets": _both(
        lambda text: text.replace("《关于", "《<关于").replace("通知》", "通知>》")
    ),
    "§7 semicolon style": _both(lambda text: text[:-1].replace("。", "；") + "。"),
    "§7 synonyms swapped": _both(_swapped),
    "§7 name removed by a filter": _both(lambda text: text.replace("习近平", "")),
}


def spoilt(noise: str | None, rng: Random, story: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The story with this noise; one that is no row of this table spoils nothing."""
    spoil = NOISES.get(noise or "")
    for each in story:
        yield spoil(rng, each) if spoil else each


_TRADITIONAL: Final = str.maketrans(
    "镇乡区县为关于设报告总结情况务执进强学习贯彻领导责发现将如来丰龙桥奉节记负贵术质见东广阳"
    "罗苏晋云宁处会议题办员党实际举创广场条产业动态协调机构组织对书记长层级连续传统筹签单号标"
    "备经济开称类参数处罚讲联贷铜",
    "鎮鄉區縣為關於設報告總結情況務執進強學習貫徹領導責發現將如來豐龍橋奉節記負貴術質見東廣陽"
    "羅蘇晉雲寧處會議題辦員黨實際舉創廣場條產業動態協調機構組織對書記長層級連續傳統籌簽單號標"
    "備經濟開稱類參數處罰講聯貸銅",
)


def traditional(text: str) -> str:
    """The text as a mirror in traditional characters prints it."""
    return text.translate(_TRADITIONAL)
