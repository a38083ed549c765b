"""Where two sentences differ, as stretches of both: letters are compared, numbers shown whole."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.folding import fold, offsets
from assistant.verification import Difference
from ingest.sentences import Span

_DIGITS = frozenset("0123456789.")


def differences(sentence: str, part: Span, text: str, span: Span) -> Iterator[Difference]:
    """Where the words differ, numbers whole; what the document has before and after a part of a sentence is none."""
    given, printed = fold(part.of(sentence)), fold(span.of(text))
    here, there = offsets(part.of(sentence)), offsets(span.of(text))
    codes = [c for c in SequenceMatcher(None, given, printed, autojunk=False).get_opcodes() if c[0] != "equal"]
    for a, b, c, d in _joined(given, printed, [code[1:] for code in codes]):
        if a == b and (c == 0 or d == len(printed)):
            continue
        start, end = _stretch(here, a, b, part.start)
        printed_start, printed_end = _stretch(there, c, d, span.start)
        yield Difference(sentence[start:end], start, end, text[printed_start:printed_end], printed_start, printed_end)


def _joined(given: str, printed: str, changes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Changes that only a letter separates become one; a change within a number is one of the whole number."""
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in changes:
        changed = given[a:b], printed[c:d]
        if any(text[:1] in _DIGITS for text in changed if text):
            while a and c and given[a - 1] == printed[c - 1] and given[a - 1] in _DIGITS:
                a, c = a - 1, c - 1
        if any(text[-1:] in _DIGITS for text in changed if text):
            while b < len(given) and d < len(printed) and given[b] == printed[d] and given[b] in _DIGITS:
                b, d = b + 1, d + 1
        if joined and a - joined[-1][1] <= 1 and c - joined[-1][3] <= 1:
            a, c = min(a, joined[-1][0]), min(c, joined[-1][2])
            joined.pop()
        joined.append((a, b, c, d))
    return joined


def _stretch(places: tuple[int, ...], first: int, last: int, start: int) -> tuple[int, int]:
    """Folded letters [first, last) as offsets of the text that begins at `start`; an empty one keeps its place."""
    if first == last:
        at = start + (places[first] if first < len(places) else places[-1] + 1)
        return at, at
    return start + places[first], start + places[last - 1] + 1
