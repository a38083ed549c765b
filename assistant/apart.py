"""Which documents, set side by side, say little or nothing on the matter: far behind the best in words and in meaning.

高龄津贴历年怎么写: 2025 提高高龄老年人生活津贴标准; 2024 speaks of old people of high age in homes only, 2017 of none.
The one is quoted as what comes closest and said not to put it so, the other is not quoted at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import STANDS, Evidence
from assistant.groups import groups_asked, of_others
from assistant.passages import passage_of
from assistant.terms import ALTERNATIVE, SPOKEN_OF, Term, main_word
from index.engine import Index
from index.tokens import normalise

SILENT = (0.5, 0.25)  # share of the best support and cosine below which a document says nothing: of 10 none was wanted
DISTANT = (0.6, 0.4)  # the same below which it comes closest but does not say it so
LACKING = 0.75  # share below which a document whose best items never name the matter only comes closest
NAMES = 0.75  # presence from which the best sentence of all names a word so that others may be held to it
SHARED = 2  # documents that speak of a word from which it is the matter, and not what one year alone says on it


def apart(
    told: Sequence[Evidence], text: str, terms: Sequence[Term], index: Index
) -> tuple[list[Evidence], frozenset[str]]:
    """The sentences of the documents that say something, and the ids of those that only come close. One whose best
    sentence names the main word of the question, if only by a short or a longer form, does say something; one that
    never names the matter, where the best of all does, only comes close."""
    best: dict[str, Evidence] = {}
    for evidence in sorted(told, key=lambda e: -e.support):
        best.setdefault(evidence.item.document_id, evidence)
    top = max((e.support for e in best.values()), default=0.0)
    behind = {i: e for i, e in best.items() if e.support < top * LACKING}
    cosines = index.similarity(text, [normalise(e.quote) for e in behind.values()]) if behind else ()
    reached = {i: (e.support / top, float(cosine)) for (i, e), cosine in zip(behind.items(), cosines, strict=True)}
    main, matter = main_word(terms), _matter(terms, list(best.values()))
    silent = {
        i
        for i, (share, cosine) in reached.items()
        if share < SILENT[0] and cosine < SILENT[1] and not (main and main.presence(normalise(best[i].quote)) >= STANDS)
    }
    named = {e.item.document_id for e in told if matter and matter.presence(passage_of(e.item).whole) >= STANDS}
    distant = {
        i
        for i, (share, cosine) in reached.items()
        if (share < DISTANT[0] and cosine < DISTANT[1]) or (matter is not None and i not in named)
    }
    asked = groups_asked(normalise(text), terms)
    of_other_people = {i for i, e in best.items() if of_others(asked, normalise(e.quote))}
    distant = (distant | of_other_people) - silent
    return [e for e in told if e.item.document_id not in silent], frozenset(distant)


def _matter(terms: Sequence[Term], best: Sequence[Evidence]) -> Term | None:
    """The main word among those that several documents speak of, else among all, by its own names and none of a wider
    or a narrower thing (社会救助 is no 医疗救助); None if the best sentence lacks it."""
    quotes = [normalise(e.quote) for e in best]
    shared = [t for t in terms if sum(t.presence(quote) >= SPOKEN_OF for quote in quotes) >= SHARED]
    matter = main_word(shared) or main_word(terms)
    if not matter or not quotes or matter.presence(quotes[0]) < NAMES:
        return None
    return replace(matter, forms=tuple(form for form in matter.forms if form[1] >= ALTERNATIVE))
