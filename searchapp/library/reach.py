"""Which reports a question is about, by what is known of them before anything is read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from searchapp.engine import Asked
from searchapp.library.coverage import Coverage, TownsUnder, Wanted, coverage
from searchapp.query import (
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    Known,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    TitleSays,
    YearRange,
    conditions_of,
    decided,
)
from searchapp.reports import FiledReport, Genre, IssuerLevel, Place, Report, place_value


class Reach:
    """What the facts leave of a question, whatever texts say.

    Choices and conditions that were typed are the same; ``genres`` are those whose reports count.
    """

    def __init__(self, asked: Asked, genres: Sequence[Genre]) -> None:
        self._query = asked.narrowed
        self._genres = genres
        conditions = list(conditions_of(self._query))
        self._by_place = any(isinstance(each, PlaceChoice) for each in conditions)
        self._by_year = any(isinstance(each, YearRange) for each in conditions)
        self._told: dict[tuple[str, int], bool] = {}
        # Where no fact is asked about, reports need not be looked at one by one.
        self._same = None if conditions else decided(self._query, _asked_nothing) is not False

    def takes(self, report: Report) -> bool:
        """Whether something may be found in the report."""
        if self._same is not None:
            return self._same
        return decided(self._query, known_of(report)) is not False

    def may_take(self, report: Report) -> bool:
        """The same, where a place or year that could not be told may be any."""
        known = known_of(report)

        def told(condition: Condition) -> bool | None:
            match condition:
                case PlaceChoice(value=str()) if report.place is None:
                    return None
                case YearRange(first=int()) if report.year is None:
                    return None
            return known(condition)

        return decided(self._query, told) is not False

    def expects(self, town: Place, year: int) -> bool:
        """Whether a report of this town and year, which nobody has seen, would count.

        Not where that hangs on its title, issuers, number or date.
        """
        key = town.code if self._by_place else "", year if self._by_year else 0
        if key not in self._told:
            either = (self._expected(town, year, unseen=unseen) for unseen in (False, True))
            self._told[key] = all(decided(self._query, known) is not False for known in either)
        return self._told[key]

    def _expected(self, town: Place, year: int, *, unseen: bool) -> Known:
        """What is known of it, if all that cannot be known were so or were not."""

        def told(condition: Condition) -> bool | None:
            match condition:
                case PlaceChoice(level=level):
                    value = place_value(town, level)
                    return value is not None and condition.means(*value)
                case YearRange():
                    return condition.includes(year)
                case GenreChoice(genre=genre):
                    return genre in self._genres and (len(self._genres) == 1 or None)
                case LevelChoice(level=level):
                    return level is IssuerLevel.TOWN
                case TitleSays() | IssuerSays() | NumberSays() | IssuedIn():
                    return unseen
            return None

        return told


def _asked_nothing(condition: Condition) -> bool | None:
    raise AssertionError(f"no condition was seen, and yet: {condition}")


def known_of(report: Report) -> Known:
    """What the facts of a report say of conditions; where a passage stands they do not say."""

    def told(condition: Condition) -> bool | None:
        if isinstance(condition, KindChoice | HeadingSays):
            return None
        return condition.accepts(report)

    return told


def genres_counted(asked: Asked, reports: Iterable[FiledReport]) -> tuple[Genre, ...]:
    """The genres whose reports count: those chosen, or typed, else reports on the rule of law.

    Where there are none of these reports, the genre of which there are most.
    """
    if asked.genres:
        return tuple(dict.fromkeys(asked.genres))
    typed = tuple(genre for genre in Genre if _may_be(asked, genre))
    if 0 < len(typed) < len(Genre):
        return typed
    there = Counter(filed.report.genre for filed in reports)
    usual = Genre.RULE_OF_LAW
    # Of genres with as many reports the first, and that is the usual one where there are none.
    return (usual if usual in there else max(Genre, key=lambda genre: there[genre]),)


def _may_be(asked: Asked, genre: Genre) -> bool:
    """Whether what was typed leaves reports of the genre."""

    def told(condition: Condition) -> bool | None:
        return condition.genre is genre if isinstance(condition, GenreChoice) else None

    return decided(asked.sought, told) is not False


def covered_by(
    genres: Sequence[Genre], reports: Iterable[FiledReport], towns_under: TownsUnder
) -> Coverage:
    """What there is of these genres, and what is missing, everywhere and of every year."""
    return coverage(reports, towns_under, Wanted(genres[0], besides=tuple(genres[1:])))
