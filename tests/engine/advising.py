"""How any engine helps somebody on who found nothing: every number that it says is exact."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.query import PlaceChoice, Scope, YearRange, written
from searchapp.reports import FiledReport
from tests.engine import laws
from tests.engine.shelves import DIPU, OnShelf, Shelf, asking, report_of
from tests.strategies import corpora, questions_among


class AdvisingContract(OnShelf):
    """The laws of advice."""

    @pytest.mark.property
    @settings(max_examples=60)
    @given(data=st.data(), corpus=corpora())
    def test_every_number_of_an_advice_is_found_when_asked_for(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Parts, choices, corrections and looser questions find as much as is said, typed too."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            laws.advice_counts(engine, data.draw(questions_among(corpus), "asked"))

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("枫桥经念", "枫桥经验"),
            ("“枫桥经念”", "“枫桥经验”"),
            ("“枫桥验经” 调解", "“枫桥经验” 调解"),
            ("人民调节", "人民调解"),
            ("法律民白人", "法律明白人"),
            ("“调截#件”", "“调解#件”"),
            ("“枫乔经验” NEAR/5 调解", "“枫桥经验” NEAR/5 “调解”"),
        ],
    )
    def test_what_was_meant_is_offered_first(self, shelf: Shelf, typed: str, meant: str) -> None:
        """A character off, two that changed places, a homophone: corrected where it stood."""
        engine = shelf.engine(report_of("R1", "坚持枫桥经验，人民调解12件，培养法律明白人"))
        asked = asking(typed)
        first = engine.advise(asked).corrections[0]
        assert (written(first.asked.query), first.passages) == (meant, 1)

    def test_a_choice_that_took_the_hits_away_is_named(self, shelf: Shelf) -> None:
        """Of each kind of choice it is said how many passages there would be without it."""
        engine = shelf.engine(
            report_of("R1", "调解", "调解"), report_of("R2", "调解", year=2023, place=DIPU)
        )
        choices = (PlaceChoice("town", "荻浦镇"),)
        asked = replace(asking("调解"), places=choices, years=(YearRange(2024, 2024),))
        advice = engine.advise(asked)
        assert (advice.choices, advice.unchosen) == ({"place": 2, "year": 1}, 3)

    def test_each_part_is_counted_alone_and_left_out(self, shelf: Shelf) -> None:
        """It shows which of them finds nothing, and which of them leaves something."""
        engine = shelf.engine(report_of("R1", "调解", "调解纠纷", "信访"))
        counts = [
            (written(each.part), each.alone, each.without)
            for each in engine.advise(asking("调解 信访 诉讼")).parts
        ]
        assert counts == [("调解", 2, 0), ("信访", 1, 0), ("诉讼", 0, 0)]
        counts = [
            (written(each.part), each.alone, each.without)
            for each in engine.advise(asking("“调解” “纠纷” -“调解纠纷”")).parts
        ]
        assert counts == [("“调解”", 2, 0), ("“纠纷”", 1, 1), ("-“调解纠纷”", 2, 1)]

    def test_a_looser_question_asks_for_less(self, shelf: Shelf) -> None:
        """Words for a phrase, a wider scope for a passage, across words for whole ones."""
        engine = shelf.engine(report_of("R1", "矛盾、纠纷", "协调解决"))
        (words,) = engine.advise(asking("“矛盾纠纷”")).looser
        assert (words.asked, words.passages) == (asking("矛盾纠纷"), 1)
        offers = engine.advise(asking("矛盾 调解")).looser
        assert [(each.asked.within, each.passages) for each in offers] == [
            *((Scope.SECTION, 2), (Scope.REPORT, 2))
        ]
        (across,) = engine.advise(replace(asking("调解"), whole_words=True)).looser
        assert (across.asked, across.passages) == (asking("调解"), 1)
