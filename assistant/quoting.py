"""Quotes that need no search: all of an item, its heading, its first sentence; and a found quote that reaches further."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.announcing import LONGEST_HEADING
from assistant.evidence import LONGEST_LIST, Evidence
from assistant.passages import passage_of
from assistant.selection import SAME_DOCUMENT
from index.tokens import normalise
from ingest.records import Item
from ingest.sentences import RESPONSIBLE

LIST_BUDGET = 700  # characters of a list that quotes its items whole
SHORT_ITEM = 420  # characters of an item that is quoted whole where it holds the best of a list
SEVERAL = 3  # items of equal worth that are a list together
LONGEST_ENUMERATION = 520  # characters of a quoted line with its entries
LONGEST_OPENING = 16  # the same of the first sentence of an item, which stands there as a heading would
LONGEST_NAME = 8  # characters of a sentence that names a thing and says nothing of it
CERTAIN = 1.0  # support of what was named by its printed place or heading


def whole(item: Item) -> Evidence:
    """The whole printed item, without the white space around it."""
    return Evidence(item, _start(item), len(item.text.rstrip()), CERTAIN)


def heading(item: Item) -> Evidence:
    """The printed number and heading of an item, or its first line."""
    title = item.title or item.section_title
    at = item.text.find(title) if title else -1
    if at >= 0:
        return Evidence(item, _start(item), at + len(title), CERTAIN)
    line_end = item.text.find("\n", _start(item))
    return Evidence(item, _start(item), line_end if line_end > 0 else len(item.text.rstrip()), CERTAIN)


def lead(item: Item) -> Evidence:
    """The heading of an item and its first sentence."""
    sentences = passage_of(item).sentences
    end = sentences[0].span.end if sentences else len(item.text.rstrip())
    return Evidence(item, _start(item), end, CERTAIN)


def to_the_end(chosen: Sequence[Evidence]) -> list[Evidence]:
    """Lists are quoted to their end, a short item whole, but not where several items are each a part of it; what a
    longer quote already holds is not quoted again, nor what no longer fits."""
    best = max(chosen, key=lambda e: e.support)
    peers = {e.item.item_id for e in chosen if e.support >= best.support * SAME_DOCUMENT}
    if len(best.item.text) <= SHORT_ITEM:
        longer = whole(best.item)
    else:
        longer = best if len(peers) >= SEVERAL else _gone_on(best)
    told = [longer]
    for e in sorted(chosen, key=lambda e: -e.support):
        held = e is best or any(_within(e, t) for t in told)
        if not held and sum(len(t.quote) for t in (*told, e)) <= LIST_BUDGET:
            told.append(whole(e.item) if _heads(e.item) and _has_room(told, e.item) else e)
    return sorted(told, key=lambda e: (e.item.start, e.start))


def _heads(item: Item) -> bool:
    """Whether an item is short and has a heading as short as one that announces a kind of thing."""
    return 0 < len(item.title) <= LONGEST_HEADING and len(item.text) <= SHORT_ITEM


def _has_room(told: Sequence[Evidence], item: Item) -> bool:
    """Whether an item is not quoted yet and fits whole."""
    known = any(t.item.item_id == item.item_id for t in told)
    return not known and sum(len(t.quote) for t in told) + len(item.text) <= LIST_BUDGET


def _gone_on(evidence: Evidence) -> Evidence:
    """The evidence with the sentences after it that go on listing, as in 整改一批。…取缔一批。…"""
    end = evidence.end
    for sentence in passage_of(evidence.item).sentences:
        if sentence.span.start < evidence.end:
            continue
        if sentence.span.end - evidence.start > LONGEST_ENUMERATION:
            break
        end = sentence.span.end
    return Evidence(evidence.item, evidence.start, end, evidence.support, evidence.quantities)


def listed(statements: Sequence[Evidence]) -> list[Evidence]:
    """The statements, lines that open an enumeration with its entries; beside one that answers best others hardly do."""
    longer = [with_entries(e) for e in statements]
    best = max(longer, key=lambda e: e.support, default=None)
    if best is None or best in statements:
        return [e for n, e in enumerate(longer) if not any(_within(e, other) for other in longer[:n])]
    kept = [e for e in longer if e is best or e.support >= best.support * SAME_DOCUMENT]
    return [e for e in kept if e is best or not _within(e, best)]


def with_entries(evidence: Evidence) -> Evidence:
    """A line that ends with a colon with the entries that it opens: 有下列情形之一的： · （一）…； · （二）…; else unchanged."""
    text = evidence.item.text
    if not (_OPENS.match(text, evidence.end) or _OPENS.match(text, evidence.end - 1)):
        return evidence
    opening = normalise(evidence.quote)
    end = evidence.end
    for sentence in passage_of(evidence.item).sentences:
        if sentence.span.start < evidence.end:
            continue
        if opening not in sentence.lead or sentence.span.end - evidence.start > LONGEST_ENUMERATION:
            break
        end = sentence.span.end
    return Evidence(evidence.item, evidence.start, end, evidence.support, evidence.quantities)


def with_items_below(chosen: Sequence[Evidence], items: Sequence[Item]) -> list[Evidence]:
    """The pieces; where the best one opens an enumeration whose entries are items of their own, it and they alone:
    七、哪些情况停发？有下列情形的： · （一）重新就业 · （二）应征服兵役. `items` are those of its document; unchanged where they are long."""
    best = max(chosen, key=lambda e: e.support)
    rest = best.item.text[best.end :].strip()
    if best.item.item is not None or rest.lstrip("：:") or not (rest or best.quote.endswith(("：", ":"))):
        return [*chosen]
    below = [whole(item) for item in items if item.section == best.item.section and item.item is not None]
    length = len(best.quote) + sum(len(e.quote) for e in below)
    return [best, *below] if below and length <= LIST_BUDGET else [*chosen]


def _within(one: Evidence, other: Evidence) -> bool:
    """Whether one quote begins inside another."""
    return one.item.item_id == other.item.item_id and other.start <= one.start < other.end


def with_next(evidence: Evidence) -> Evidence:
    """A sentence that only names a thing with the one after it: 新建一批。· 优先安排失能老人……, or that begins its item
    as a heading would: 推进信息化建设。· 按照总体规划……; a longer one unchanged."""
    sentence = evidence.quote.strip()
    heads = evidence.start == passage_of(evidence.item).sentences[0].span.start and "，" not in sentence
    if len(sentence) > (LONGEST_OPENING if heads else LONGEST_NAME):
        return evidence
    after = (s for s in passage_of(evidence.item).sentences if s.span.start >= evidence.end)
    following = next(after, None)
    if following is None or "\n" in evidence.item.text[evidence.end : following.span.start]:
        return evidence
    return Evidence(evidence.item, evidence.start, following.span.end, evidence.support, evidence.quantities)


def with_responsible(evidence: Evidence) -> Evidence:
    """The evidence up to who is named for it behind it: 建设平台。…（省大数据局牵头）; unchanged where nobody is."""
    text = evidence.item.text
    named = _NAMED_AFTER.search(text, evidence.end)
    if named is None or named.end() - evidence.start > LONGEST_LIST or _NAMED.search(evidence.quote):
        return evidence
    return Evidence(evidence.item, evidence.start, named.end(), evidence.support, evidence.quantities)


_OPENS = re.compile(r"[：:]")
_NAMED = re.compile(r"牵头|负责|责任单位|主管|配合单位|会同")
_NAMED_AFTER = re.compile(RESPONSIBLE)


def _start(item: Item) -> int:
    return len(item.text) - len(item.text.lstrip())
