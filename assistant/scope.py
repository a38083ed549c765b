"""Which documents a question speaks about: years, offices, document numbers, and what is named but not held.

Examples over plans of 2017, 2023, 2024, 2025 and a city's of 2023: "23年省里" → year 2023, issuers of level 省;
"24、25这两年" → 2024, 2025; "2022年" → not covered; "到2025年" → a deadline, not a plan year; "历年" → every year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.history import BETWEEN, COUNTED_IN, DEVELOPS, EVERY_YEAR, HOW_OFTEN_SAID, OTHER_YEARS
from assistant.offices import Named, OfficeReader
from assistant.records import Scope
from assistant.stretches import with_later_years
from assistant.titles import RIVAL, TitleReader
from assistant.year_words import YearReader
from assistant.years import lies_in, years_of
from ingest.records import Document

_PLANNED = re.compile(r"目标|计划|打算|任务|安排|准备|预期")
_COUNTED_IN = re.compile(  # 连舒兰在内, （省里也算）: one office more, not the only one
    r"[（(]?(?:(?:连同?|包括|包含|含|算上|加上|带上)[^，。？（）()]{1,10}(?:在内|也算|都算|一起|一块儿?)|[^，。？（）()和与跟、]{1,6}(?:也算|都算|也包括|也算上|也算在内))[）)]?|"
    r"[（(](?:连同?|包括|包含|含|算上|加上|带上)[^，。？（）()]{1,10}[）)]"
)
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,8}[〔\[(（【](?:19|20)\d{2}[〕\])）】]第?\d+号")
_TITLE = re.compile(r"《[^》]*》")

_RULES = re.compile(r"(?:条例|办法|规定|法|细则)(?:[（(][^（）()]*[）)])?$")

OLDEST_PRESENT = 2  # years before today's from which the newest documents of an office may be meant by 今年


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
        self._documents = documents
        self._today = today
        issued = {int(d.metadata.issued_on[:4]) for d in documents if d.year is None and d.metadata.issued_on}
        self._years = {d.year for d in documents if d.year is not None} | issued
        self._spoken_of = {d.document_id: years_of(d) for d in documents}
        self._offices = OfficeReader(documents)
        self._titles = TitleReader(documents, names, self._offices.documents_of)
        self.nationwide = frozenset(d.document_id for d in documents if _is_nationwide(d))
        self._year_words = YearReader(self.years, today)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self._years))

    def covers(self, scope: Scope) -> bool:
        """Whether any document held lies in the scope."""
        return any(self.lies_in(d, scope) for d in self._documents)

    def lies_in(self, document: Document, scope: Scope) -> bool:
        """Whether a document held is one that the scope means."""
        return lies_in(document, scope, self._spoken_of[document.document_id])

    def prints(self, scope: Scope) -> bool:
        """Whether a document of the offices in the scope prints one of its years: a report looks back on the year before."""
        return any(f"{year}年" in d.text for d in self._documents if d.issuer in scope.issuers for year in scope.years)

    def read(self, question: str) -> ScopeReading:
        """Split the question into scope and the rest; book titles are never read as scope."""
        asked = question
        question, named_titles = self._titles.read(question)
        own = [title for title in named_titles if not title.bare]
        by_title = tuple(sorted(frozenset().union(*(title.documents for title in own or named_titles))))
        title_words = tuple(title.typed for title in named_titles)
        titles = _TITLE.findall(question)
        rest = _TITLE.sub("\x00", question)
        rest, numbers = self._document_numbers(rest)
        unheld = tuple(match.group() for match in _DOCUMENT_NUMBER.finditer(rest))
        rest = _DOCUMENT_NUMBER.sub("", rest)
        rest, strangers = self._offices.unheld(rest)
        rest, relative = self._year_words.relative(with_later_years(rest, self.years))
        rest, years, deadlines = self._year_words.read(COUNTED_IN.sub("", rest) if EVERY_YEAR.search(rest) else rest)
        if years and OTHER_YEARS.search(rest):
            rest, years, deadlines = f"历年{OTHER_YEARS.sub('', rest)}", (), ()
        if len(years) > 1 and BETWEEN.search(rest):
            years = tuple(y for y in self.years if min(years) <= y <= max(years))
        no_year = not (years or deadlines)
        all_years = bool(EVERY_YEAR.search(rest)) or (
            no_year and any(p.search(rest) for p in (DEVELOPS, HOW_OFTEN_SAID))
        )
        rest = _COUNTED_IN.sub("", DEVELOPS.sub("", HOW_OFTEN_SAID.sub("", EVERY_YEAR.sub("", rest))))
        rest, named = self._offices.read(rest)
        places = self._offices.places(rest)
        for title in titles:
            rest = rest.replace("\x00", title, 1)
        if by_title and named.offices and not numbers and self._are_of(named.offices, by_title, asked, title_words):
            by_title = ()
        several = () if numbers else self._sources([title.documents for title in own], named)
        if named.documents and by_title and (both := tuple(sorted(set(by_title) & set(named.documents)))):
            by_title = both
        scope = Scope((), (*named.offices, *named.of_level), numbers or by_title or named.documents)
        if named.documents and scope.documents == named.documents:
            scope = replace(scope, issuers=())
        if several:
            scope = Scope(documents=self._of_each(several, years))
            years = years if all(self._dated(source, years) for source in several) else ()
        present = self._present(scope, relative, asked) if relative and not years else None
        undated: tuple[str, ...] = ()
        if relative == (0,) and not (years or present or scope.issuers):
            undated = self._on_matter_now(scope, rest)
        if undated:
            scope = replace(scope, documents=undated)
            present = max((d.year or 0 for d in self._documents if d.document_id in undated), default=0) or None
        elif relative and self._today:
            years = (*years, *(offset + (present or self._today.year) for offset in relative))
        covered = tuple(y for y in years if self._speak_of(y, scope))
        uncovered = tuple(y for y in years if y not in covered)
        scope = replace(scope, years=tuple(sorted(set(covered))))
        if named.of_level and not self.covers(
            scope
        ):  # 全省 in a question on one document says nothing about the office
            scope = replace(scope, issuers=named.offices)
        return ScopeReading(
            scope=scope,
            text=rest.strip(" ，,、的：:"),
            uncovered_years=tuple(dict.fromkeys(uncovered)),
            places=places,
            all_years=all_years,
            deadline_years=deadlines,
            unheld_documents=unheld,
            unheld_issuers=strangers,
            explicit=bool(unheld or strangers or scope.documents or years or scope.issuers or all_years),
            named=_typed(title_words if by_title or several else (), named, several=bool(several)),
            present=present,
            sources=several,
            place=named.typed[0] if len(named.typed) == 1 and not (by_title or numbers or several) else "",
            unstated=self._today.year if self._today and undated and not present else None,
        )

    def _sources(self, titles: Sequence[frozenset[str]], named: Named) -> tuple[frozenset[str], ...]:
        """The documents of each title, office and place that a question names beside others; empty where it names but
        one, or where all are documents of a year that an office has signed: those are years and offices of a scope."""
        narrowed = [
            title & frozenset().union(*beside) if (beside := [p for p in named.sources if p & title]) else title
            for title in titles
        ]
        found = (*narrowed, *(place for place in named.sources if not any(place & title for title in titles)))
        ids = frozenset().union(*found)
        yearly = all(d.year and d.issuer for d in self._documents if d.document_id in ids)
        return () if len(found) < 2 or yearly else tuple(dict.fromkeys(found))

    def _dated(self, source: frozenset[str], years: Sequence[int]) -> frozenset[str]:
        """The documents of a source that are for one of some years."""
        return frozenset(d.document_id for d in self._documents if d.document_id in source and d.year in years)

    def _of_each(self, sources: Sequence[frozenset[str]], years: Sequence[int]) -> tuple[str, ...]:
        """The documents of several sources: of a source that has some of the years those, of any other all of them."""
        kept = (self._dated(source, years) or source for source in sources)
        return tuple(sorted(frozenset().union(*kept)))

    def _present(self, scope: Scope, relative: Sequence[int], question: str) -> int | None:
        """The year that 今年 means where it is not that of today: that of the newest documents of the offices named, or
        of reports where a report is meant, if they are of one of the two years before. A report's 去年 is the year it looks back on.
        """
        if self._today is None:
            return None
        reports = not (scope.issuers or scope.documents)
        if reports and not ("报告" in question or {-1, 0} <= set(relative)):
            return None
        meant = [d for d in self._documents if d.year and any(self.lies_in(d, s) for s in self._meanings(scope))]
        looking_back = [d for d in meant if len(self._spoken_of[d.document_id]) > 1]
        newest = max((d.year or 0 for d in (looking_back if reports else meant)), default=0)
        if not 1 <= self._today.year - newest <= OLDEST_PRESENT:
            return None
        own = 0 in relative or (bool(looking_back) and not _PLANNED.search(question))
        return newest if own and max(relative) <= 0 else None

    def _on_matter_now(self, scope: Scope, text: str) -> tuple[str, ...]:
        """The documents that may speak of this year where none is for it: for no year, or for one of the two before;
        those named, or those of no place whose title tells the matter that is asked: 今年积分入户 of last year's questions on it."""
        if self._today is None or self._today.year in self._years:
            return ()
        telling = dict.fromkeys(scope.documents, 1.0) or self._titles.on_matter(text)
        held = {
            d.document_id: telling[d.document_id]
            for d in self._documents
            if d.document_id in telling
            and (d.year is None or self._today.year - d.year <= OLDEST_PRESENT)
            and not (d.year and d.issuer)
            and (scope.documents or not d.metadata.region)
        }
        best = max(held.values(), default=0.0)
        return tuple(sorted(document_id for document_id, told in held.items() if told >= best * RIVAL))

    def _are_of(self, offices: Sequence[str], by_title: Sequence[str], question: str, typed: Sequence[str]) -> bool:
        """Whether a title belongs to an office named right before it, which did not issue the documents that bear the
        title: 江海市政府工作报告 where only the report of 山河省 is called so."""
        if any(d.issuer in offices for d in self._documents if d.document_id in by_title):
            return False
        before = self._offices.callings(offices)
        return any(question[: question.find(title)].endswith(before) for title in typed)

    def only_printed(self, scope: Scope) -> tuple[int, ...]:
        """The years of a scope for which no document is, but which documents print: they are words to be found."""
        return tuple(year for year in scope.years if year not in self._years)

    def _speak_of(self, year: int, scope: Scope) -> bool:
        """Whether a year is one of the collection, or one of which a document in the scope speaks."""
        return year in self._years or any(self.covers(replace(s, years=(year,))) for s in self._meanings(scope))

    def _meanings(self, scope: Scope) -> tuple[Scope, ...]:
        """The scope, or, where no document is of the office and of the title that are named, each of the two."""
        if not (scope.issuers and scope.documents) or self.covers(scope):
            return (scope,)
        return (replace(scope, issuers=()), replace(scope, documents=()))

    def _document_numbers(self, text: str) -> tuple[str, tuple[str, ...]]:
        found: list[str] = []
        for document in self._documents:
            number = document.metadata.document_number
            if number and (match := re.search(_loose(number), text)):
                found.append(document.document_id)
                text = text[: match.start()] + text[match.end() :]
        return text, tuple(found)


def _is_nationwide(document: Document) -> bool:
    """Whether a document is rules for the whole country: of a national organ, or signed by none and of no place."""
    told = document.metadata
    rules = _RULES.search(document.title) is not None and document.year is None
    return rules and (told.level == "国家" or not (document.issuer or told.region))


def _typed(titles: tuple[str, ...], named: Named, *, several: bool) -> tuple[str, ...]:
    """The words that name the documents of a scope: titles, and places where those stand beside titles or are all there is."""
    places = named.typed if several or (named.documents and not titles) else ()
    return (*titles, *places)


def _loose(number: str) -> str:
    """A pattern for a document number in any brackets: 吉民发〔2023〕5号 ~ 吉民发[2023]5号."""
    return re.sub(r"[〔\[［(（〕\]］)）]", r"[〔\\[［(（〕\\]］)）]", re.escape(number).replace("\\", ""))
