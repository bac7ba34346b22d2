"""How any engine goes on with what is begun: by what stands in the reports, counted exactly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked
from searchapp.query import Everything
from searchapp.reports import FiledReport
from searchapp.text import fold
from tests.engine.shelves import DIPU, OnShelf, Shelf, asking, report_of
from tests.strategies import corpora


class CompletingContract(OnShelf):
    """The laws of completion."""

    @pytest.mark.property
    @settings(max_examples=60)
    @given(data=st.data(), corpus=corpora())
    def test_what_is_gone_on_with_stands_in_so_many_passages(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """It begins as was typed, is found as a phrase, and is counted as reading counts."""
        engine = shelf.engine(*corpus)
        texts = [fold(each.text).text for filed in corpus for each in filed.report.passages]
        for text in data.draw(st.permutations(texts))[:4]:
            start = data.draw(st.integers(0, len(text) - 1))
            beginning = text[start : start + data.draw(st.integers(1, 3))]
            offers = engine.phrases(beginning, 5)
            assert len(offers) <= 5
            assert len({fold(each.text).text for each in offers}) == len(offers)
            for offer in offers:
                needle = fold(offer.text).text
                assert needle.startswith(fold(beginning).text)
                assert needle != fold(beginning).text
                passages = sum(needle in each for each in texts)
                assert engine.find(asking(f"“{offer.text}”")).total.passages == passages > 0
                assert offer.passages in (passages, None)

    @pytest.mark.property
    @settings(max_examples=40)
    @given(corpus=corpora())
    def test_every_value_is_counted_among_everything(
        self, shelf: Shelf, corpus: list[FiledReport]
    ) -> None:
        """The values are the facets of a search for nothing in particular."""
        engine = shelf.engine(*corpus)
        assert engine.values() == engine.find(Asked(Everything(), limit=0)).facets

    def test_the_commonest_comes_first(self, shelf: Shelf) -> None:
        """Words of the index and what follows in the text, whole words only, no figure."""
        engine = shelf.engine(
            report_of("R1", "矛盾纠纷化解", "矛盾纠纷化解，矛盾纠纷12件", "矛盾突出", "无"),
            report_of("R2", "矛盾纠纷调解的办法", place=DIPU),
        )
        found = [(each.text, each.passages) for each in engine.phrases("矛盾", 9)]
        assert found == [
            ("矛盾纠纷", 3),
            ("矛盾纠纷化解", 2),
            ("矛盾突出", 1),
            ("矛盾纠纷调解的办法", 1),
        ]
        assert [each.text for each in engine.phrases("矛盾", 1)] == ["矛盾纠纷"]

    def test_a_text_is_given_as_it_is_shown(self, shelf: Shelf) -> None:
        """Typed in any width and case, it is offered as it stands in the report."""
        engine = shelf.engine(report_of("R1", "使用ＡＰＰ普法平台"))
        assert [each.text for each in engine.phrases("app", 9)] == ["ＡＰＰ普法平台"]

    @pytest.mark.parametrize("typed", ["", " ", "调解#", "“调", "*", "\\", "\ud800", "天气"])
    def test_nothing_is_offered_for_what_nothing_begins_with(
        self, shelf: Shelf, typed: str
    ) -> None:
        """Wild marks and quotation marks are no text; an engine without reports has none."""
        assert shelf.engine(report_of("R1", "调解矛盾")).phrases(typed, 9) == ()
        assert shelf.engine().phrases("调解", 9) == ()

    def test_what_is_no_longer_there_is_not_offered(self, shelf: Shelf) -> None:
        """The words of a report that was dropped, which an index may still list."""
        texts = [f"第{number}段说调解" for number in range(400)]
        engine = shelf.engine(report_of("R1", "枫桥经验"), report_of("R2", *texts))
        with engine.writer() as writer:
            writer.drop("R1")
        assert engine.phrases("枫", 9) == ()
        assert [each.text for each in engine.phrases("说调", 9)] == ["说调解"]

    def test_a_phrase_of_very_many_passages_is_counted_or_not_at_all(self, shelf: Shelf) -> None:
        """Where counting would take long there is no number, never a wrong one."""
        texts = [f"法治建设{'推进' if number % 3 else '落实'}" for number in range(900)]
        engine = shelf.engine(report_of("R1", *texts))
        found = {each.text: each.passages for each in engine.phrases("法治", 9)}
        assert found["法治建设推进"] in (600, None)
        assert found["法治建设落实"] in (300, None)
        assert found["法治建设"] in (900, None)
