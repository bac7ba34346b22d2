"""Characters that only look like the ordinary ones become these."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from searchapp.reading.printed.radicals import ordinary


def test_radicals_and_compatibility_ideographs_become_ordinary() -> None:
    """⽤ of Kangxi's dictionary, ⻋ of its supplement and a doubled 凉 are what they look like."""
    assert ordinary("⼀⽤⻋⺠⻓⻔\uf979") == "一用车民长门凉"


def test_every_kangxi_radical_has_its_character() -> None:
    """None of the 214 is left: Unicode gives each an ordinary ideograph."""
    radicals = "".join(chr(code) for code in range(0x2F00, 0x2FD6))
    names = {unicodedata.name(char).split("-")[0] for char in ordinary(radicals)}
    assert names == {"CJK UNIFIED IDEOGRAPH"}


@given(st.text())
def test_nothing_else_is_changed(text: str) -> None:
    """The text is as long as before, and once is enough."""
    assert len(ordinary(text)) == len(text)
    assert ordinary(ordinary(text)) == ordinary(text)
    common = "".join(char for char in text if not "\u2e80" <= char <= "\u2fdf")
    if all(ord(char) < 0xF900 for char in common):
        assert ordinary(common) == common
