"""What any engine promises about texts that are nearly the same."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Alike, likeness
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests import chance
from tests.engine.shelves import OnShelf, Shelf, report_of
from tests.strategies import by_chance, corpora


def read(corpus: Sequence[FiledReport], sought: str, least: int) -> list[Alike]:
    """Every passage that is so like a text, by holding each against it."""
    if not fold(sought).text:
        return []
    return [
        Alike(replace(filed, report=replace(filed.report, passages=())), passage, found)
        for filed in corpus
        for passage in filed.report.passages
        if (found := likeness(sought, passage.text, least))
    ]


def nearly(corpus: Sequence[FiledReport]) -> st.SearchStrategy[str]:
    """A piece of these reports with a few characters changed, or none."""
    return by_chance(lambda rng: _nearly(rng, corpus))


def _nearly(rng: Random, corpus: Sequence[FiledReport]) -> str:
    texts = [passage.text for filed in corpus for passage in filed.report.passages]
    text = "".join(rng.sample(texts, min(len(texts), rng.choice((1, 1, 1, 2)))))
    start = rng.randint(0, len(text))
    piece = list(text[start : start + rng.randint(1, 60)])
    for _ in range(rng.randint(0, 4)):
        at = rng.randint(0, len(piece))
        piece[at : at + rng.randint(0, 1)] = rng.choice(("", *chance.ALPHABET))
    return "".join(piece)


class LikeningContract(OnShelf):
    """The laws of likeness."""

    @pytest.mark.property
    @settings(max_examples=60)
    @given(data=st.data(), corpus=corpora())
    def test_what_is_alike_is_what_reading_every_passage_finds(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """All passages so like a text and no other come, each with place and changes, in order."""
        engine = shelf.engine(*corpus)
        place = {filed.id: at for at, filed in enumerate(engine.facts())}
        for _ in range(6):
            sought = data.draw(nearly(corpus), "sought")
            least = data.draw(st.sampled_from((1, 30, 50, 70, 70, 85, 100)), "least")
            expected = sorted(
                read(corpus, sought, least),
                key=lambda each: (
                    each.likeness.changes,
                    place[each.filed.id],
                    each.passage.number,
                ),
            )
            assert list(engine.alike(sought, least)) == expected

    def test_one_changed_figure_is_alike_and_not_the_same(self, shelf: Shelf) -> None:
        """A digit makes another sentence, however long the passage is that it stands in."""
        longer = "健全工作网络。" * 40
        engine = shelf.engine(
            report_of("R1", f"{longer}受理纠纷131件，调解成功128件。{longer}"),
            report_of("R2", "受理纠纷131件，调解成功129件。"),
        )
        found = engine.alike("受理纠纷 131 件，调解成功 129 件")
        assert [(each.filed.id, each.is_same) for each in found] == [("R2", True), ("R1", False)]
        assert found[1].text == "受理纠纷131件，调解成功128件"

    def test_what_was_dropped_is_like_nothing(self, shelf: Shelf) -> None:
        """A report that is no longer held, or reads otherwise now, does not come."""
        engine = shelf.engine(report_of("R1", "设立调解室七个"), report_of("R2", "设立调解室七个"))
        with engine.writer() as writer:
            writer.drop("R1")
            writer.put(report_of("R2", "推行执法公示", version=2))
        assert not engine.alike("设立调解室七个")

    @pytest.mark.parametrize("sought", ["调解\0室", "\ud842调解室", "\0"])
    def test_what_no_text_has_is_like_nothing_and_harms_nothing(
        self, shelf: Shelf, sought: str
    ) -> None:
        """A browser can send NUL and half a character; the rest of the text is sought."""
        found = shelf.engine(report_of("R1", "调解室")).alike(sought, 70)
        assert [each.likeness.changes for each in found] in ([], [1])

    @pytest.mark.parametrize("nothing", ["", "　 \t", "\n"])
    def test_nothing_is_like_a_text_of_blanks(self, shelf: Shelf, nothing: str) -> None:
        """Who asks for nothing has nothing, rather than everything."""
        assert not shelf.engine(report_of("R1", "调解")).alike(nothing)
