"""Which documents a question speaks about: years, offices, document numbers, and what is named but not held.

Examples over plans of 2017, 2023, 2024, 2025 and a city's of 2023: "23年省里" → year 2023, issuers of level 省;
"24、25这两年" → 2024, 2025; "2022年" → not covered; "到2025年" → a deadline, not a plan year; "历年" → every year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.circumstances import without_circumstances
from assistant.coverage import Coverage
from assistant.offices import Named, OfficeReader
from assistant.records import Scope
from assistant.this_year import ThisYear
from assistant.titles import Titled, TitleReader
from assistant.year_words import YearReader
from ingest.records import Document

_AS_WELL = "连同?|包括|包含|含|算上|加上|带上|外加"
_OFFICE = r"[^，,。？?（）()和与跟、\s]{1,10}?(?:的|那份|那边)?"
_GIVEN = "(?:要|算|列|看|说|讲|给|写|放|附|带|加|包括|纳入)(?:[上出进下说看]|出来|进[来去]|一下|我|在内)*"
_ENDS = "(?=[，,。；？?）)]|$)"
_COUNTED_IN = re.compile(  # 连舒兰在内, （省里也算）, 舒兰的也列上, 舒兰那份别漏了: one office more, not the only one
    "|".join(
        (
            rf"[（(]?(?:{_AS_WELL}|还有){_OFFICE}(?:在内|一起|一块儿?|(?:也|都|一并|一起|一块儿?)+(?:{_GIVEN})?)[）)]?",
            rf"[（(](?:{_AS_WELL}){_OFFICE}[）)]",
            rf"(?<=[，,？?])(?:{_AS_WELL}|还有){_OFFICE}{_ENDS}",
            rf"[（(]?(?:(?<=[，,？?（(])|^){_OFFICE}(?:也|都|一并|一起|一块儿?)+{_GIVEN}{_ENDS}[）)]?",
            rf"(?:(?<=[，,？?（(])|^){_OFFICE}也?(?:别|不要)[漏落忘丢少][了下掉]*{_ENDS}",
            rf"(?:别|不要)[漏落忘丢少][了下掉]*{_OFFICE}{_ENDS}",
        )
    )
)
_SAYS = "[做写提说讲安布][排置到及]?"
_ASKED_TOO = re.compile(  # 历年怎么写，舒兰写没写: of every year, and of that office among them
    rf"(?<=[，,？?]){_OFFICE}(?:那边)?(?:也|又|还|呢?有没有)?(?:(?:有没有|是否){_SAYS}|{_SAYS}(?:了|过)?(?:没有?|吗|么)|{_SAYS}(?:没|不){_SAYS}|有没有?|有吗|呢)(?:了|过|呢)?{_ENDS}"
)
_COUNTING_WORDS = re.compile(  # what is left of such words without the office
    rf"(?:{_AS_WELL}|{_GIVEN}|还有|的|那份|那边|在内|一起|一块儿?|也|都|一并|别|不要|[漏落忘丢少了下掉，,？?（()） ])*"
)
_NO_MATTER = re.compile(rf"(?:{_SAYS}|那边|也|又|还|呢|有|没|不|是否|了|过|吗|么)*")
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,8}[〔\[(（【](?:19|20)\d{2}[〕\])）】]第?\d+号")
_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """What a question says about scope. `text` is the question without scope words.

    `uncovered_years` are named but no document has them; `places` are named areas that issue no document held;
    `unheld_documents` are document numbers that no document bears, `unheld_issuers` offices that issued none of the
    documents and are printed in none; `named` are the words that name `scope.documents`, as typed. `present` is the year of the newest edition for which
    今年 was taken, None where it is the year of today. `sources` are the ids of the documents of each of the titles,
    offices and places that are set side by side where not all of them issue documents year by year, else empty. `unstated`
    is this year where 今年 is asked of documents that are for no year. `place` is the one place or office named, where nothing
    else limits the documents. `all_years` is set by 历年, 每年 …; `deadline_years` are years of a deadline such as 到2025年.
    """

    scope: Scope
    text: str
    uncovered_years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    all_years: bool = False
    deadline_years: tuple[int, ...] = ()
    unheld_documents: tuple[str, ...] = ()
    unheld_issuers: tuple[str, ...] = ()
    explicit: bool = False
    named: tuple[str, ...] = ()
    present: int | None = None
    sources: tuple[frozenset[str], ...] = ()
    unstated: int | None = None
    place: str = ""


class ScopeReader:
    """Reads scope words against the documents held. `today` is the reference date for 今年 and 去年."""

    def __init__(
        self,
        documents: Sequence[Document],
        today: date | None = None,
        names: Callable[[str], frozenset[str]] = lambda _: frozenset(),
    ) -> None:
        self.held = Coverage(documents)
        self._offices = OfficeReader(documents)
        self._titles = TitleReader(documents, names, self._offices.documents_of)
        self._years = YearReader(self.held.years, today)
        self._this_year = ThisYear(self.held, self._titles.on_matter, today)

    def read(self, question: str) -> ScopeReading:
        """Split the question into scope and the rest; book titles are never read as scope."""
        rest, titles = self._titles.read(question)
        quoted = _TITLE.findall(rest)
        rest, numbers, unheld = self._document_numbers(_TITLE.sub("\x00", rest))
        rest, strangers = self._offices.unheld(rest)
        rest, said = self._years.read(rest)
        rest, named = self._offices.read(self._without_counted_in(rest, every=said.every))
        rest = without_circumstances(rest, self._offices.places(rest))
        places = self._offices.places(rest)
        for title in quoted:
            rest = rest.replace("\x00", title, 1)
        by_title = self._titled(titles, named, question)
        sources = () if numbers else self._sources(titles, named)
        scope, years = self._limited(numbers or by_title, named, sources, said.named)
        now = self._this_year.read(said.relative, years, scope, question, rest)
        years = (*years, *now.years)
        scope = replace(scope, documents=now.documents or scope.documents)
        covered = tuple(y for y in years if self.held.speaks_of(y, scope))
        scope = replace(scope, years=tuple(sorted(set(covered))))
        if named.of_level and not self.held.covers(scope):
            scope = replace(
                scope, issuers=named.offices
            )  # 全省 in a question on one document says nothing of the office
        titled = bool(by_title or sources)
        return ScopeReading(
            scope=scope,
            text=rest.strip(" ，,、的：:"),
            uncovered_years=tuple(dict.fromkeys(y for y in years if y not in covered)),
            places=places,
            all_years=said.every,
            deadline_years=said.deadlines,
            unheld_documents=unheld,
            unheld_issuers=strangers,
            explicit=bool(unheld or strangers or scope.documents or years or scope.issuers or said.every),
            named=_typed(tuple(title.typed for title in titles) if titled else (), named, several=bool(sources)),
            present=now.edition,
            sources=sources,
            place=named.typed[0] if len(named.typed) == 1 and not (titled or numbers) else "",
            unstated=now.unstated,
        )

    def _limited(
        self, documents: tuple[str, ...], named: Named, sources: Sequence[frozenset[str]], years: tuple[int, ...]
    ) -> tuple[Scope, tuple[int, ...]]:
        """The documents and offices that a question is limited to, and the years that limit it further: of sources side
        by side each gives those of its documents that are for the years, or all where none is."""
        if sources:
            yearly = all(self.held.dated(source, years) for source in sources)
            return Scope(documents=self.held.of_each(sources, years)), years if yearly else ()
        if named.documents and (not documents or documents == named.documents):
            return Scope(documents=named.documents), years
        return Scope((), (*named.offices, *named.of_level), documents), years

    def _titled(self, titles: Sequence[Titled], named: Named, question: str) -> tuple[str, ...]:
        """The documents that bear the titles of a question, of the places it names where those have any; none where the
        titles belong to an office named right before them, which issued no such document: 江海市政府工作报告 where only
        the report of 山河省 is called so."""
        telling = [title for title in titles if not title.bare] or titles
        bearing = frozenset().union(*(title.documents for title in telling))
        if named.offices and not self.held.issued_by(named.offices, bearing):
            before = self._offices.callings(named.offices)
            if any(question[: question.find(title.typed)].endswith(before) for title in titles):
                return ()
        return tuple(sorted(bearing.intersection(named.documents) or bearing))

    def _sources(self, titles: Sequence[Titled], named: Named) -> tuple[frozenset[str], ...]:
        """The documents of each title, office and place that a question names beside others; empty where it names but
        one, or where all are documents of a year that an office has signed: those are years and offices of a scope."""
        told = [title.documents for title in titles if not title.bare]
        narrowed = [
            title & frozenset().union(*beside) if (beside := [p for p in named.sources if p & title]) else title
            for title in told
        ]
        found = (*narrowed, *(place for place in named.sources if not any(place & title for title in told)))
        yearly = self.held.yearly(frozenset().union(*found))
        return () if len(found) < 2 or yearly else tuple(dict.fromkeys(found))

    def _without_counted_in(self, text: str, *, every: bool) -> str:
        """The text without an office that is asked for as well: it limits nothing. Beside another office it stays."""
        for found in (*_COUNTED_IN.finditer(text), *(_ASKED_TOO.finditer(text) if every else ())):
            left, counted = self._offices.read(found.group())
            if counted.named and (_COUNTING_WORDS.fullmatch(left) or _NO_MATTER.fullmatch(left)):
                _, others = self._offices.read(text.replace(found.group(), ""))
                text = text.replace(found.group(), "和".join(counted.typed) if others.named else "")
        return text

    def _document_numbers(self, text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The text without document numbers, the documents that bear them, and the numbers that none bears."""
        found: list[str] = []
        for document in self.held.documents:
            number = document.metadata.document_number
            if number and (match := re.search(_loose(number), text)):
                found.append(document.document_id)
                text = text[: match.start()] + text[match.end() :]
        unheld = tuple(match.group() for match in _DOCUMENT_NUMBER.finditer(text))
        return _DOCUMENT_NUMBER.sub("", text), tuple(found), unheld


def _typed(titles: tuple[str, ...], named: Named, *, several: bool) -> tuple[str, ...]:
    """The words that name the documents of a scope: titles, and places where those stand beside titles or are all there is."""
    places = named.typed if several or (named.documents and not titles) else ()
    return (*titles, *places)


def _loose(number: str) -> str:
    """A pattern for a document number in any brackets: 吉民发〔2023〕5号 ~ 吉民发[2023]5号."""
    return re.sub(r"[〔\[［(（〕\]］)）]", r"[〔\\[［(（〕\\]］)）]", re.escape(number).replace("\\", ""))
