"""How characters sound: 经念 is typed for 经验 by whoever writes by ear."""

from functools import cache


@cache
def sounds(char: str) -> frozenset[str]:
    """The readings of a character in pinyin without tones; a mark or letter sounds as itself."""
    readings = _readings().get(ord(char), "")
    return frozenset(map(_without_tone, readings.split(","))) if readings else frozenset((char,))


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
