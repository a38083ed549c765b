"""A question understood: what is asked, about which documents, at which printed place, with which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from assistant.asked import Asked, Kind, Tense, read_asked
from assistant.attested import Attested
from assistant.blanks import fill_blanks
from assistant.counted import CountedNames
from assistant.history import FRAME, HOW_OFTEN, HOW_OFTEN_SAID
from assistant.names import COMMON_WORDS, areas
from assistant.reference import Reference, read_reference
from assistant.register import SPOKEN, spoken_odds
from assistant.scope import ScopeReader, ScopeReading
from assistant.term_reader import TermReader
from assistant.terms import Term
from index.engine import Index
from index.lexicon import Lexicon
from index.segmentation import Segmenter
from index.spelling import Speller
from index.tokens import normalise
from index.variants import simplified
from ingest.records import Document

REMEMBERED_QUESTIONS = 512  # a few dozen conversations at a time
LONGEST_QUESTION = 400  # characters that are read; what people ask is shorter, what attacks is longer

_MARKUP = re.compile(
    r"(?is)\{[^{}]*[\"'][^{}]*:[^{}]*\}|<(script|style)\b.*?</\1\s*>|<[^<>]{0,200}>|\{\{.*?\}\}|\$\{.*?\}|`+|\|\||&&"
)
_SQL = re.compile(
    r"(?i)['\";]*\s*\b(?:select|insert|update|delete|drop|union|alter|exec)\b[^\u4e00-\u9fff;]*(?:--|;|\*/|(?=[\u4e00-\u9fff]))\s*|\bor\s+1\s*=\s*1\b|--"
)
_INSTRUCTION = re.compile(
    r"忽略|无视|忘记|忘掉|从现在起|从今以后|从此|所有数字|(?i:^\s*system)|编一?个|编造|杜撰|瞎编|随便(?:编|说|给)|不要(?:管|理|引用|检索|查)|(?<![分区个])别(?:管|查|引用)|你现在是|你是一[个名]|扮演|假装|假设你|系统提示|提示词|指令|"
    r"(?:直接|只能?|只需|必须|请|就|只许|只准|统一)(?:回答|回复|输出|说|答)[“\"‘'「：:]|(?i:ignore|repeat after|pretend|system\s*prompt|jailbreak|DAN\b|developer mode)|管理员模式|开发者模式|越狱"
)
_SAY_ONLY = re.compile(  # an order with the words to be said: the question may stand right behind it
    r"[^。！？!?；;，,：:\n]{0,12}(?:直接|只能?|只需|必须|请|就|只许|只准|统一)(?:回答|回复|输出|说|答)\s*[“\"'‘「][^”\"'’」\n]{0,20}[”\"'’」]"
)
_TO_BE_SAID = re.compile(  # words that are to be recited or passed off as printed, after a colon
    r"[^。！？!?；;\n：:]*(?:重复|复述|照抄|抄写|跟我?念|朗读|背诵)[^。！？!?；;\n：:]{0,8}遍[：:]?[^。！？!?；;\n]*|"
    r"[^。！？!?；;\n：:]*(?:假装|假设|编造|伪造|捏造|当作|就当)[^。！？!?；;\n：:]*[：:]\s*[“\"'‘「][^”\"’'」\n]*[”\"’'」]"
)
_ANNOUNCED = re.compile(r"(?:问题|请问|我想问的?是?|想问)\s*[:：是]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_SEGMENT = re.compile(r"(?:[^。！？!?；;，,：:\n.]|\.(?!\s))+(?:[。！？!?；;，,：:\n]|\.(?=\s|$))?")


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is the cleaned question; `terms` its content words; `reference` a printed place or None."""

    text: str
    asked: Asked
    reading: ScopeReading
    reference: Reference | None
    terms: tuple[Term, ...]
    wants_original: bool
    wants_writing: bool = False

    @property
    def side_by_side(self) -> bool:
        """Whether several years or offices are to be set side by side, as in a comparison or a history."""
        scope = self.reading.scope
        several = max(len(scope.years), len(scope.issuers), len(self.reading.sources)) > 1
        return several or self.asked.compares or self.reading.all_years

    @property
    def scope_words(self) -> str:
        """The years and offices of the question, or the title it used, as the beginning of another."""
        scope = self.reading.scope
        years = "、".join(f"{year}年" for year in scope.years)
        return f"{years}{'和'.join(scope.issuers or self.reading.named)}"


class QuestionReader:
    """Understands questions against one collection. Reading changes nothing."""

    def __init__(self, index: Index, lexicon: Lexicon, today: date | None = None) -> None:
        self.scope = ScopeReader(index.documents, today, lexicon.alternatives)
        self._lexicon = lexicon
        self._rarity = index.rarity
        segmenter = Segmenter.load(COMMON_WORDS, (*lexicon.words, *index.words))
        text = cache(lambda: "\n".join(normalise(d.text) for d in index.documents))
        self.terms = TermReader(
            segmenter, lexicon, index.rarity, Attested(text, segmenter).stands, CountedNames(text).members
        )
        self._remembered = lru_cache(maxsize=REMEMBERED_QUESTIONS)(self._read)
        self._restarting = frozenset(d.document_id for d in index.documents if _restarts(d))
        self.is_theme = lru_cache(maxsize=20_000)(self._is_theme)
        self._headings = "\n".join(
            normalise(h) for d in index.documents for i in d.items for h in (i.title, i.section_title) if h
        )
        self._speller = Speller(
            lexicon.words, index.words, segmenter, self.terms.held, index.rarity, self.terms.has_printed_name, areas
        )

    def _is_theme(self, word: str) -> bool:
        """Whether a heading of some document prints the word: it names a subject by itself."""
        return word in self._headings

    def restarts(self, document_id: str) -> bool:
        """Whether a document numbers its items anew in every section, so that a number alone names none."""
        return document_id in self._restarting

    def read(self, text: str) -> Question:
        """Understand one complete question; what was read last is remembered, as the turns of a conversation are."""
        return self._remembered(text)

    def _read(self, text: str) -> Question:
        cleaned = clean(text)
        spelt = self._speller.correct(self._lexicon.correct(cleaned))
        corrected = fill_blanks(spelt, self.terms.held, self._rarity)
        if corrected != spelt:
            corrected = _BLANK_ASKED.sub("", corrected)
        reading = self.scope.read(corrected)
        reference, rest = read_reference(reading.text)
        counted = corrected if reading.all_years else reading.text
        history = reading.all_years or len(reading.scope.years) > 1
        asked = read_asked(HOW_OFTEN.sub("", counted) if history else counted)
        if reading.all_years and HOW_OFTEN_SAID.search(corrected):
            asked = Asked(Kind.EXISTS, compares=asked.compares)
        if len(reading.scope.years) > 1:  # 去年完成数和今年目标: both are asked for
            asked = replace(asked, tense=Tense.OPEN)
        deadlines = tuple(
            f"{year}年" for year in (*reading.deadline_years, *self.scope.held.only_printed(reading.scope))
        )
        stated = tuple(figure for figure in premises(rest) if self.terms.held(figure))
        matter = _without_deadlines(_without_premise(rest))
        if spoken_odds(cleaned) >= SPOKEN:  # office language means what it says
            matter = self._lexicon.gathered(matter, self.terms.has_printed_name)
        question = Question(
            cleaned,
            asked,
            reading,
            reference,
            self.terms.read(matter, reading.places, (*deadlines, *stated)),
            bool(_ORIGINAL.search(corrected)),
            bool(_WRITING.search(simplified(text))),
        )
        if not question.side_by_side:
            return question
        framed = self.terms.read(FRAME.sub(" ", matter), reading.places, (*deadlines, *stated))
        return replace(question, terms=framed or question.terms)


def _restarts(document: Document) -> bool:
    numbers = [item.item for item in document.items if item.item is not None]
    return len(set(numbers)) < len(numbers)


_BLANK_ASKED = re.compile(
    r"[，,]?(?:到底|究竟|都|各|分别)*(?:是|指)(?:哪?几个?)[？?]?$"
)  # answered once the blank is filled
_ORIGINAL = re.compile(
    r"原文|原话|原句|全文|全部内容|逐字|完整(?:内容|条文)|整[条段节章块]|念一?下|贴出来|发我|发给我|发过?来|一字不[落漏差改]|从头到尾"
)
_WRITING = re.compile(
    r"(?:写|拟|起草|编|(?<!工)作|造|批|仿)(?:一?[个份篇封首段](?!一[份个])|出)[^，。？]{0,16}"
    r"(?:通知|公文|文件|诗|信|文章|代码|程序|稿|作文|小说|广告|文案|批文|证明|要点|报告|方案)"
)
_PREMISE = re.compile(
    r"\d[\d,.]*\s*(?:万|亿)?\s*(?:倍|%|％|元|户|张|个|人|名|家|所|项|次|类|岁|分钟|天|件|百分点)(?:以上|以下|左右)?|百分之[一二三四五六七八九十百]+"
)


def _without_premise(text: str) -> str:
    """The text without figures that the person states: they may be wrong and are never searched for."""
    return _PREMISE.sub(" ", text)


def _without_deadlines(text: str) -> str:
    return re.sub(r"(?:到|截至|截止)?(?:19|20)\d{2}年(?:底|末|前|底前)?", " ", text)


def premises(text: str) -> Sequence[str]:
    """The figures that a person states in a question, as typed."""
    return tuple(match.group() for match in _PREMISE.finditer(text))


def clean(text: str) -> str:
    """The question in simplified characters and ordinary widths, without markup and without orders to the machine.

    A question that holds nothing else stays as it is, so that it can be refused for what it is.
    """
    plain = simplified(text.encode("utf-8", "replace").decode("utf-8"))  # lone surrogates, as JSON may carry them
    plain = _SQL.sub(" ", _MARKUP.sub(" ", plain))
    plain = _TO_BE_SAID.sub(" ", _SAY_ONLY.sub(" ", plain))
    kept = "".join(part for part in _SEGMENT.findall(plain) if not _INSTRUCTION.search(part))
    kept = " ".join(kept.split()).strip("'\"; ")
    return kept if len(kept) <= LONGEST_QUESTION else _end_of(kept)


def _end_of(text: str) -> str:
    """What a long text asks: after the last 问题：, else its last sentences, as many whole ones as are read."""
    if (announced := _ANNOUNCED.split(text)[-1].strip()) and len(announced) <= LONGEST_QUESTION:
        return announced
    tail = text[-LONGEST_QUESTION:]
    whole = _SENTENCE_END.split(tail, maxsplit=1)[-1].strip()
    return whole or tail
