"""What may have been meant: one character off, two that changed places, or the same sound."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.correcting import homophones, one_off
from searchapp.text import sound_alike, tokens

#: Few characters, of which 调 and 条 sound alike, so that slips abound.
_FEW = "调条解枫"
few = st.text(_FEW, min_size=1, max_size=5)
texts = st.lists(st.text(_FEW, max_size=8), max_size=4)


def slips(needle: str) -> set[str]:
    """Everything one slip away, by definition: no character lost or added at either end."""
    found = set()
    for at in range(len(needle)):
        found |= {needle[:at] + char + needle[at + 1 :] for char in _FEW}
    for at in range(len(needle) - 1):
        found.add(needle[:at] + needle[at + 1] + needle[at] + needle[at + 2 :])
    for at in range(1, len(needle)):
        found |= {needle[:at] + char + needle[at:] for char in _FEW}
    for at in range(1, len(needle) - 1):
        found.add(needle[:at] + needle[at + 1 :])
    return found - {needle}


def at_an_end(needle: str, slip: str) -> bool:
    """Whether a slip inside may as well be one at an end, which is none: 调条 of 调条条."""
    short, long = sorted((needle, slip), key=len)
    return len(short) < len(long) and (long.startswith(short) or long.endswith(short))


def in_words(text: str) -> set[str]:
    """The pieces of a text that begin and end with words of it."""
    edges = sorted({0, *(token.end for token in tokens(text))})
    return {text[start:end] for start in edges for end in edges if start < end}


@pytest.mark.property
@given(needle=st.text(_FEW, min_size=3, max_size=6), texts=texts)
def test_what_is_one_slip_off_and_stands_in_a_text_is_found(needle: str, texts: list[str]) -> None:
    """The words of the texts that one slip makes of the needle, each once, and nothing else."""
    near = one_off(needle, texts)
    standing = slips(needle) & {piece for text in texts for piece in in_words(text)}
    assert {slip for slip in standing if not at_an_end(needle, slip)} <= set(near) <= standing
    assert len(near) == len(set(near))


@pytest.mark.property
@given(needle=st.text(_FEW, min_size=3, max_size=6), texts=texts)
def test_what_sounds_alike_comes_first_then_what_is_as_long(needle: str, texts: list[str]) -> None:
    """The likeliest slip is that of somebody who writes by ear."""
    near = one_off(needle, texts)
    unlikeness = [(not sound_alike(needle, each), len(each) != len(needle)) for each in near]
    assert unlikeness == sorted(unlikeness)


@pytest.mark.property
@given(needle=few, words=st.lists(few, unique=True))
def test_homophones_are_other_words_of_the_same_sound(needle: str, words: list[str]) -> None:
    """Those that can be read like the needle, character for character, in their order."""
    alike = {"".join(each) for each in product(*("调条" if c in "调条" else c for c in needle))}
    expected = [word for word in words if word in alike and word != needle]
    assert homophones(needle, words) == expected


@pytest.mark.parametrize(
    ("typed", "text", "meant"),
    [
        ("枫桥经念", "坚持“枫桥经验”", "枫桥经验"),
        ("枫桥验经", "坚持枫桥经验", "枫桥经验"),
        ("枫桥的经验", "坚持枫桥经验", "枫桥经验"),
        ("枫桥验", "坚持枫桥经验", "枫桥经验"),
        ("蜂桥经验", "坚持枫桥经验", "枫桥经验"),
        ("法律民白人", "培养“法律明白人”", "法律明白人"),
        ("首违不发", "落实首违不罚清单", "首违不罚"),
    ],
)
def test_one_slip_is_seen_through(typed: str, text: str, meant: str) -> None:
    """Another character, two that changed places, one too many or one too few."""
    assert one_off(typed, [text])[0] == meant


def test_of_two_the_one_that_stands_more_often_is_likelier() -> None:
    """If both sound alike, or neither does, the reports decide."""
    assert one_off("法治宣船", ["法治宣告", "法治宣讲，法治宣讲"]) == ["法治宣讲", "法治宣告"]
    assert one_off("法制教育", ["法学教育" * 5, "法治教育"])[0] == "法治教育"


@pytest.mark.parametrize("typed", ["调", "调节", ""])
def test_of_one_or_two_characters_only_homophones_are_offered(typed: str) -> None:
    """Everything is one character off them."""
    assert one_off(typed, ["调解调动协调"]) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("调节", "调解"), ("只法", "执法"), ("纠分", "纠纷"), ("信仿", "信访"), ("朴法", "普法")],
)
def test_a_word_by_its_sound(typed: str, meant: str) -> None:
    """Whoever types by sound picks the wrong word of several."""
    assert homophones(typed, ["建设", meant, typed]) == [meant]
