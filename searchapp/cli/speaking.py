"""What all commands say alike: errors in Chinese, values that make no sense, the console."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click
from rich.console import Console

from searchapp.errors import SearchAppError, UnclearChoice, why_not
from searchapp.wording import words_for

_T = TypeVar("_T")


def in_chinese(command: Callable[..., _T]) -> Callable[..., _T]:
    """The command with its errors and the system's said in Chinese, and exit status 1."""

    @wraps(command)
    def spoken(*args: Any, **kwargs: Any) -> _T:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            raise
        except (SearchAppError, OSError) as error:
            raise click.ClickException(said_of(error)) from error

    return spoken


def said_of(error: SearchAppError | OSError) -> str:
    """What to tell of an error of ours, or of the system's."""
    if isinstance(error, SearchAppError):
        return words_for(error)
    where = f"{error.filename}：" if error.filename else ""
    return f"{where}{why_not(error)}"


def read_with(read: Callable[[str], _T]) -> Callable[..., tuple[_T, ...]]:
    """A click callback that reads each value; one that makes no sense is wrong use."""

    def callback(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[_T, ...]:
        try:
            return tuple(read(value) for value in values)
        except UnclearChoice as error:
            raise click.BadParameter(words_for(error)) from error

    return callback


def new_console() -> Console:
    """A console that colours on a terminal and neither colours nor wraps in a pipe."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
