"""Claims of absence: what the note of an unanswerable case says is nowhere in the documents, so that grep can tell.

A claim is a word of the note: `ABSENT:terms@scope`, terms joined by `+`, the scope a year or a document id.

    ABSENT:松原                  no sentence of any document holds 松原
    ABSENT:高龄津贴+元            no sentence holds both
    ABSENT:采暖补贴@2025          no sentence of the documents of 2025 holds it
    ABSENT:失智+#@jilin-2017     # is any digit
    ABSENT:@2022                 there is no document of 2022
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.judge import comparable
from ingest.records import Document
from ingest.sentences import sentences

PREFIX = "ABSENT:"
ANY_DIGIT = "#"


@dataclass(frozen=True, slots=True)
class AbsenceClaim:
    """No sentence of the documents in scope holds all terms; without terms, no document is in scope."""

    terms: tuple[str, ...]
    scope: str

    def __str__(self) -> str:
        return PREFIX + "+".join(self.terms) + (f"@{self.scope}" if self.scope else "")

    def counterexample(self, documents: Iterable[Document]) -> str | None:
        """A sentence (or document id) that refutes the claim, None where it holds."""
        for document in documents:
            if self.scope not in ("", str(document.year), document.document_id):
                continue
            if not self.terms:
                return document.document_id
            for span in sentences(document.text):
                sentence = span.of(document.text)
                if _holds_all(comparable(sentence), self.terms):
                    return sentence
        return None


def absence_claims(note: str) -> tuple[AbsenceClaim, ...]:
    """The claims of a note, in order."""
    claims = []
    for word in note.split():
        if word.startswith(PREFIX):
            terms, _, scope = word.removeprefix(PREFIX).partition("@")
            claims.append(AbsenceClaim(tuple(comparable(term) for term in terms.split("+") if term), scope))
    return tuple(claims)


def _holds_all(sentence: str, terms: tuple[str, ...]) -> bool:
    return all(any(c.isdigit() for c in sentence) if term == ANY_DIGIT else term in sentence for term in terms)
