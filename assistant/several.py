"""Several questions in one message, each after a figure: 2024年适老化多少户；失智床位多少张 are two answers in one reply.

A later part that names no year or office keeps those of the first, as people mean it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import Kind
from assistant.question import QuestionReader, clean
from assistant.records import Answer, Citation, Refusal, Reply, Scope, Value

MOST_PARTS = 4
_BETWEEN = re.compile(r"[；;？?\n]+")
_MARKER = re.compile(r"(?<=”)\[(\d+)\]")


def parts(text: str, reader: QuestionReader) -> list[str]:
    """The questions of a message, complete in themselves; empty where it is one question."""
    pieces = [piece.strip() for piece in _BETWEEN.split(clean(text)) if piece.strip()]
    if not 2 <= len(pieces) <= MOST_PARTS:
        return []
    read = [reader.read(piece) for piece in pieces]
    if not all(q.asked.kind is Kind.FIGURE and q.terms and not q.reference for q in read):
        return []
    scope = read[0].reading.scope
    named = "、".join(f"{year}年" for year in scope.years) + "和".join(scope.issuers)
    return [pieces[0], *(p if q.reading.explicit else named + p for p, q in zip(pieces[1:], read[1:], strict=True))]


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply of several: texts one below the other, citations numbered through; a refusal only where all are."""
    answers = [reply for reply in replies if isinstance(reply, Answer)]
    if not answers:
        return replies[0]
    texts: list[str] = []
    citations: list[Citation] = []
    values: list[Value] = []
    for reply in replies:
        before = len(citations)
        if isinstance(reply, Refusal):
            texts.append(f"{reply.understood}：{reply.text}")
            continue
        texts.append(_renumbered(reply.text, before))
        citations += [replace(citation, n=citation.n + before) for citation in reply.citations]
        values += [replace(value, n=value.n + before) for value in reply.values]
    return replace(
        answers[0],
        understood="；".join(dict.fromkeys(reply.understood for reply in replies)),
        scope=_union([answer.scope for answer in answers]),
        text="\n".join(texts),
        citations=tuple(citations),
        values=tuple(values),
        suggestions=tuple(dict.fromkeys(s for answer in answers for s in answer.suggestions)),
    )


def _renumbered(text: str, by: int) -> str:
    return _MARKER.sub(lambda match: f"[{int(match[1]) + by}]", text)


def _union(scopes: Sequence[Scope]) -> Scope:
    """What all the answers together are about; a part without restriction lifts it for the whole."""
    years, issuers, documents = (
        tuple(sorted({v for scope in scopes for v in getattr(scope, name)}))
        if all(getattr(scope, name) for scope in scopes)
        else ()
        for name in ("years", "issuers", "documents")
    )
    return Scope(years, issuers, documents)
