"""A library with rows in every table there is, whatever tables later migrations add."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    select,
)

from searchapp.library import Ledger
from searchapp.library.database import url_of
from searchapp.library.tables import Base
from searchapp.settings import Settings

#: So many rows stand in each table.
ROWS: Final = 3
_NOON: Final = datetime(2025, 3, 1, 12, 0, 0, 123456)  # noqa: DTZ001


def stock(settings: Settings) -> None:
    """Put rows into every table of an empty library."""
    Ledger.open(settings).__exit__(None, None, None)
    fill(settings, Base.metadata.sorted_tables)


def stock_as_it_is(settings: Settings) -> None:
    """Put rows into every table of an empty library of any release."""
    engine = create_engine(url_of(settings))
    tables = [each for each in _tables(engine) if each.name != "alembic_version"]
    engine.dispose()
    fill(settings, tables)


def fill(settings: Settings, tables: Iterable[Table]) -> None:
    """Put rows into tables, which come in an order in which they can be filled."""
    engine = create_engine(url_of(settings))
    with engine.begin() as connection:
        for table in tables:
            for number in range(1, ROWS + 1):
                row = {each.name: _value(each, number) for each in table.columns}
                connection.execute(insert(table).values(row))
    engine.dispose()


def _value(column: Column[Any], number: int) -> object:
    """Something that only this column of this row holds; what it refers to is there."""
    for key in column.foreign_keys:
        return _value(key.column, number)
    named = f"{column.table.name} {column.name} {number} 号"
    kinds: dict[type, object] = {
        Integer: number,
        DateTime: _NOON + timedelta(days=number),
        LargeBinary: b"\x00\xff" + named.encode(),
        String: named[: getattr(column.type, "length", None)],
    }
    return next(value for kind, value in kinds.items() if isinstance(column.type, kind))


def rows(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows, of every table that the database has."""
    engine = create_engine(url_of(settings))
    found = {table.name: _rows(engine, table) for table in _tables(engine)}
    engine.dispose()
    return found


def cells(settings: Settings) -> dict[tuple[str, str], list[Any]]:
    """Table and column -> what stands in it."""
    engine = create_engine(url_of(settings))
    found = {}
    with engine.connect() as connection:
        for table in _tables(engine):
            for column in table.columns:
                values = connection.scalars(select(column))
                found[table.name, column.name] = sorted(map(_plain, values), key=repr)
    engine.dispose()
    return found


def _tables(engine: Engine) -> list[Table]:
    there = MetaData()
    there.reflect(engine)
    return there.sorted_tables


def _rows(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    columns = sorted(table.columns, key=lambda each: each.name)
    with engine.connect() as connection:
        found = connection.execute(select(*columns))
        return sorted((tuple(map(_plain, row)) for row in found), key=repr)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
