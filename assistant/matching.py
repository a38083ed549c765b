"""How a question's words stand in a passage: in a clause, near it, in the headings, or only somewhere in the item.

share = Σ weight(t) · max over zones of (nearness(zone) · presence(t, zone)) / Σ weight(t)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.passages import Passage
from assistant.terms import Term
from index.tokens import normalise

# Nearness of a zone: how much a word counts that stands there. Order matters more than the exact figures.
IN_CLAUSE = 1.0
CLAUSE_BEFORE = 0.95
CLAUSE_AFTER = 0.9  # a clause that ends what one with the figure begins: 在3日内将结果 · 报送主管部门
IN_SENTENCE = 0.85
IN_LEAD = 0.85  # what an enumeration begins with: 个人缴费费率 · （4）退休人员为0.12%
IN_TITLE = 0.8
SENTENCE_BEFORE = 0.6
IN_SECTION_TITLE = 0.6
IN_ITEM = 0.45
IN_SHORT_ITEM = 0.65  # the same for an article of a few sentences, which speaks of one matter
SHORT_ITEM = 260  # characters of such an article
IN_DOCUMENT_TITLE = 0.75

CORE = 0.65  # share of the heaviest word's weight from which a word is what the question is mainly about
CORE_PRESENCE = 0.4  # presence that such a word needs near a figure

Presences = Sequence[float]
NOTHING_NEAR: Mapping[str, Presences] = {}


def heading_of(passage: Passage) -> str:
    """The heading above a passage: its own, else that of its section."""
    return passage.title or passage.section_title


class PassageMatch:
    """The terms against one passage. Texts are looked at once; a word that the item lacks is nowhere in it.

    `documents` says how fully each term stands in the title that tells the passage's document from others, `near` how
    far its texts speak of each term by meaning alone (`nearness`).
    """

    def __init__(
        self,
        passage: Passage,
        terms: Sequence[Term],
        year: int | None,
        documents: Presences = (),
        near: Mapping[str, Presences] = NOTHING_NEAR,
    ) -> None:
        self._near = near
        self._terms = terms
        whole = self._standing(passage.whole)
        heads = self._standing(heading_of(passage))
        sections = self._standing(passage.section_title)
        self.documents = documents or [0.0] * len(terms)
        dated = [1.0 if year and term.text == f"{year}年" else 0.0 for term in terms]
        self.whole = whole
        self.heads = heads
        self.sections = sections
        self._total = sum(term.weight for term in terms)
        in_item = IN_SHORT_ITEM if len(passage.whole) <= SHORT_ITEM else IN_ITEM
        self._base = [
            max(in_item * w, IN_TITLE * max(h, d), IN_SECTION_TITLE * s, IN_DOCUMENT_TITLE * t)
            for w, h, s, d, t in zip(whole, heads, sections, dated, self.documents, strict=True)
        ]

    def presences(self, normalised: str) -> Presences:
        """The presence of each term in a text of this passage."""
        near = self._near.get(normalised)
        held = [
            term.presence(normalised) if somewhere else 0.0
            for term, somewhere in zip(self._terms, self.whole, strict=True)
        ]
        return list(map(max, held, near)) if near else held

    def _standing(self, normalised: str) -> list[float]:
        if not normalised:
            return [0.0] * len(self._terms)
        held = [term.presence(normalised) for term in self._terms]
        near = self._near.get(normalised)
        return list(map(max, held, near)) if near else held

    def lacks_core(self, zones: Sequence[tuple[Presences, float]]) -> bool:
        """Whether a word that the question is mainly about stands neither in the zones nor in the headings."""
        heaviest = max((term.weight for term in self._terms), default=0.0)
        for position, term in enumerate(self._terms):
            core = term.weight >= heaviest * CORE and term.noun and (term.printed or len(term.forms) > 1)
            near = max((presences[position] for presences, _ in zones), default=0.0)
            above = max(self.heads[position], self.sections[position], self.documents[position])
            if core and max(near, above) < CORE_PRESENCE:
                return True
        return False

    def share(self, zones: Sequence[tuple[Presences, float]]) -> float:
        """The share of the terms' weight that stands in or near the zones, 0…1."""
        if not self._total:
            return 0.0
        gained = 0.0
        for position, term in enumerate(self._terms):
            best = self._base[position]
            for presences, nearness in zones:
                best = max(best, nearness * presences[position])
            gained += term.weight * best
        return gained / self._total


def heading_share(heading: str, terms: Sequence[Term]) -> float:
    """The share of the terms' weight that a heading alone holds; words that no document holds do not count."""
    text = normalise(heading)
    terms = [term for term in terms if term.printed or len(term.forms) > 1]
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.presence(text) for term in terms) / total if total else 0.0
