"""Sentences of a rule that go on from the one before them and leave its subject out, and quotes that do not.

未按规定公示的，由登记机关责令改正；拒不改正的，处3万元以下的罚款。 The second one is about what the first one says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.evidence import LONGEST_LIST, Evidence
from assistant.passages import GOES_ON, passage_of
from ingest.sentences import Span


def with_its_case(evidence: Evidence) -> Evidence:
    """A quote that begins with 拒不改正的 from where it says who does what; unchanged where that is far."""
    for case, sentence in _goings_on(evidence):
        if sentence.start <= evidence.start < sentence.end and evidence.end - case <= LONGEST_LIST:
            return replace(evidence, start=case)
    return evidence


def with_its_consequence(evidence: Evidence) -> Evidence:
    """A quote with what the rule says of those who do not obey: …责令改正；拒不改正的，处罚款; unchanged where that is long."""
    end = evidence.end
    for case, sentence in _goings_on(evidence):
        if case <= evidence.start < sentence.start and sentence.end - evidence.start <= LONGEST_LIST:
            end = max(end, sentence.end)
    return replace(evidence, end=end)


def _goings_on(evidence: Evidence) -> Iterator[tuple[int, Span]]:
    """The sentences of the item that go on, each with where the case begins that it is about."""
    case = end = -1
    for sentence in passage_of(evidence.item).sentences:
        same_line = end >= 0 and "\n" not in evidence.item.text[end : sentence.span.start]
        if same_line and GOES_ON.match(sentence.span.of(evidence.item.text)):
            yield case, sentence.span
        else:
            case = sentence.span.start
        end = sentence.span.end
