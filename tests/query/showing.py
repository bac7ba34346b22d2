"""A query tree on one line, so that a table of examples can be read."""

from functools import singledispatch

from searchapp.query import (
    All,
    Either,
    Everything,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    Near,
    Not,
    NumberSays,
    Pattern,
    Phrase,
    PlaceChoice,
    Query,
    Run,
    TitleSays,
    Wild,
    YearRange,
    parse_query,
)


def shape(typed: str) -> str:
    """What is understood of a text: ``(法治 | -“枫桥经验”)``, folded; ``全部`` is Everything."""
    return shown(parse_query(typed).query)


@singledispatch
def shown(query: Query) -> str:
    """One node, with those that it joins."""
    raise AssertionError(query)


@shown.register
def _(query: Everything) -> str:  # noqa: ARG001
    return "全部"


@shown.register
def _(query: Run) -> str:
    return query.needle


@shown.register
def _(query: Phrase) -> str:
    return f"“{query.needle}”"


@shown.register
def _(query: Pattern) -> str:
    pieces = (piece.value if isinstance(piece, Wild) else f"{piece}" for piece in query.pieces)
    return f"“{'~'.join(pieces)}”"


@shown.register
def _(query: Near) -> str:
    sides = ["/".join(map(shown, phrases)) for phrases in query.operands]
    said = sides[0]
    for distance, side in zip(query.distances, sides[1:], strict=True):
        said += f" <{distance}> {side}"
    return f"{{{said}}}"


@shown.register
def _(query: All) -> str:
    return f"({' '.join(map(shown, query.parts))})"


@shown.register
def _(query: Either) -> str:
    return f"({' | '.join(map(shown, query.parts))})"


@shown.register
def _(query: Not) -> str:
    return f"-{shown(query.part)}"


@shown.register
def _(query: PlaceChoice) -> str:
    return f"{query.level}={query.value}"


@shown.register
def _(query: YearRange) -> str:
    return f"year={query.first}..{query.last}"


@shown.register
def _(query: IssuedIn) -> str:
    return f"date={query.first}..{query.last}"


@shown.register
def _(query: GenreChoice) -> str:
    return f"genre={query.genre}"


@shown.register
def _(query: LevelChoice) -> str:
    return f"level={query.level}"


@shown.register
def _(query: KindChoice) -> str:
    return f"kind={query.kind}"


@shown.register
def _(query: HeadingSays) -> str:
    return f"heading={query.needle}"


@shown.register
def _(query: TitleSays) -> str:
    return f"title={query.needle}"


@shown.register
def _(query: IssuerSays) -> str:
    return f"issuer={query.needle}"


@shown.register
def _(query: NumberSays) -> str:
    return f"number={query.needle}"
