"""The last questions to one state of the index: a page asks the same several times over."""

import threading
from typing import Final, TypeAlias

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.query import Query, Scope

_Key: TypeAlias = tuple[Query, Scope]

#: So many are kept: those of two readers at a time.
_KEPT: Final = 2


class Evaluations:
    """A snapshot with the evaluations of the queries that were last asked of it.

    What an evaluation remembers depends on nothing but query, scope and snapshot, so that several
    threads may use one.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._lock = threading.Lock()
        self._kept: dict[_Key, Evaluation] = {}

    def of(self, asked: Asked) -> Evaluation:
        """The evaluation of a question's query; its choices, order and paging do not matter."""
        key = asked.sought, asked.within
        with self._lock:
            evaluation = self._kept.pop(key, None) or Evaluation(self.snapshot, *key)
            self._kept[key] = evaluation
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
            return evaluation
