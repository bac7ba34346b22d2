"""Which texts name the place of a report, and which tell it from others of that name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.levels import subject_of
from searchapp.parsing.naming import mentions, printed_town
from searchapp.parsing.placing import Evidence, Placing
from searchapp.parsing.preamble import hinge_of, leadership, opening_town
from searchapp.reading.document import Said
from searchapp.reports import Origin


@dataclass(frozen=True, slots=True)
class Speaking:
    """The parts of a report and its page that speak of a place.

    ``titles`` are its title and the lines beside it, ``signed`` the organs that sign.
    """

    titles: Sequence[str]
    addressee: str
    preamble: Sequence[str]
    signed: Sequence[str]
    closing: Sequence[str]
    said: Said


def naming(parts: Speaking) -> list[Evidence]:
    """The texts that name who reports: the report's own, then the page's, then the file's."""
    said = parts.said
    file_name, *folders = reversed(said.file_name.split("/"))
    texts = (
        *((Origin.TITLE, line) for line in parts.titles),
        (Origin.SIGNATURE, " ".join(parts.signed)),
        (Origin.HINGE, hinge_of(parts.preamble)),
        (Origin.HINGE, opening_town(parts.preamble)),
        (Origin.METADATA, said.title),
        (Origin.METADATA, said.issuer),
        (Origin.METADATA, said.site),
        (Origin.FILE_NAME, file_name),
        *((Origin.FILE_NAME, folder) for folder in folders),
    )
    return [Evidence(origin, text) for origin, text in texts if text]


def telling(parts: Speaking) -> list[Evidence]:
    """The texts that may name the county, the surest first."""
    said = parts.said
    texts = (
        *((Origin.TITLE, line) for line in parts.titles),
        (Origin.SIGNATURE, " ".join(parts.closing)),
        (Origin.SALUTATION, parts.addressee),
        (Origin.HINGE, hinge_of(parts.preamble)),
        (Origin.METADATA, f"{said.issuer} {said.title} {said.site}"),
        (Origin.HINGE, leadership(parts.preamble)),
        (Origin.FILE_NAME, said.file_name),
    )
    return [Evidence(origin, text) for origin, text in texts if text.strip()]


def _unknown(gazetteer: Gazetteer, evidence: Evidence) -> list[str]:
    """Towns that sign and that nobody knows."""
    if evidence.origin is not Origin.SIGNATURE:
        return []
    parts = (printed_town(gazetteer, subject_of(part)) for part in evidence.text.split())
    return [printed[1] for printed in parts if printed]


def contradicting(
    gazetteer: Gazetteer, placing: Placing, texts: Iterable[Evidence]
) -> Iterator[tuple[Origin, str]]:
    """The texts that name a town, and not the one that was found: where they stand, its name."""
    seen = set[str]()
    for evidence in texts:
        found = list(mentions(gazetteer, evidence.text))
        names = [each.name for each in found] or _unknown(gazetteer, evidence)
        known = (placing.name or "").split("、")
        alike = set(known) & set(names) or any(placing.place in each.places for each in found)
        if names and not alike and names[0] not in seen:
            seen.add(names[0])
            yield evidence.origin, names[0]
