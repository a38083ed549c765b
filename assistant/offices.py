"""Which offices and places a question names: 舒兰市民政局, 省里, 磐石的养老大院; those of the documents held are scope, the others
are conditions or are said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.callings import callings, field_of
from assistant.names import KNOWN_PLACES, MINISTRY, areas, offices, places, towns
from assistant.titles import GENRE
from ingest.records import Document

_SUFFIXES = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "州", "县", "区", "旗", "盟")
_LOCAL_SUFFIXES = ("镇", "乡", "村", "街道")  # below the gazetteer: such a place is known by being printed
_LEVEL_WORDS = {
    "省": (
        "全省",
        "两省",
        "两个省",
        "省里",
        "省上",
        "省厅",
        "我省",
        "本省",
        "省民政厅",
        "民政厅",
        "省级层面",
        "省级文件",
        "省级要点",
    ),
    "市": ("全市", "市里", "市上", "市局", "我市", "本市", "市民政局"),
    "县": ("全县", "县里", "县上", "县局", "我县", "本县", "县民政局"),
    "区": ("全区", "区里", "区上", "区局", "我区", "本区", "区民政局"),
}

_LEVEL_ALONE = re.compile(
    r"(?<![一-鿿（(])([省市县])(?:一级|本级|级)?(?=[和与跟、及加]|要点|的?文件)|(?<=[和与跟、及把])([省市县])(?:一级|本级|要点)(?=和|与|的|$)|"
    r"(?<=[和与跟、及把加，,])([省市县])(?=[和与跟、及加])"
)


_FIELD_ENDS = re.compile(  # behind 枝江民政: the office is meant, not its field (枝江民政服务站)
    r"\s*(?:$|[\d，,。？?：:、和与跟及比的里第]|[今去前明]年|(?:工作)?要点|文件|通知|方案|计划)"
)
_OF_GENRE = re.compile(rf"\s*(?:的|[那这]一?[个份])?\s*({GENRE})")


@dataclass(frozen=True, slots=True)
class Named:
    """The offices that a question names, and those of a level that it names (全省, 市里). `sources` are the ids of the
    documents of each office or place, `typed` the words that name it. Where not all of those documents are signed,
    `documents` are the ids of all of them."""

    offices: tuple[str, ...]
    of_level: tuple[str, ...]
    sources: tuple[frozenset[str], ...]
    documents: tuple[str, ...]
    typed: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether any office or place is named."""
        return bool(self.offices or self.of_level or self.documents)


@dataclass(frozen=True, slots=True)
class _Calling:
    """What people call an office or a place, with the documents meant. A `field` such as 枝江民政 needs a fitting end."""

    name: str
    documents: frozenset[str]
    field: bool


class OfficeReader:
    """Reads the names of offices and places against the documents held."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._regions = {d.metadata.region for d in documents if d.metadata.region}
        self._by_id = {d.document_id: d for d in documents}
        self._callings = _callings(documents)
        self._text = "\n".join(d.text for d in documents)
        self._beyond_titles = "\n".join(d.text if d.issuer else d.text.replace(d.title, "") for d in documents)

    def read(self, text: str) -> tuple[str, Named]:
        """The text without offices, and those that it names."""
        found: list[str] = []
        of_level: list[str] = []
        sources: list[frozenset[str]] = []
        typed: list[str] = []
        for calling in self._callings:
            at = text.find(calling.name)
            end = at + len(calling.name)
            if (
                at < 0
                or (calling.field and not _FIELD_ENDS.match(text, end))
                or self._part_of_a_name(text, at, calling)
            ):
                continue
            documents = calling.documents | self._speaking_of(calling)
            genre = None if self._signed(documents) else _OF_GENRE.match(text, end)
            if genre and (of_genre := frozenset(i for i in documents if genre[1] in self._by_id[i].title)):
                documents, end = of_genre, genre.end()
            found.extend(sorted({issuer for i in calling.documents if (issuer := self._by_id[i].issuer)}))
            sources.append(documents)
            typed.append(calling.name)
            text = text[:at] + text[end:]
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
        named = frozenset().union(*sources)
        return text, Named(
            tuple(dict.fromkeys(found)),
            levels,
            tuple(dict.fromkeys(sources)),
            () if self._signed(named) else tuple(sorted(named)),
            tuple(typed),
        )

    def unheld(self, text: str) -> tuple[str, tuple[str, ...]]:
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

    def places(self, text: str) -> tuple[str, ...]:
        """Named areas that issue no document held: they must be found in the evidence."""
        known = {_stem(region) for region in self._regions}
        named = {p for p in places(text) if p in KNOWN_PLACES or (p in self._text and p.endswith(_LOCAL_SUFFIXES))}
        named |= {town for town in towns(text) if not any(area in town for area in areas(text))}
        listed = {area for area in areas(text) if area not in self._regions and _stem(area) not in named}
        listed = {area for area in listed if not self._is_a_word(area)}
        cities = {place: f"{place}市" for place in known if f"{place}市" in text}  # 吉林市 is not 吉林省
        return tuple(cities.get(p, p) for p in sorted(named | listed) if p not in known or p in cities)

    def callings(self, issuers: Sequence[str]) -> tuple[str, ...]:
        """The names by which any of some offices is called."""
        return tuple(c.name for c in self._callings if any(self._by_id[i].issuer in issuers for i in c.documents))

    def documents_of(self, name: str) -> frozenset[str]:
        """The ids of the documents of the office or place that is called by this name; empty for any other word."""
        return frozenset().union(*(calling.documents for calling in self._callings if calling.name == name))

    def _signed(self, documents: frozenset[str]) -> bool:
        return all(self._by_id[i].issuer for i in documents)

    def _speaking_of(self, calling: _Calling) -> frozenset[str]:
        """The documents of unknown office that are of the place or, where that is unknown too, print it: they may be the
        ones that are meant."""
        regions = {self._by_id[i].metadata.region for i in calling.documents}
        stem = _stem(calling.name)
        unsigned = (d for d in self._documents if not d.issuer)
        return frozenset(
            d.document_id for d in unsigned if (d.metadata.region in regions if d.metadata.region else stem in d.text)
        )

    def _part_of_a_name(self, text: str, at: int, calling: _Calling) -> bool:
        """Whether the name only begins a longer one that the documents print: 吉林省 in 吉林省慈善条例."""
        name = calling.name
        following = text[at + len(name) : at + len(name) + 3]
        if re.match(r"[市州县]", following) and not name.endswith(_SUFFIXES) and not calling.field:
            return True
        return len(following) == 3 and name + following in self._beyond_titles

    def _is_a_word(self, name: str) -> bool:
        """Whether the documents print a name without suffix only as a word: 惠民 in 惠民政策, never 惠民县."""
        return (
            not name.endswith(_SUFFIXES)
            and name in self._text
            and not any(f"{name}{suffix}" in self._text for suffix in _SUFFIXES)
        )


def _stem(region: str) -> str:
    for suffix in _SUFFIXES:
        if region.endswith(suffix) and len(region) > len(suffix) + 1:
            return region.removesuffix(suffix)
    return region


def _callings(documents: Sequence[Document]) -> tuple[_Calling, ...]:
    """What people call offices and places, longest first, with the documents meant: 舒兰市民政局 those of one office,
    舒兰 all those of that place.

    A short name that a province shares with a city (吉林) means the province.
    """
    called: dict[tuple[str, bool], dict[str, str]] = {}
    for document in documents:
        issuer, region = document.issuer, document.metadata.region or ""
        stem = _stem(region)
        offices = callings(issuer) if issuer else ()
        own = [name[name.find(region) :] for name in offices if region]  # 某市天河区教育局 → 天河区教育局
        offices = (*offices, *own, *(f"{stem}{name.removeprefix(region)}" for name in own))
        fields = tuple(name for office in offices if stem and (name := field_of(office)).startswith(stem))
        for name, field in (*((name, False) for name in (*offices, region, stem)), *((name, True) for name in fields)):
            called.setdefault((name, field), {})[document.document_id] = region
    found = []
    for (name, field), ids in called.items():
        provincial = {i for i, region in ids.items() if region.endswith(("省", "自治区"))}
        if name and (not field or (name, False) not in called):
            found.append(_Calling(name, frozenset(provincial or ids), field))
    return tuple(sorted(found, key=lambda c: (-len(c.name), c.name)))
