"""How much a sentence or a figure counts by the way it is said, beside the words of the question that it holds.

Each row is a factor: what gives a reason for rules (为规范……，制定本办法) says little, unless the reason is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import answering
from assistant.asked import Asked, Expected, Kind
from assistant.fitting import gives_date
from assistant.passages import GOES_ON, GRAVER, Clause, Passage, Sentence
from assistant.wording import DIVIDED
from index.tokens import normalise
from ingest.quantities import Quantity

OTHER_UNIT = 0.85  # factor for a figure of the asked family in another measure word (家 for 个)
LOOSE_UNIT_BONUS = 1.08  # factor for a figure of the family that the question hints at
ONLY_A_PAPER = 0.6  # factor for a line that only names a paper to hand in, unless papers are asked for
ANSWERING = 1.15  # factor for what uses the words of an answer: 不超过 where 最多 is asked
DIVIDING = 1.3  # factor for what says how a thing is divided where that is asked: 分为以下三类
ENUMERATING = 1.25  # factor for what begins an enumeration where a list is asked: 包括下列内容：
ONLY_THE_PURPOSE = 0.7  # factor for the sentence that says why there are rules: 为规范……，制定本办法
GRAVER_CASE = 0.95  # factor for what is threatened only to those who do not obey, unless it is asked for
NO_APPROVAL = 0.7  # factor for a sentence that nobody approves in, where it is asked who does
NO_DATE = 0.85  # factor for a sentence without a date where a date is asked
NO_DAY = 0.5  # the same where the day is asked
NO_EXACT_DATE = 0.25  # the same where day and month are asked by number: no answer, only near

_PURPOSE = re.compile(r"为了?[^。；]{4,}制[定订]本")
_PURPOSE_ASKED = re.compile(r"目的|为[什啥何]|为了|依据|根据|初衷|凭什么|上位法|制[定订]|总则|提[过到]|哪些文件")
_DIVIDES = re.compile(  # 分为失能评估、复评; 包括下列三类
    r"分(?:为|成)|(?:以下|下列|如下)[一二两三四五六七八九十\d]+个?(?:等级|类|种|级|档|型)"
)
_PAPER = re.compile(  # 2.房屋租赁补贴申请表; 身份证复印件（一式两份）
    r"^\W*(?:\d{1,2}\s*[.．、）)]|[一二三四五六七八九十]+[、）)])?\W*[^，。；;：:\n]{0,40}"
    r"(?:申[请报]表|登记表|审批表|评估表|汇总表|明细表|花名册|承诺书|委托书|证明(?:材料)?|复印件|证件|财务报表|审计报告)"
    r"[》”]?(?:[（(][^（）()\n]*[）)])?[；;。，]?$"
)
_PAPERS_ASKED = re.compile(
    r"材料|资料|证明|证件|手续|表(?![示明彰演达扬现])|承诺书|委托书|复印件|报告|名册|附件|带[什啥哪]|交[什啥哪]"
)
_APPROVAL_ASKED = re.compile(r"批(?!评|次|量|发)|核准|拍板|点头|同意")
_APPROVES = re.compile(r"审批|批准|核准|批复|核定|同意|决定|备案")


class Manner:
    """The factors of what is said in answer to one question; 1 where there is nothing to it."""

    def __init__(self, asked: Asked, text: str) -> None:
        self._asked = asked
        self._text = normalise(text)
        self._answering = () if asked.kind is Kind.EXISTS else answering(text)
        self._divided = DIVIDED.search(text) is not None
        self._papers = _PAPERS_ASKED.search(text) is not None
        self._purpose = _PURPOSE_ASKED.search(text) is not None
        self._approval = asked.expected is Expected.RESPONSIBLE and _APPROVAL_ASKED.search(text) is not None
        self._graver = GRAVER.search(text) is not None

    def of_figures(self, wanted: Sequence[Quantity], clause: Clause, sentence: Sentence) -> tuple[float, ...]:
        """The factors of the figures of a clause that fit the question."""
        unit, families = self._asked.unit, self._asked.families
        graver = not self._graver and GOES_ON.match(sentence.normalised)
        return (
            OTHER_UNIT if unit and all(q.unit != unit for q in wanted) else 1.0,
            OTHER_UNIT if not families and not any(q.value[0].isdigit() for q in wanted) else 1.0,
            LOOSE_UNIT_BONUS if not unit and any(q.family in families for q in wanted) else 1.0,
            self._worded(clause.normalised),
            GRAVER_CASE if graver else 1.0,
        )

    def of_statement(self, passage: Passage, sentence: Sentence) -> tuple[float, ...]:
        """The factors of a sentence."""
        said = sentence.normalised
        paper = not self._papers and _PAPER.search(sentence.span.of(passage.item.text).strip())
        return (
            self._worded(said),
            NO_APPROVAL if self._approval and not _APPROVES.search(said) else 1.0,
            ENUMERATING if sentence.opens and self._asked.kind is Kind.LIST else 1.0,
            ONLY_THE_PURPOSE if not self._purpose and _PURPOSE.search(said) else 1.0,
            ONLY_A_PAPER if paper else 1.0,
            self._dated(said),
        )

    def _worded(self, said: str) -> float:
        """Of words by which what is asked is answered."""
        if self._divided and _DIVIDES.search(said):
            return DIVIDING
        return float(ANSWERING ** sum(printed.search(said) is not None for printed in self._answering))

    def _dated(self, said: str) -> float:
        """Of what gives no date where one is asked for."""
        if self._asked.kind is not Kind.DATE or gives_date(said, self._asked, self._text):
            return 1.0
        return NO_EXACT_DATE if self._asked.unit else NO_DAY if self._asked.strict else NO_DATE
