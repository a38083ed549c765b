"""Which offices and places a question names: 舒兰市民政局, 省里, 磐石的养老大院; those of the documents held are scope, the others
are conditions or are said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.callings import callings
from assistant.names import KNOWN_PLACES, MINISTRY, areas, offices, places
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


@dataclass(frozen=True, slots=True)
class Named:
    """The offices that a question names, and those of a level that it names (全省, 市里). Where the offices of a named place
    are not known for all documents, `documents` are the ids of the documents of that place and `typed` the words."""

    offices: tuple[str, ...]
    of_level: tuple[str, ...]
    documents: tuple[str, ...]
    typed: tuple[str, ...]


class OfficeReader:
    """Reads the names of offices and places against the documents held."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._regions = {d.metadata.region for d in documents if d.metadata.region}
        self._offices = _offices(documents)
        self._text = "\n".join(d.text for d in documents)

    def read(self, text: str) -> tuple[str, Named]:
        """The text without offices, and those that it names."""
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
        return text, Named(tuple(dict.fromkeys(found)), levels, tuple(sorted(set(of_place))), tuple(typed))

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
        listed = {area for area in areas(text) if area not in self._regions and _stem(area) not in named}
        listed = {area for area in listed if not self._is_a_word(area)}
        cities = {place: f"{place}市" for place in known if f"{place}市" in text}  # 吉林市 is not 吉林省
        return tuple(cities.get(p, p) for p in sorted(named | listed) if p not in known or p in cities)

    def callings(self, issuers: Sequence[str]) -> tuple[str, ...]:
        """The names by which any of some offices is called."""
        return tuple(name for name, called in self._offices if set(called) & set(issuers))

    def _unsigned(self, name: str) -> tuple[str, ...]:
        """The documents of unknown office whose text speaks of a place: they may be the ones that are meant."""
        stem = _stem(name)
        return tuple(d.document_id for d in self._documents if not d.issuer and stem in d.text)

    def _part_of_a_name(self, text: str, at: int, name: str) -> bool:
        """Whether the name only begins a longer one that the documents print: 吉林省 in 吉林省慈善条例."""
        following = text[at + len(name) : at + len(name) + 3]
        if re.match(r"[市州县]", following) and not name.endswith(_SUFFIXES):
            return True
        return len(following) == 3 and name + following in self._text

    def _is_a_word(self, name: str) -> bool:
        """Whether the documents print a name only as a word: 惠民 in 惠民政策, never 惠民县."""
        return name in self._text and not any(f"{name}{suffix}" in self._text for suffix in _SUFFIXES)


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
            names = callings(issuer)
            for name in (*names, *(f"{stem}{name.removeprefix(region)}" for name in names), region, stem):
                called.setdefault(name, {})[issuer] = region
    named = []
    for name, issuers in called.items():
        provincial = [issuer for issuer, region in issuers.items() if region.endswith(("省", "自治区"))]
        named.append((name, tuple(sorted(provincial or issuers))))
    return tuple(sorted(((n, i) for n, i in named if n), key=lambda pair: (-len(pair[0]), pair)))
