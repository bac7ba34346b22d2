"""How characters sound: 经念 is typed for 经验 by whoever writes by ear."""

from functools import cache
from typing import Final

#: Of the readings, the commonest first, so many count: hardly anybody reads 不 as fu.
_COMMON: Final = 2


@cache
def sounds(char: str) -> frozenset[str]:
    """The common readings of a character in pinyin without tones; a mark sounds as itself."""
    readings = _readings().get(ord(char), "")
    if not readings:
        return frozenset((char,))
    return frozenset(map(_without_tone, readings.split(",")[:_COMMON]))


def sound_alike(one: str, other: str) -> bool:
    """Whether two texts can be read alike, character for character."""
    return len(one) == len(other) and all(
        a == b or not sounds(a).isdisjoint(sounds(b)) for a, b in zip(one, other, strict=True)
    )


@cache
def _readings() -> dict[int, str]:
    # Loaded when first needed, as its table takes longer than a search.
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def _without_tone(reading: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal

    return to_normal(reading)
