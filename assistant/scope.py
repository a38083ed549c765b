"""Which documents a question speaks about: years, offices, document numbers, and what is named but not held.

Examples over plans of 2017, 2023, 2024, 2025 and a city's of 2023: "23年省里" → year 2023, issuers of level 省;
"24、25这两年" → 2024, 2025; "2022年" → not covered; "到2025年" → a deadline, not a plan year; "历年" → every year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.callings import callings
from assistant.history import BETWEEN, DEVELOPS, EVERY_YEAR, OTHER_YEARS, TELL
from assistant.names import KNOWN_PLACES, MINISTRY, areas, offices, places
from assistant.records import Scope
from assistant.stretches import leads_up, runs_on, with_later_years, year_of
from assistant.titles import TitleReader
from assistant.wording import MEASURE
from assistant.years import lies_in, years_of
from ingest.numerals import CHINESE_NUMERAL
from ingest.records import Document

_FULL_YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][九〇○零][{CHINESE_NUMERAL}]{{2}})"
_SHORT_YEAR = r"(?<![\d.])[0-4]\d(?!\d)"
_YEAR = rf"(?:{_FULL_YEAR}|{_SHORT_YEAR})"
_JOIN = r"\s*(?:年度?)?\s*(?:[、，,和与跟同及对比到至—\-－~～→/／]|一直|vs|VS)+\s*"
_YEARS = re.compile(
    rf"(?P<deadline>(?<![轮等换临翻看查找跳转])到(?!了)|截至|截止|直到)?(?P<list>{_YEAR}(?:{_JOIN}{_YEAR})*)\s*年度?(?!代|以来|龄)(?P<end>底前?|末|前(?!言|面|后|提|期))?"
)
_BARE_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|\s*年)")
_BARE_LIST = re.compile(r"(?<![\d.])([1-4]\d(?:\s*[、，,和与跟]\s*[1-4]\d)+)(?=\s*(?:这|两|三|四|年))")
_SHORT_LIST = re.compile(
    r"(?<![\d.])\d\d(?:\s*[、，,和与跟同到至→]\s*\d\d)+(?![\d.%])(?=[\u4e00-\u9fff，,？?]|$)"
)  # years where all of them are held
_BARE_RANGE = re.compile(
    rf"(?<!\d)((?:19|20)\d{{2}})\s*(?:一直|(?<=[从自由打]\d{{4}})(?:{TELL}))?[到至—\-－~～→]+\s*((?:19|20)\d{{2}})(?!\d|\s*年)"
)
_RANGE = re.compile(r"[到至—\-－~～→]")
_NO_YEAR = re.compile(  # 今年（2025年）: the year is said beside it; 我奶今年八十多: an age
    r"(?:大前年|前年|去年|上年|今年|本年|明年|后年)(?=[（(]\s*(?:19|20)?\d\d\s*年?[）)])|"
    r"今年(?=(?:都|已经|快|刚|才)?(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|\d{2,3})(?:多|来|几|出头)?(?:岁|周岁|了|[，,。？?]|$))"
)
_RELATIVE = {  # 前后年份, 以前年度: no year before or after this one
    re.compile(word): offset
    for word, offset in (
        ("大前年", -3), (r"(?<![前之往以])前年(?![份度头])", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1),
        (r"(?<![前之往以])后年(?![份度头])", 2),
    )
}  # fmt: skip
_PLANNED = re.compile(r"目标|计划|打算|任务|安排|准备|预期")
_COUNTED_IN = re.compile(  # 连舒兰在内, （省里也算）: one office more, not the only one
    r"[（(]?(?:(?:连同?|包括|包含|含|算上|加上|带上)[^，。？（）()]{1,10}(?:在内|也算|都算|一起|一块儿?)|[^，。？（）()和与跟、]{1,6}(?:也算|都算|也包括|也算上|也算在内))[）)]?|"
    r"[（(](?:连同?|包括|包含|含|算上|加上|带上)[^，。？（）()]{1,10}[）)]"
)
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,8}[〔\[(（【](?:19|20)\d{2}[〕\])）】]第?\d+号")
_TITLE = re.compile(r"《[^》]*》")
_SUFFIXES = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "州", "县", "区", "旗", "盟")
_LOCAL_SUFFIXES = ("镇", "乡", "村", "街道")  # below the gazetteer: such a place is known by being printed
_LEVEL_WORDS = {
    "省": ("全省", "两省", "两个省", "省里", "省上", "省厅", "我省", "本省", "省民政厅", "省级层面"),
    "市": ("全市", "市里", "市上", "市局", "我市", "本市", "市民政局"),
    "县": ("全县", "县里", "县上", "县局", "我县", "本县", "县民政局"),
    "区": ("全区", "区里", "区上", "区局", "我区", "本区", "区民政局"),
}

_LEVEL_ALONE = re.compile(
    r"(?<![一-鿿（(])([省市县])(?:一级|本级)?(?=[和与跟、及加]|要点|的?文件)|(?<=[和与跟、及把])([省市县])(?:一级|本级|要点)(?=和|与|的|$)|"
    r"(?<=[和与跟、及把加，,])([省市县])(?=[和与跟、及加])"
)

OLDEST_PRESENT = 2  # years before today's from which the newest documents of an office may be meant by 今年


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """What a question says about scope. `text` is the question without scope words.

    `uncovered_years` are named but no document has them; `places` are named areas that issue no document held;
    `unheld_documents` are document numbers that no document bears, `unheld_issuers` offices that issued none of the
    documents and are printed in none; `named` are the words that name `scope.documents`, as typed. `present` is the year of the newest edition for which
    今年 was taken, None where it is the year of today. `all_years` is set by 历年, 每年 …; `deadline_years` are years of a deadline such as 到2025年.
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
        self._regions = {d.metadata.region for d in documents if d.metadata.region}
        self._titles = TitleReader(documents, names)
        self._offices = _offices(documents)
        self._text = "\n".join(d.text for d in documents)

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
        question, by_title, title_words = self._titles.read(question)
        titles = _TITLE.findall(question)
        rest = _TITLE.sub("\x00", question)
        rest, numbers = self._document_numbers(rest)
        unheld = tuple(match.group() for match in _DOCUMENT_NUMBER.finditer(rest))
        rest = _DOCUMENT_NUMBER.sub("", rest)
        rest, strangers = self._unheld_issuers(rest)
        rest, relative = self._relative(with_later_years(rest, self.years))
        rest, years, deadlines = self._read_years(rest)
        if years and OTHER_YEARS.search(rest):
            rest, years, deadlines = f"历年{OTHER_YEARS.sub('', rest)}", (), ()
        if len(years) > 1 and BETWEEN.search(rest):
            years = tuple(y for y in self.years if min(years) <= y <= max(years))
        undated = not (years or deadlines)
        all_years = bool(EVERY_YEAR.search(rest)) or (undated and bool(DEVELOPS.search(rest)))
        rest = _COUNTED_IN.sub("", DEVELOPS.sub("", EVERY_YEAR.sub("", rest)))
        rest, offices, levels, of_place, place_words = self._read_issuers(rest)
        named = self._places(rest)
        for title in titles:
            rest = rest.replace("\x00", title, 1)
        if by_title and offices and not numbers and self._are_of(offices, by_title, asked, title_words):
            by_title = ()
        scope = Scope((), (*offices, *levels), numbers or by_title or of_place)
        if of_place and scope.documents == of_place:
            scope = replace(scope, issuers=())
        present = self._present(scope, relative, asked) if relative and not years else None
        if relative and self._today:
            years = (*years, *(offset + (present or self._today.year) for offset in relative))
        covered = tuple(y for y in years if self._speak_of(y, scope))
        uncovered = tuple(y for y in years if y not in covered)
        scope = replace(scope, years=tuple(sorted(set(covered))))
        if levels and not self.covers(scope):  # 全省 in a question on one document says nothing about the office
            scope = replace(scope, issuers=offices)
        return ScopeReading(
            scope=scope,
            text=rest.strip(" ，,、的：:"),
            uncovered_years=tuple(dict.fromkeys(uncovered)),
            places=named,
            all_years=all_years,
            deadline_years=deadlines,
            unheld_documents=unheld,
            unheld_issuers=strangers,
            explicit=bool(unheld or strangers or scope.documents or years or scope.issuers or all_years),
            named=title_words if by_title else place_words,
            present=present,
        )

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

    def _are_of(self, offices: Sequence[str], by_title: Sequence[str], question: str, typed: Sequence[str]) -> bool:
        """Whether a title belongs to an office named right before it, which did not issue the documents that bear the
        title: 江海市政府工作报告 where only the report of 山河省 is called so."""
        if any(d.issuer in offices for d in self._documents if d.document_id in by_title):
            return False
        before = tuple(name for name, issuers in self._offices if set(issuers) & set(offices))
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

    def _read_years(self, text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        years: list[int] = []
        deadlines: list[int] = []
        latest: re.Match[str] | None = None

        def take(match: re.Match[str]) -> str:
            nonlocal latest
            before, latest = latest, match
            listed = re.findall(_YEAR, match.group("list"))
            numbers = [year for part in listed if (year := year_of(part)) is not None]
            if _RANGE.search(match.group("list")) and len(numbers) == 2 and numbers[0] < numbers[1]:
                if numbers[0] not in self._years and numbers[1] not in self._years:
                    return match.group()  # 2021—2035年规划: part of a name
                numbers = [y for y in range(numbers[0], numbers[1] + 1) if y in self._years or y in numbers]
            if before and years and leads_up(before, match):
                between = self.years if runs_on(before, match) else ()
                years.extend([*(y for y in between if years[-1] < y < numbers[0]), *numbers])
                return ""
            is_deadline = bool(match.group("deadline")) or match.group("end") in ("底前", "前", "末")
            if is_deadline and len(numbers) == 1:
                deadlines.extend(numbers)
                return match.group()
            years.extend(numbers)
            return ""

        text = _BARE_RANGE.sub(r"\1年到\2年", text)
        text = _BARE_LIST.sub(lambda m: "、".join(f"20{year}年" for year in re.findall(r"\d\d", m[1])), text)
        text = _SHORT_LIST.sub(self._held_years, text)
        text = _YEARS.sub(take, text)
        for match in list(_BARE_YEARS.finditer(text)):
            year = int(match.group(1))
            if year in self._years:
                years.append(year)
                text = text.replace(match.group(1), "", 1)
        return text, tuple(dict.fromkeys(years)), tuple(deadlines)

    def _relative(self, text: str) -> tuple[str, tuple[int, ...]]:
        """The text without 今年, 去年 …, and how many years each is from this one; none without a reference date."""
        offsets: list[int] = []
        text = _NO_YEAR.sub("", text)
        for word, offset in _RELATIVE.items():
            if self._today and "上年度" not in text and word.search(text):
                offsets.append(offset)
                text = word.sub("", text)
        return text, tuple(offsets)

    def _held_years(self, match: re.Match[str]) -> str:
        """23跟24 as years where documents of all of them are held and no measure word follows, else as it stands."""
        years = [2000 + int(number) for number in re.findall(r"\d\d", match.group())]
        following = match.string[match.end() : match.end() + 1]
        if (following and following in MEASURE) or not self._years.issuperset(years):
            return match.group()
        return re.sub(r"\d\d", r"20\g<0>年", match.group())

    def _read_issuers(
        self, text: str
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The text without them, the offices named, the offices of a level that is named (全省, 市里), and, where the
        offices of a named place are not known for all documents, the documents of that place with the words typed."""
        found: list[str] = []
        of_level: list[str] = []
        of_place: list[str] = []
        typed: list[str] = []
        for name, issuers in self._offices:
            at = text.find(name)
            if at >= 0 and not self._part_of_a_name(text, at, name):
                found.extend(issuers)
                text = text[:at] + text[at + len(name) :]
                if unsigned := self._unsigned(name):
                    signed = (d.document_id for d in self._documents if d.issuer in issuers)
                    of_place.extend((*signed, *unsigned))
                    typed.append(name)
        text = _LEVEL_ALONE.sub(lambda m: f"全{next(filter(None, m.groups()))} ", text)
        for suffix, words in _LEVEL_WORDS.items():
            issuers = tuple(
                d.issuer for d in self._documents if d.issuer and (d.metadata.region or "").endswith(suffix)
            )
            for word in words:
                if word in text and issuers:
                    of_level.extend(sorted(set(issuers)))
                    text = text.replace(word, "")
        levels = tuple(issuer for issuer in dict.fromkeys(of_level) if issuer not in found)
        return text, tuple(dict.fromkeys(found)), levels, tuple(sorted(set(of_place))), tuple(typed)

    def _unsigned(self, name: str) -> tuple[str, ...]:
        """The documents of unknown office whose text speaks of a place: they may be the ones that are meant."""
        stem = _stem(name)
        return tuple(d.document_id for d in self._documents if not d.issuer and stem in d.text)

    def _unheld_issuers(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text without offices that issued no document held, and their names; one that is printed is a subject."""
        issuers = {d.issuer for d in self._documents if d.issuer}
        strangers = tuple(
            name
            for name in offices(text)
            if not any(issuer in name or name in issuer for issuer in issuers)
            and (name == MINISTRY or name not in self._text)
            and not any(name.removesuffix("民政局").removesuffix("民政厅") == _stem(region) for region in self._regions)
        )
        for name in strangers:
            text = text.replace(name, "")
        return text, strangers

    def _region_of(self, issuer: str) -> str:
        return next((d.metadata.region or "" for d in self._documents if d.issuer == issuer), "")

    def _part_of_a_name(self, text: str, at: int, name: str) -> bool:
        """Whether the name only begins a longer one that the documents print: 吉林省 in 吉林省慈善条例."""
        following = text[at + len(name) : at + len(name) + 3]
        if re.match(r"[市州县]", following) and not name.endswith(_SUFFIXES):
            return True
        return len(following) == 3 and name + following in self._text

    def _is_a_word(self, name: str) -> bool:
        """Whether the documents print a name only as a word: 惠民 in 惠民政策, never 惠民县."""
        return name in self._text and not any(f"{name}{suffix}" in self._text for suffix in _SUFFIXES)

    def _places(self, text: str) -> tuple[str, ...]:
        """Named areas that issue no document held: they must be found in the evidence."""
        known = {_stem(region) for region in self._regions}
        named = {p for p in places(text) if p in KNOWN_PLACES or (p in self._text and p.endswith(_LOCAL_SUFFIXES))}
        listed = {area for area in areas(text) if area not in self._regions and _stem(area) not in named}
        listed = {area for area in listed if not self._is_a_word(area)}
        cities = {place: f"{place}市" for place in known if f"{place}市" in text}  # 吉林市 is not 吉林省
        return tuple(cities.get(p, p) for p in sorted(named | listed) if p not in known or p in cities)


def _loose(number: str) -> str:
    """A pattern for a document number in any brackets: 吉民发〔2023〕5号 ~ 吉民发[2023]5号."""
    return re.sub(r"[〔\[［(（〕\]］)）]", r"[〔\\[［(（〕\\]］)）]", re.escape(number).replace("\\", ""))


def _stem(region: str) -> str:
    for suffix in _SUFFIXES:
        if region.endswith(suffix) and len(region) > len(suffix) + 1:
            return region.removesuffix(suffix)
    return region


def _offices(documents: Sequence[Document]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What people call offices, longest first, with the issuers meant: 舒兰市民政局 one, 舒兰 all those of that place.

    A short name that a province shares with a city (吉林) means the province.
    """
    called: dict[str, dict[str, str]] = {}
    for document in documents:
        issuer, region = document.issuer, document.metadata.region or ""
        if issuer:
            stem = _stem(region)
            offices = callings(issuer)
            for name in (*offices, *(f"{stem}{office.removeprefix(region)}" for office in offices), region, stem):
                called.setdefault(name, {})[issuer] = region
    named = []
    for name, issuers in called.items():
        provincial = [issuer for issuer, region in issuers.items() if region.endswith(("省", "自治区"))]
        named.append((name, tuple(sorted(provincial or issuers))))
    return tuple(sorted(((n, i) for n, i in named if n), key=lambda pair: (-len(pair[0]), pair)))
