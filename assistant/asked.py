"""What kind of answer a question wants, and in which unit: tables of how people ask, with worked examples.

多少倍 → a figure in 倍;  几张床 → a figure in 张;  占比多少 → a ratio;  什么时候 → a date;
哪几年提过 → which documents;  有哪些措施 → a list;  主要内容 → a summary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.history import EACH_ITS_OWN
from assistant.wording import AS_A_WORD, DIVIDED


class Kind(StrEnum):
    """Kinds of answer."""

    FIGURE = "figure"
    DATE = "date"
    EXISTS = "exists"
    LIST = "list"
    SUMMARY = "summary"
    STATEMENT = "statement"


class Expected(StrEnum):
    """What an answer must name, where the question says so."""

    ANYTHING = "anything"
    PLACE = "place"
    COMPANY = "company"
    PERSON = "person"
    CLOCK = "clock"
    ADDRESS = "address"
    INSTITUTION = "institution"
    RESPONSIBLE = "responsible"


class Tense(StrEnum):
    """Whether a question is after what is planned or what was done; a report holds both."""

    AHEAD = "ahead"
    BACK = "back"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of answer wanted. `families` are unit families (ingest.quantities), empty if any will do;
    `strict` says that a figure of another family, or a sentence without a date, is no answer; `unit` is the exact measure word if named;
    `several` that more than one figure is asked for; `things` that things of a kind are asked for (哪些文件), not what is done; `per` the time for which an amount is asked (月 in 每月多少元); `large` that 多少万 asks for tens of thousands; `small` that 几 asks for a small number, which may be printed as a Chinese numeral."""

    kind: Kind
    families: frozenset[str] = frozenset()
    strict: bool = False
    unit: str = ""
    small: bool = False
    compares: bool = False
    expected: Expected = Expected.ANYTHING
    tense: Tense = Tense.OPEN
    several: bool = False
    things: bool = False
    per: str = ""
    large: bool = False


_HOW_MANY = r"(?:(?:多少|哪几|几)[万亿千百]?|多)"
_STRICT: tuple[tuple[str, str], ...] = (
    ("ordinal", r"届几(?P<unit>[次中])|几(?P<counter>中)全会"),
    ("ordinal", r"第几(?P<unit>个五年|个|届|轮|次|批|期)?"),
    ("count", r"几个(?P<unit>部门)"),
    ("household", r"户数"),
    ("person", r"人数"),
    ("count", r"(?P<unit>次)数"),
    ("multiple", rf"{_HOW_MANY}倍|倍数"),
    ("ratio", rf"百分之{_HOW_MANY}|百分比|{_HOW_MANY}成|{_HOW_MANY}个?百分点|(?:[高低升降涨跌多少差收]|增加|减少)(?:了|出|过)?{_HOW_MANY}个?点(?![一-鿿])|多大比例|什么比例|(?:比例|占比|比率|率)(?:是|为|要|得|应|定|达|达到|不低于|按|有){{0,3}}(?:多少|几|多大|多高)|占[^，。？]{{0,4}}多少(?![一-鿿]{{2}})"),
    ("money", r"(?:工资|薪酬|薪水|奖金|价钱|价格|票价|房租|租金|学费|工本费|手续费)[^，。？]{0,4}(?:多少|几)"),
    ("money", rf"(?:投资|投入|造价|预算|拨款|成本)[^，。？]{{0,3}}(?:{_HOW_MANY}|几)"),
    ("money", rf"{_HOW_MANY}(?:块钱|块|元|万元|个?钱)|(?:花|发|给|补|拿)多少钱|金额"),
    ("bed", rf"{_HOW_MANY}张"),
    ("household", rf"{_HOW_MANY}(?:户|个?家庭)"),
    ("age", rf"{_HOW_MANY}(?:周岁|岁)|多大(?:岁数|年纪|年龄)|年龄(?:是|要|有)?(?:多少|多大)"),
    ("person", rf"{_HOW_MANY}(?:个人|人次|人|名(?!称)|位(?!置))"),
    ("person", r"(?:多少|哪几|几)[万亿千百]?(?!户|张|个|家|元|钱|倍|所|处|次|项|种|类|条|套|间|栋|份|台|部|辆|批|场|件|届|期|轮|座|亩|吨)[一-鿿]{0,4}(?:人(?!家|均|民|才|工|口)|孤儿|儿童|对象|志愿者|社工|职工|考生)"),
    ("score", rf"{_HOW_MANY}分(?![钟之])|(?:满|总|得|积|加|扣|及格)分(?:是|要|为|得)?(?:多少|几)"),
    ("amount", rf"{_HOW_MANY}(?:公斤|斤|吨|千瓦|立方米)"),
    ("area", r"面积[^，。？]{0,6}(?:多[大少]|几(?![个种类]))|多大的?(?:房子|面积)"),
    ("area", rf"{_HOW_MANY}(?:平方米|平方公里|公里|公顷|亩|平米|平)"),
    ("duration", r"(?:满|要|等|批|签|发|租|住|管|期限|有效|最长|最多|至少|最短|连续|再[用等])几(?P<unit>年)|几(?P<counter>年)(?:内|之内|以上|时间|才|期)|多少年"),
    ("duration", rf"{_HOW_MANY}(?:分钟|小时|天|个月|个工作日|周)|多久|多长时间"),
    ("count", rf"{_HOW_MANY}(?P<unit>项|件|次|场|期|类|种|条|款|级|批|届|套|部|辆|轮|方面|大类|支|对|盏|株|棵|头|口|眼|艘|架|枚|片|列|趟|台|笔|门|篇|本|例|只)"),
    ("place", rf"{_HOW_MANY}(?P<counter>个(?!方面|部分|文件|年份|要点)|家|所|处|座|间)"),
)  # fmt: skip
_LOOSE: tuple[tuple[str, str], ...] = (
    ("ratio", r"比例|占比|比率|[^效]率(?:目标|要求|是|$)|覆盖率|达标率|几成|百分"),
    (
        "money",
        r"(?:[缴交补付发领收花]|缴纳|缴费|补助|补贴|收费|费用|工本费|金|薪)(?:给|了|到|要|是|为|差|得|一个月|每月|每年){0,2}(?:多少|几)(?![天日年次个家张户人岁项倍])",
    ),
    ("ratio", r"(?:报销?|补|付|出|承担|支付|减免|负担)(?:给|了|到|掉|得)?多少(?![钱元块])"),
    ("money", r"(?:一个月|每个?月|按月)[^，。？多几]{0,4}(?:多少|几)了?(?=$|[，。？呢啊呀])"),
    ("money", r"多少补贴|补助标准|补贴标准|救助标准是多少"),
    ("bed", r"床位(?!费|补|资)|张床|几张"),
)
_MULTIPLE = re.compile(  # a figure in 倍 is stated, or one standard is measured by another: 甲标准不低于乙标准多少
    r"\d倍|标准[^，。？]{0,6}(?:不?[低高]于|相当于)[^，。？]{2,12}的?(?:多少|几)(?!钱|元|块|户|人)"
)
_LARGE = re.compile(r"(?:多少|几)[万亿](?=$|[，,。？?；呢啊的])")  # without a unit: 封顶线是多少万
_OF_LARGE = frozenset({"money", "person", "household", "amount", "area"})
_STRICT_PATTERNS = tuple((family, re.compile(pattern)) for family, pattern in _STRICT)
_LOOSE_PATTERNS = tuple((family, re.compile(pattern)) for family, pattern in _LOOSE)

_FINED = re.compile(
    r"罚(?:款|金)?[^，。？]{0,4}(?:多少|几)(?![倍天年人个成次份家])|(?:多少|几)(?:钱|元|块钱?)?的?罚[款金]"
)
_OF_FINES = frozenset({"money", "multiple", "ratio"})  # 五千元以上三万元以下, 违法所得1倍以上3倍以下, 金额的5%

_HOW_OFTEN = re.compile(  # every how many years: no length of time
    r"(?:多久|多长时间|几(?:个月|[天年]))[^，。？]{0,6}一[次回趟遍轮]|隔(?:多久|多长时间|几(?:个月|[天年]))"
)
_WHICH_LIST = re.compile(
    r"哪(?:[些几]|(?:\d+|[二两三四五六七八九十]+)(?!年|月|日|号))|几大?(?:方面|个方面)入手|分别(?:是|指|叫|为)(?:些)?(?:什么|啥|哪)"
)
_LISTED = re.compile(r"列(?:一列|一下|出|全|举|个)|(?:各|都|分别)(?:叫|是)(?:些)?(?:什么|啥|哪)|名单|一一说")
_THOSE_FEW = re.compile(  # 那几条 points to them, 归成几点 says how briefly: no number is asked for
    r"(?<=[那这近前后头])几(?!天)|(?<=那)几(?=天)|(?<=的)几(?=[个条项点块件种类样部])|(?<=[归纳括结炼分列缩理][成为出])几"
)
_WHERE_PRINTED = re.compile(r"第几(?:[条项款点章节页]|个?大?部分)")  # said by every source, no figure
_FIGURE = re.compile(
    r"多少|(?<![哪十好])几(?![乎个月号点]?份?文件|年|经|月|号|点钟|层意思|句|段话|个?方面|大?块)|多大|多高|指标|数字(?=$|[，,。？?、；是为定有怎多呢的吗各给列放和与都啥])|目标(?:是|定|值)|定的?是\d|\d(?:\.\d+)?(?:倍|%|％|张|户|元|人|个)"
)
_LINE = "(?:热线|电话|号码)"
_CODE = re.compile(  # the number is asked for, not whether there is a telephone, nor who may use one
    rf"代号|编号|数字(?:是|代号)|几几|哪个数|什么数字|{_LINE}(?:[^，。？]{{0,4}}(?:多少|几|什么|啥|哪)|(?:告诉|给|发|说|报))|(?<![接打有留]){_LINE}(?:[呢是？]|$)|"
    rf"(?:多少|什么|啥|哪[个些条一]?)(?!人)[^，。？]{{0,6}}{_LINE}|[这那]个?{_LINE}"
)
_AMOUNT = re.compile(r"多少|多大|多高|(?<![哪十好])几(?=[^乎个月号点份年经层句段块方]|$)")
_DATE = re.compile(
    r"什么时候|何时|哪一?天|哪[几些]天|几月|(?<!电话)(?<!号码)几号|哪个月|什么时间|啥时候?|多会儿?|截止|期限(?!是?(?:几|多[久长少]))|时间节点|时限|哪月|多咱"
)
_EXACT_DATE = re.compile(r"几月几号|几号|哪一?天|几月份?|哪个?月")
_BY_NUMBER = re.compile(r"几月|几号|哪个?月|[哪多]少?月份")
_EXISTS = re.compile(
    r"(?:哪[些几]?|(?<![这那近前后头去])几)(?:个|一)?(?:年份?|年度|份|文件|要点)(?:的?(?:要点|文件))?.{0,12}(?:提|有|写|涉及|出现|讲|说)|"
    r"哪[些几]?个?(?:省份?|市|县|地方|部门|单位)的?(?:报告|文件|要点|方案|意见|办法).{0,12}(?:提|写|涉及|出现|讲|说)|"
    r"(?:哪[些几]?|几)[个份部篇]?(?:报告|办法|条例|通知|通告|方案|意见|规定|计划|材料|文档)[里中]?(?:也|都)?(?:提|写|涉及|出现|讲|说)|(?:有没有|是否|有无|可曾)(?:提|写|涉及|出现|讲|说)|"
    r"(?:提到|提及|写到|涉及|出现|提|写)过?(?:了)?(?:吗|没有|没|么)|每年都|哪[几些两二三]?(?:年|份)|都有(?:吗|没)|别的年份|其他年份|别的文件|哪些文件|哪份文件|从哪年|最早|首次|都列出来|都在哪|每份文件|各份"
)
_FIRST_SAID = re.compile(  # the year in which a document first says it, no date that a document states
    r"(?:最早|最先|首次|头一[回次]|第一[回次])[^，。？]{0,8}(?:提(?![高升供前交请])|写|说|讲|出现|见)|(?:什么|啥|何)时候?(?:开始)?(?:提(?![高升供前交请])|写|说|出现)"
)
WORDED = re.compile(
    r"[写提说讲]法|怎么|怎样|如何|咋|(?:什么|啥)(?!时候?|年)|(?:提|写|说|讲)的?(?:是|了)?哪些"
)  # asks what each says, not which
_SUMMARY = re.compile(
    r"[归纳括结炼分列缩理][成为出]些|几(?:层意思|句话?|段话|个?方面|大?块|点)|摘要|概要|梗概|简报|要领|概括|总结|概述|归纳|梳理|主要内容|主要(?:讲|说|写|安排|任务|工作|做)|重点(?:工作|任务|是|有|抓|讲)|都?安排了?(?:什么|啥|哪)|(?:讲|说|写|干|做|部署)[了的]?(?:是|些)?(?:什么|啥|哪些)|"
    r"新变化|有什么新|新增了?(?:什么|哪些)(?:内容|任务|工作)|整体|大概|怎么部署|总体|介绍一下|说说|讲讲"
)
_HANDED = r"(?:提供|供|给|发|带|交|享受|准备|配)了?些(?:什么|啥)(?!时|样)"  # things that are handed over
_PLURAL = rf"{_HANDED}|(?:包[含括]|有|含|算|看)了?些(?:什么|啥)(?!时|样)"
_LIST = re.compile(
    r"都[^，。？]{1,8}(?:什么|啥)(?!时|样|都|也)|(?:什么|啥)(?:扶持|优惠|奖励|支持|好处|待遇|帮扶|便利|处罚)|"
    r"(?:什么|啥|何种)样?的?(?:条件|材料|资料|证件|证明|手续|程序|流程|步骤|情形|情况|渠道|方式|途径|资格|项目|人(?=[能可才会有要]|员))|"
    r"哪些|哪几|"
    + _PLURAL
    + r"|[两二三四五六七八九十]大?[个项类种条][^，。？]{2,8}(?:都|各|分别)?是(?:些)?(?:什么|啥)|列(?:一列|全|举)|哪[一二两三四五六七八九十](?!级)|有什么|有啥|什么人|哪[种类]人|包括|包含|分别是|列出|列一下|都有|分别(?:是|指|叫|为)|措施|怎么[做抓干搞办管推落]|如何|怎样|什么办法|任务"
)
_CARRIED_OUT = (
    "推|铺|建|抓|干|做|搞|管|弄|办|提升|提高|发展|健全|完善|深化|优化|强化|加强|夯实|规范|改革|改进|创新|打造|推动|推进|推行|开展|实施|落实|部署|"
    "安排|布置|布局|规划|谋划|要求|铺开|铺排|铺陈|铺垫|发力|着手|着力|下手"
)
_DONE_BY_ONE = (
    "申请|办理|登记|报名|报销|联系|缴纳|交费|领取|查询|投诉|举报|计算|收费|认定|样|回事|[说写讲看算去用找]|了"
)
_END = r"(?=$|[，,。？?；;！])"
_OPEN = re.compile(  # what is done about a subject, and words that ask to be told of it
    rf"(?:怎么|怎样|如何|咋)(?:个|去|来|样|往下|继续|具体)?(?:{_CARRIED_OUT}|(?!{_DONE_BY_ONE})[一-鿿]{{2}})(?:法|的|好|下去)?(?:呢|啊|呀)?{_END}|"
    rf"(?:{_CARRIED_OUT}|要|下|管)(?:了|些|点|的){{0,2}}(?:什么|啥|哪些)(?:活儿?|事情?|工作|安排|内容)?{_END}|"
    rf"(?:都|主要|各自?|分别)是(?:些)?(?:什么|啥)(?:内容)?{_END}|"
    rf"的(?:安排|部署|要求|打算|思路|举措|做法){_END}|"
    r"说一说|讲一讲|谈一谈|理一理|捋|归拢|盘点|简述|简要|综述|总览|一览|过一遍|过一下|提炼|提纲|头绪|大意|大体|核心意思|一句话|目录|板块|提纲|框架|[说讲](?:个|几句|一下|要点)|工作思路|要点(?:给|是什么|有哪些|$)"
)
_COMPARES = re.compile(
    r"(?<![占同环])[相对]?比(?:较|起来)?(?!例|率|赛|重|如|对)|区别|差[别异多]|差(?:在|到)?(?:[哪啥]|什么)|变化|不同|一样|相同|变了|没变|增加了?(?:吗|还是)|减少|多还是少|高还是低|提高了?(?:吗|没)|调整|演变|一回事|各是|分别"
)


INSTITUTION = re.compile(  # named by what it is: 哪所大学, 哪家医院
    r"哪[一几]?[所家个][\u4e00-\u9fff]{0,3}?(大学|学院|高校|小学|中学|学校|医院|银行)"
)
_EXPECTED = (
    (Expected.CLOCK, re.compile(r"几点钟?(?!关|名|的|建|意|措)")),
    (Expected.PERSON, re.compile(r"哪位|什么人(?=[当任来去做]|主持|出席|签)|(?:院长|局长|厅长|主任|领导|负责人|第一名?)(?:是谁|叫什么|姓)|谁(?:来)?(?:当|任|拿|夺|获)")),
    (Expected.COMPANY, re.compile(r"哪[家些个](?:公司|企业|厂|施工队)|哪个施工队|中标|承包商|供应商")),
    (Expected.ADDRESS, re.compile(r"(?:具体|详细|办公|通讯|联系|办事)地址|地址(?:在|是)(?:哪|什么|啥|多少)")),
    (Expected.INSTITUTION, INSTITUTION),
    (Expected.RESPONSIBLE, re.compile(r"谁来?(?:负责|牵头|主管|承担|主抓|管|审?批|核准|受理|拍板)|哪一?级(?:政府|人民政府|民政|机关|部门|来|审|批|点头|同意)|[由归]谁|(?:哪[个些家几]|什么)(?:部门|单位|机构|厅|局|委|处室|科室|机关)|(?:牵头|责任|主管|负责)(?:部门|单位)")),
    (Expected.PLACE, re.compile(r"(?:哪[个些座几]?个?|什么)(?:城市|省区?|市|县|区|州|乡镇|镇|村|街道)(?!的?(?:报告|文件|要点|方案|意见|办法))|哪[条个](?:街(?!道)|马?路|巷)|(?:放|设|建|搁|开)在?哪(?:个|座)?(?:城市|市|里|儿)(?!存|放|保管|堆|搁|储)")),
)  # fmt: skip


_FULL_WIDTH = {",": "，", "?": "？", ";": "；", "!": "！"}
_PUNCTUATION = re.compile(r"[,?;!](?!\d)")  # the tables below are written in full width; 1,300 stays


def read_asked(text: str) -> Asked:
    """The kind of answer a question wants and what it must name; the first table row that fits decides."""
    text = _PUNCTUATION.sub(lambda mark: _FULL_WIDTH[mark.group()], text)
    text = _WHERE_PRINTED.sub("哪里", _THOSE_FEW.sub("些", text))
    expected = next((kind for kind, pattern in _EXPECTED if pattern.search(text)), Expected.ANYTHING)
    several = len(_EACH_ASKED.findall(text)) > 1 or _EVERY_ONE_ASKED.search(text) is not None
    things = _THINGS.search(text) is not None
    per = next((time for time, pattern in _PER if pattern.search(text)), "")
    asked = _read_kind(_without_a_few(text))
    if expected is Expected.CLOCK and asked.kind is Kind.FIGURE:  # 几点到几点 is no count
        asked = Asked(Kind.STATEMENT, compares=asked.compares)
    return replace(asked, expected=expected, tense=_tense(text), several=several, things=things, per=per)


_PER = (
    ("月", re.compile(r"每人?每?月|[一每]个月|按月|月(?:薪|工资|标准)")),
    ("年", re.compile(r"每人?每?年|一年(?![级内来到])|按年|年薪")),
    ("天", re.compile(r"每人?每?[天日]|一天|按[天日]")),
)


_ANY_TASKS = "工作|任务|方面|措施|举措|事|活(?!动)|内容|安排|动作|要求|部署|规定|打算|重点|要点|意思|说法|提法|变化|新|招|功夫|方子|思路|精神"
_MEASURE = "个|种|类|项|条|套|部|份|家|场|次|处|所|门|支|块|点|件|手|剂|招|样"
_THINGS = re.compile(  # 哪两套体系, 哪些文件; but 哪几项工作, 哪些方面 ask for all that is done
    rf"(?>哪(?>些|(?:[几一二两三四五六七八九十]|\d)+大?(?:{_MEASURE})?|{_MEASURE})|什么|啥)(?!{_ANY_TASKS}|样|时)(?:[一-鿿]{{2}}|[会村县市区镇乡院站法])|{_HANDED}"
)
_EVERY_ONE_ASKED = re.compile(
    r"(?:各(?:自|都)?|分别)(?:都|要|应|得)?(?:[是为要给补有建办评]|新增|改造|建成)?(?:多少|几)|差(?:多少|几)|相差|(?:哪[个种边一]|谁)[^，。？]{0,6}(?:高|低|多|少|大|长|短|快)"
)
_EACH_ASKED = re.compile(r"多少|(?<![哪十好第])几(?=个|张|户|人|名|元|家|所|处|项|次|条|天|年|月|成)")
_AHEAD = re.compile(r"目标|计划|打算|预期|安排|任务|准备|拟|将要?|要(?:建|达|完|新|增|做|抓|求)|今后|下一步")
_BACK = re.compile(r"完成了|实现了|达到了|做了|已经?|实际|去年|上年|回顾|成绩|成效|增长了|下降了|结果")


_ONLY_WHETHER = re.compile(  # what is asked stands last: 交了多少年都不管，能退吗 asks for no number
    r"[，；。]([^，。；？]*(?:能|可以|会|让|准|许|行|算)(?![^，。；？]*(?:多少|几|多[大长久高]))[^，。；？]{2,}[吗不么])[？]?$"
)


_WHETHER = re.compile(r"(?:[吗没么]|没有|(?<![要得])不)$|([一-鿿])[不没]\1|有没有|[能可]否")
_OR_TOLD = re.compile(  # 知道几个吗 asks how many, 两倍对吗 asks nothing beside the figure
    r"知道|告诉|说|讲|写|提(?![供高前升交])|规定|明确|清楚|数字|对[不吗]|是(?:不是|吗)$|多少|多[大长久高]|哪|什么|啥|怎|谁|何"
)
_FEW = re.compile(r"(?<![第哪十好这那近前后头])几(?![月号点时岁几])")


def _without_a_few(text: str) -> str:
    """The text without 几 where it asks whether and 几 means some: 多开几个窗口没; 来几拨人问，能不能一起办."""
    asks = text.rstrip("？ 。呢啊呀").rpartition("，")[2]
    return _FEW.sub("些", text) if _WHETHER.search(asks) and not _OR_TOLD.search(text) else text


def _tense(text: str) -> Tense:
    ahead, back = bool(_AHEAD.search(text)), bool(_BACK.search(text))
    return Tense.AHEAD if ahead and not back else Tense.BACK if back and not ahead else Tense.OPEN


def _strict(text: str) -> list[tuple[str, re.Match[str]]]:
    """The kinds of figure that a text asks for by their unit, in the order of the table, with where it does."""
    return [(family, match) for family, pattern in _STRICT_PATTERNS if (match := pattern.search(text))]


def _of_listed(match: re.Match[str], *, listing: bool, listed: bool) -> bool:
    """Whether 几 asks for the members of a list: 哪几个, 几个都叫什么."""
    return (listing and match.group().startswith("哪")) or (listed and "几" in match.group())


def _asked_beside(strict: Sequence[tuple[str, re.Match[str]]]) -> set[str]:
    """The kinds of figure that are asked for in another clause than the first of the table."""
    _, first = strict[0]
    text = first.string
    return {
        f for f, m in strict[1:] if _CLAUSE_END.search(text, min(first.end(), m.end()), max(first.start(), m.start()))
    }


_CLAUSE_END = re.compile("[，；]")


def _read_kind(text: str) -> Asked:
    if match := _ONLY_WHETHER.search(text):
        text = match[1]
    compares = bool(_COMPARES.search(text))
    first_said = _FIRST_SAID.search(text)
    if _DATE.search(text) and not first_said:
        unit = "日" if _BY_NUMBER.search(text) else ""
        return Asked(Kind.DATE, strict=bool(_EXACT_DATE.search(text)), unit=unit, compares=compares)
    which = (first_said or _EXISTS.search(text)) and not EACH_ITS_OWN.search(text)
    if which and not WORDED.search(AS_A_WORD.sub(" ", text)) and not any(p.search(text) for _, p in _STRICT_PATTERNS):
        return Asked(Kind.EXISTS, compares=compares)
    if _HOW_OFTEN.search(text):
        return Asked(Kind.STATEMENT, compares=compares)
    if _FINED.search(text):
        return Asked(Kind.FIGURE, _OF_FINES, True, compares=compares)
    listing, listed = bool(_WHICH_LIST.search(text)), bool(_LISTED.search(text))
    strict = [row for row in _strict(text) if not (_of_listed(row[1], listing=listing, listed=listed))]
    if strict:
        family, match = strict[0]
        unit = next((value for name in ("unit", "counter") if (value := match.groupdict().get(name))), "")
        families = {family, "household"} if unit == "家" else {family}  # 多少家 may count homes
        if others := _asked_beside(strict):  # 建多少个，覆盖率多少
            families, unit = families | others, ""
        certain = not DIVIDED.search(text)  # 分几种: told by their names as well
        return Asked(Kind.FIGURE, frozenset(families), certain, unit, "几" in match.group(), compares)
    if _LARGE.search(text):
        return Asked(Kind.FIGURE, _OF_LARGE, True, compares=compares, large=True)
    loose = frozenset(family for family, pattern in _LOOSE_PATTERNS if pattern.search(text))
    if _MULTIPLE.search(text):
        loose |= {"multiple"}
    if _CODE.search(text):
        return Asked(Kind.FIGURE, frozenset({"code"}), True, compares=compares)
    if _FIGURE.search(text) and not listing and not (listed and "几" in text):
        return Asked(Kind.FIGURE, loose, bool(_AMOUNT.search(text)), small="几" in text, compares=compares)
    if _SUMMARY.search(text):
        return Asked(Kind.SUMMARY, loose, compares=compares)
    if _LIST.search(text):
        return Asked(Kind.LIST, loose, compares=compares)
    if _OPEN.search(text):
        return Asked(Kind.SUMMARY, loose, compares=compares)
    return Asked(Kind.FIGURE if loose else Kind.STATEMENT, loose, compares=compares)
