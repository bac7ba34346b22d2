"""What may help somebody on who found nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.engine.asking import Asked
from searchapp.query import Query


@dataclass(frozen=True, slots=True)
class PartCount:
    """A part of the query: how many passages it finds alone, and the query finds without it.

    Both are counted under the choices; ``anywhere`` is what it finds alone without them.
    ``without`` is None for a query that has no other part.
    """

    part: Query
    alone: int
    anywhere: int
    without: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """``new`` stands in the reports where ``old``, which stands nowhere, was typed."""

    old: str
    new: str
    asked: Asked
    passages: int


@dataclass(frozen=True, slots=True)
class Looser:
    """A question that asks for less and finds something; ``how`` says it in Chinese."""

    how: str
    asked: Asked
    passages: int


@dataclass(frozen=True, slots=True)
class Advice:
    """All of it is counted exactly, and nothing of it is among what was found.

    Of a query with very many parts only the first are looked at: ``unlisted`` are so many more.
    ``choices`` says of each kind of choice how many passages there would be without it,
    ``unchosen`` without any; ``corrections`` come the likeliest first.
    """

    parts: tuple[PartCount, ...]
    unlisted: int
    choices: Mapping[str, int]
    unchosen: int
    corrections: tuple[Correction, ...]
    looser: tuple[Looser, ...]
