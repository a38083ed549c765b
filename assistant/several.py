"""Several matters in one message: each is a question of its own, and the reply says all the answers.

2024年适老化多少户；失智床位多少张    → 2024年适老化多少户 | 2024年失智床位多少张
2024年殡葬、婚姻、地名三件事各怎么抓  → 2024年殡葬怎么抓 | 2024年婚姻怎么抓 | 2024年地名怎么抓
慈善带福彩，2023年那部分讲什么        → 2023年慈善那部分讲什么 | 2023年福彩那部分讲什么

A part that names no year or office keeps those of the first, as people mean it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.asked import Kind
from assistant.leaning import known, telling
from assistant.question import Question, QuestionReader, clean
from assistant.records import Answer, Citation, Refusal, Reply, Scope, Value

MOST_PARTS = 4  # questions for figures in one message
MOST_MATTERS = 6  # matters of one question
LONGEST_MATTER = 14  # characters of the name of one of them
_BETWEEN = re.compile(r"[；;？?\n]+")
_MARKER = re.compile(r"(?<=”)\[(\d+)\]")
_EACH = re.compile(  # what is asked is asked of each
    r"[，,]?(?:(?:这|那)?[两二三四五六](?:大?[块样项类摊头]|件|个?方面)(?:工作|任务|事情?|活)?上?)?(?:都?各自?(?:都)?(?![地级类种个市县区方部单处项族省乡镇街村社界司尽具行州盟国校机成环])|都?分别都?)"
)
_JOINED = re.compile(r"、|以及|还有|[和跟与及同]")
_TAKING_ALONG = re.compile(r"连?带(?:上|着)?|加上|外加")  # 慈善带福彩: both are asked for
_END_OF_CLAUSE = re.compile(r"[，,]")


def parts(text: str, reader: QuestionReader) -> list[str]:
    """The questions of a message, complete in themselves; empty where it is one question."""
    return _figures(text, reader) or _matters(reader.read(text), reader)


def _figures(text: str, reader: QuestionReader) -> list[str]:
    """The questions of a message of which each asks for a figure."""
    pieces = [piece.strip() for piece in _BETWEEN.split(clean(text)) if piece.strip()]
    if not 2 <= len(pieces) <= MOST_PARTS:
        return []
    read = [reader.read(piece) for piece in pieces]
    if not all(q.asked.kind is Kind.FIGURE and q.terms and not q.reference for q in read):
        return []
    named = read[0].scope_words
    return [pieces[0], *(p if q.reading.explicit else named + p for p, q in zip(pieces[1:], read[1:], strict=True))]


def _matters(question: Question, reader: QuestionReader) -> list[str]:
    """What a question asks of each of the matters that it names side by side, one question for each."""
    reading, plain = question.reading, reader.read(_EACH.sub("", question.text))
    beyond = reading.uncovered_years or reading.unheld_issuers or reading.unheld_documents or reading.deadline_years
    if plain.asked.kind in (Kind.FIGURE, Kind.DATE) or question.reference or plain.side_by_side or beyond:
        return []
    each = _EACH.search(reading.text)
    named = reading.text[: each.start()] if each else reading.text
    *before, last = _END_OF_CLAUSE.split(named.strip(" ，,的"))
    if each is None:  # only what is taken along is asked for by itself
        if not before or not (taken := _TAKING_ALONG.search(before[0])):
            return []
        before, last, rest = [], before[0], reading.text[len(before[0]) :]
        matters = [last[: taken.start()], last[taken.end() :]]
        if not all(_is_named(matter, reader) for matter in matters):
            return []
    else:
        rest = _EACH.sub("", reading.text[each.end() :])
        matters = _side_by_side(last, reader)
        if len(matters) < 2 and before:
            before, matters = [], [*before, *matters]
    if not 2 <= len(matters) <= MOST_MATTERS or not all(_is_matter(matter, reader) for matter in matters):
        return []
    topic = "".join(f"{clause}，" for clause in before)
    return [f"{question.scope_words}{topic}{matter}{rest.lstrip('，,')}" for matter in matters]


def _is_named(text: str, reader: QuestionReader) -> bool:
    """Whether a text is a name and nothing beside it."""
    return "".join(term.text for term in reader.read(text).terms) == text


def _side_by_side(text: str, reader: QuestionReader) -> list[str]:
    """The parts of a text that are named side by side; what joins characters of a word joins no parts: 和 in 劝和."""
    words = [term.text for term in reader.read(text).terms]
    inside = {at for word in words for match in re.finditer(re.escape(word), text) for at in range(*match.span())}
    parts, start = [], 0
    for match in _JOINED.finditer(text):
        if match.start() not in inside or match.group() == "、":
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in (*parts, text[start:])]


def _is_matter(text: str, reader: QuestionReader) -> bool:
    """Whether a few characters name a matter that documents speak of."""
    words = known(telling(reader.read(text).terms, reader))
    return 0 < len(text) <= LONGEST_MATTER and bool(words)


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply of several: texts one below the other, citations numbered through; a refusal only where all are."""
    answers = [reply for reply in replies if isinstance(reply, Answer)]
    if not answers:
        return replies[0]
    texts: list[str] = []
    citations: list[Citation] = []
    values: list[Value] = []
    for reply in replies:
        if isinstance(reply, Refusal):
            texts.append(f"{reply.understood}：{reply.text}")
            continue
        told = {c.n for c in reply.citations if any(_holds(earlier, c) for earlier in citations)}
        lines = [line for line in reply.text.split("\n") if not (said := _cited_in(line)) or not said <= told]
        kept = [c for c in reply.citations if any(c.n in _cited_in(line) for line in lines)]
        if not kept:
            continue
        new = {citation.n: len(citations) + at for at, citation in enumerate(kept, start=1)}
        texts += [_renumbered(line, new) for line in lines]
        citations += [replace(citation, n=new[citation.n]) for citation in kept]
        values += [replace(value, n=new[value.n]) for value in reply.values if value.n in new]
    return replace(
        answers[0],
        understood="；".join(dict.fromkeys(reply.understood for reply in replies)),
        scope=_union([answer.scope for answer in answers]),
        text="\n".join(texts),
        citations=tuple(citations),
        values=tuple(values),
        suggestions=tuple(dict.fromkeys(s for answer in answers for s in answer.suggestions)),
    )


def _holds(earlier: Citation, later: Citation) -> bool:
    """Whether all of a quote is said by an earlier one."""
    return earlier.item_id == later.item_id and earlier.start <= later.start and later.end <= earlier.end


def _cited_in(line: str) -> set[int]:
    return {int(number) for number in _MARKER.findall(line)}


def _renumbered(line: str, new: Mapping[int, int]) -> str:
    return _MARKER.sub(lambda match: f"[{new[int(match[1])]}]", line)


def _union(scopes: Sequence[Scope]) -> Scope:
    """What all the answers together are about; a part without restriction lifts it for the whole."""
    years, issuers, documents = (
        tuple(sorted({v for scope in scopes for v in getattr(scope, name)}))
        if all(getattr(scope, name) for scope in scopes)
        else ()
        for name in ("years", "issuers", "documents")
    )
    return Scope(years, issuers, documents)
