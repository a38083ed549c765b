"""What was worked out for texts, kept for those that were asked about last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The results of `work`, which takes texts and gives one result for each, for at most `most` texts."""

    def __init__(self, work: Callable[[Sequence[str]], Iterable[T]], most: int) -> None:
        self._work = work
        self._most = most
        self._results: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> list[T]:
        """One result for each text, in order; only those that are not remembered are worked out, each once."""
        with self._lock:
            known = {text: self._results[text] for text in texts if text in self._results}
        unknown = sorted(set(texts) - known.keys())
        if unknown:
            known.update(zip(unknown, self._work(unknown), strict=True))
        with self._lock:
            for text, result in known.items():
                self._results[text] = result
                self._results.move_to_end(text)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return [known[text] for text in texts]
