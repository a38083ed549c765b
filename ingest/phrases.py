"""The telling words in a stretch of a sentence: without times, fillers and marks, and what they lack to name a thing.

Example: "力争2025年新增失智照护床位" → 新增失智照护床位; 新增 alone, 乡镇覆盖率 and 补助标准 name nothing of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.quantities import DEADLINE
from ingest.sentences import Span

# What stands before a thing without naming it; a word that only begins like it is spared: 对外投资, 完成率, 可支配收入.
_FILLER = (
    "其中|同时|此外|并且|并|且|力争|争取|确保|保证|保持|实现|完成(?!率)|推动|推进|开展|持续|继续|全面|深入|大力|积极|加快|加强|"
    "进一步|预计|着力|努力|稳步|扎实|切实|逐步|统筹|有序|按照|按|采取|通过(?!率)|以及|以(?!工|奖)|将|使(?!用)|把|对(?!外|口|象)|为(?!民|老)|到(?!位|岗|账)|至|力(?!量|度)|要(?!素|点|求)|须|应当|应(?!急|用|收)|需(?!求)|可(?!支配|再生)|"
    "每年|全年|年内|建议|原则上|组织|健全|完善|落实|做好|抓好|合计|累计|共计|共(?!享|青|同|建)|总计|已|再(?!就业|生)"
)
# How a count comes about; part of what is measured (新增床位 is not 床位), but names nothing alone.
_VERB = (
    "新增|新建|新改建|改建|扩建|新认定|新培育|新入库|新开工|新签约|新发布|新筹集|新开|开工建设|开工|入库|竣工|投产|改造|建设|建成|建立|建有|"
    "筹建|筹集|打造|培育|创建|遴选|选取|优选|发放|给予|安排|投入|提供|惠及|覆盖|举办|支持|设立|设置|实施|培训|增加|增长|提高|提升|"
    "上升|回升|降低|下降|减少|压减|压缩|缩短|达到|达|扩大|配备|配建|招录|招聘|招引|签约|取得|获评|评选|"
    "保障(?!标准|房|对象|水平|性|金|中心)|发展|认定|引进|报销|修复|恢复重建|处理|办理|安置|接待|收到|审议|制定|修订|保持|稳定|控制|超过|突破|不得"
)
# What names no thing without another: 乡镇覆盖率, 补助标准.
_GENERIC = (
    "标准|补助|补贴|救助|资助|任务|工作|比例|比重|占比|覆盖率|总数|数量|人数|规模|总额|总量|资金|建设|改造|项目|目标|水平|率|左右|以上|以下|以内|"
    "年度|当年|上年|每年|每月|月|乡镇|街道|村|社区|城市|城镇|城乡|农村|全省|全市|全县|全国|全区|各地|省级|市级|县级|每个|每人|每户|每|各|市|县|区|"
    "最高|最低|奖补|奖励|支持|给予|一次性|个|的|均|分别|不|由|从|其|和|及|与|（|）|、|在|为|中|并|且|了"
)
_RATE = re.compile(r"(?:[\u4e00-\u9fff]{2}率|占比|比例|比重|标准)$")
_LEAD = re.compile(
    rf"(?:{_FILLER}|[“”‘’\s　，、和及与的）)]|在(?![建校岗职册编园线家])|\d+\s*[.．、]|[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[)）])++"
)
_TAIL = re.compile(
    r"(?:的|为|均|都|各|按照|按|每|达到|达|到|至|在|等|分别|共计|共|由|从|是|不|仅|就|可|一般|两个|两项|[“”‘’：:，,；;。\s　、（(])++$"
)
_VERBS = re.compile(rf"(?:{_VERB})++了?+(?!标准|对象|资金|人员|人数|金额|率)")
_GROWTH = re.compile("增加|增长|提高|提升|上升|回升|降低|下降|减少|压缩|缩短")
_NOTHING = re.compile(rf"(?:{_FILLER}|{_VERB}|{_GENERIC}|[“”‘’\s　])*+")
_SCOPE = re.compile("(?:全[国省市县区]|各[地市县区]|每[年月])*")
_MEASURE = re.compile(
    "(?:(?:参保|参加|服务|就业|享受|受益|保障|签约)?(?:人数|人次)|产量|产值|增加值|总额|营业额|营业收入|经营收入|销售收入|销售额|零售额|"
    "标准|收入|支出|利润|数量|规模|比例|比重|占比|(?:覆盖|参保|完成|合格|达标|优良|利用|普及|入住)率|面积|总量|排放量|水平|均价|价格|增速|投资)$"
)
_EACH = re.compile("每个?(?:街道|乡镇|社区|村|县|市|区|镇|省)")
DELIMITER = re.compile("、|以及|和(?!谐|平|睦)|(?<![普涉])及(?!时|其)|(?<!参)与|或(?!者)|或者")
# Tried in turn until the members are as many as the figures: 与 joins inside 全省与其他国家货物贸易、对外投资和实际利用外资.
_SPLITS = (DELIMITER, re.compile("、|和|及"), re.compile("、"))
_TIME = re.compile(
    rf"{DEADLINE.pattern}|(?:在|自|至)?(?:19|20)\d{{2}}年(?:度|全年|底|末)?(?![—－-])|当年|(?<!上)本?年度|全年|力争|"
    r"比(?:上年|去年|前年|(?:19|20)\d{2}年)(?:底|末|同期)?(?:年初)?(?:预算数?|决算数?|执行数|实际)?"
)

SHORT_RATE = 3  # characters of a rate that does not say of what: 巡访率


def words(text: str, region: Span) -> tuple[Span, ...]:
    """The telling words of a stretch: without times, fillers and punctuation at their ends."""
    pieces = []
    left = region.start
    for time in (*_TIME.finditer(text, region.start, region.end), None):
        right = time.start() if time else region.end
        pieces.append(_trimmed(text, left, right))
        left = time.end() if time else right
    return tuple(span for span in pieces if span.end > span.start)


def _trimmed(text: str, left: int, right: int) -> Span:
    piece = text[left:right]
    tail = _TAIL.search(piece)
    piece = piece[: tail.start()] if tail else piece
    lead = _LEAD.match(piece)
    start, end = left + (lead.end() if lead else 0), left + len(piece)
    if start >= end:
        return Span(end, end)
    opened, closed = text.count("“", start, end), text.count("”", start, end)
    if closed > opened and text[start - 1 : start] == "“":
        start -= 1
    elif opened > closed and text[end : end + 1] == "”":
        end += 1
    return Span(start, end)


def is_incomplete(said: str) -> bool:
    """Whether words name no thing of their own: 新增, 乡镇覆盖率, 补助标准, 月巡访率."""
    rest = _NOTHING.match(said)
    left = said[rest.end() :] if rest else said
    return not left or (len(left) <= SHORT_RATE and left.endswith("率"))


def is_verb(said: str) -> bool:
    """Whether words are a verb and no more: 力争新增."""
    return _VERBS.fullmatch(_LEAD.sub("", said, count=1)) is not None


def is_growth(said: str) -> bool:
    """Whether words begin with a change, which is measured itself: 增长8% is no amount of what grows."""
    return _GROWTH.match(said) is not None


def without_verb(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The words without the verb that they begin with."""
    if not spans:
        return ()
    first = spans[0]
    found = _VERBS.match(text, first.start, first.end)
    start = found.end() if found else first.start
    return (Span(start, first.end), *spans[1:]) if start < first.end else spans[1:]


def without_rate(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The words without the rate that they end with, before another rate of the same thing."""
    if not spans:
        return ()
    last = spans[-1]
    found = _RATE.search(last.of(text))
    end = last.start + found.start() if found else last.end
    return (*spans[:-1], Span(last.start, end)) if end > last.start else spans[:-1]


def without_each(text: str, span: Span) -> tuple[Span, ...]:
    """The words without 每个街道: another place takes its part."""
    found = _EACH.match(text, span.start, span.end)
    start = found.end() if found else span.start
    return (Span(start, span.end),) if start < span.end else ()


def measure_of(said: str) -> int:
    """Where the noun begins that says what is counted or rated of a thing, the length where none does: 医疗保险|参保人数."""
    found = _MEASURE.search(said)
    return found.start() if found else len(said)


def listed(said: str, members: int) -> tuple[Span, ...]:
    """The members of an enumeration as stretches of `said`, if it has that many: 困难残疾人补贴和重度残疾人补贴 has 2."""
    for split in _SPLITS:
        found = tuple(_members(split, said))
        if len(found) == members:
            return found
    return ()


def _members(split: re.Pattern[str], said: str) -> Iterator[Span]:
    left = 0
    for mark in (*split.finditer(said), None):
        right = mark.start() if mark else len(said)
        if right > left:
            yield Span(left, right)
        left = mark.end() if mark else right


def leading_verb(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The verb that words begin with, if it says how a count comes about: 改造 in 全市改造燃气管网."""
    if not spans:
        return ()
    scope = _SCOPE.match(text, spans[0].start, spans[0].end)
    found = _VERBS.match(text, scope.end() if scope else spans[0].start, spans[0].end)
    return (Span(found.start(), found.end()),) if found and not is_growth(found.group()) else ()
