"""Each row of the guide's tables, as it changes a plain report, is understood."""

import pytest

from searchapp.parsing import Gazetteer, parse
from tests.genre.cases import Case
from tests.genre.named import named_cases, stray_cases
from tests.genre.truth import differences


@pytest.mark.parametrize("case", [*named_cases()], ids=lambda case: case.name)
def test_a_row_of_the_guide_is_understood(case: Case, gazetteer: Gazetteer) -> None:
    """Every fact, the outline and every passage are what the plan of the report says."""
    written = case.write()
    assert list(differences(parse(written.document, gazetteer), written.truth)) == []


@pytest.mark.parametrize("case", [*stray_cases()], ids=lambda case: case.name)
def test_nothing_of_a_stray_text_is_lost(case: Case, gazetteer: Gazetteer) -> None:
    """The passages, joined and without blanks, are the text; of plans each passage is held."""
    document = case.write().document
    passages = parse(document, gazetteer).passages
    assert letters("".join(each.text for each in passages)) == letters(document.text)


def letters(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())
