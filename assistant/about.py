"""Questions about a document itself: its date, number, issuer, to whom it is sent, which meeting adopted it, whom to call,
since when and how long it is in force.

The answer is quoted from where the text prints it: 文号 and 署名 in the head, 落款 at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.question import Question
from assistant.quoting import heading
from assistant.verify import COMPUTED
from index.tokens import normalise
from ingest.numerals import chinese_numeral
from ingest.records import Document

_DATE = re.compile(
    r"(?:什么时候|哪天|几月几号|何时|哪一天)[作做]的|(?<!谁)落款(?!单位|机关|的?是谁)|成文日期|印发(?:日期|时间|于)|发文(?:日期|时间)|发布(?:日期|时间)|(?:什么时候|哪天|几月几号|何时|哪一天)(?:印发|下发|发布|发|出)的?$|署名日期"
)
_NUMBER = re.compile(r"文号|发文字号|几号文|文件编号|什么字号")
_ISSUER = re.compile(
    r"谁(?:印?发|下发|制定)的|发文(?:机关|单位)|哪[个几些家]{0,2}(?:单位|部门|机关)[^，。？]{0,6}(?:印?发|下发|制定)的|(?:落款|署名|签署)的?(?:单位|是谁|机关)|谁(?:落的?款|落款|署的?名|签的?[发署名])"
)
_HOLDINGS = re.compile(
    r"(?:收录|收集|收|包含|保存)了?(?:哪些|什么|多少份?|几份)(?:文件|要点|资料|材料|文档)?|(?:都)?有(?:哪些|什么|几份)(?:文件|要点|资料|材料|文档)(?:可以?查)?[？?]?$"
)
_COUNT = re.compile(
    r"(?:一共|总共|共|合计|全文|整个)?(?:有|分|列了?|包括)?(?:多少|几)(?:个|大)?(?:条|项|部分|章|大项|款)(?:内容|任务|工作|要点)?[？?。]?$"
)
_ABOUT_WORDS = re.compile(
    r"文件|要点|通知|这份|全文|文本|公文|方案|意见|办法|条例|规定|民政|全省|全市|工作|收录|资料|材料|落款|日期|印发|发文|文号|机关|署名|"
    r"发布|成文|审议|通过|会议|党[组委]|常务会|[厅局]务会|主送|签|字号|编号|下发|制定|时间|部分|内容|单位|联系|电话|咨询|问题|有效期|施行|实施|生效|执行|失效|到期|作废|解释|年头"
)
_OF_A_MATTER = re.compile(
    r"谁发|签|给(?:了|过)?(?:谁|哪)|施行|实施|执行|算数|用起来|生效|起效|(?<![印下签])[发出]的?[？?]?$|电话|联系|找谁|到期|[管用]到"
)
ADDRESSED = 600  # characters from the beginning of a document within which it says to whom it is addressed
HEAD = 200  # characters from the beginning of a document that say whose it is and what
IN_HEAD = 0.75  # presence from which the head of the one document meant says a word: it is no subject of its own
SUBJECT_WEIGHT = 1.0  # weight from which a word makes a question one about contents


@dataclass(frozen=True, slots=True)
class AboutDocument:
    """Quoted facts about documents, with a lead for people."""

    evidence: list[Evidence]
    lead: str = ""


def asks_of_itself(text: str) -> bool:
    """Whether a question asks for something that a document says of itself: 文号多少, 哪天印发的."""
    return any(pattern.search(text) for pattern, _ in _FACTS)


def may_mean_another(text: str) -> bool:
    """Whether what is asked for so may as well be said of a matter: 发给谁, 什么时候实施, 找谁."""
    return _OF_A_MATTER.search(text) is not None


def without_such(text: str) -> str:
    """The text without the words that ask for something that a document says of itself."""
    for pattern, _ in _FACTS:
        text = pattern.sub(" ", text)
    return _ABOUT_WORDS.sub(" ", text)


def about_document(question: Question, documents: Sequence[Document]) -> AboutDocument | None:
    """The asked fact of each document in scope, or None if the question is not about documents themselves."""
    text = question.text
    own = normalise(f"{documents[0].title} {documents[0].text[:HEAD]}") if len(documents) == 1 else ""
    subjects = (t for t in question.terms if t.weight >= SUBJECT_WEIGHT and not _ABOUT_WORDS.search(t.text))
    if any(term.presence(own) < IN_HEAD for term in subjects):
        return None
    if _HOLDINGS.search(text):
        found = [_quoted(d, d.title) for d in documents]
    elif asked := [fact for pattern, fact in _FACTS if pattern.search(text)]:
        found = [_quoted(d, fact(d)) for d in documents for fact in asked]
    elif _COUNT.search(text) and len(documents) == 1:
        return _count(documents[0])
    else:
        return None
    evidence = list({(piece.item.item_id, piece.start): piece for piece in found if piece}.values())
    return AboutDocument(evidence, "" if evidence else "文件里没有印出这一项。")


def _quoted(document: Document, printed: str | None) -> Evidence | None:
    """The last place where a document prints something, a line of its own before all others: signature and date stand
    at the end of a part."""
    if not printed:
        return None
    lines = re.finditer(rf"(?m)^[ \t\u3000]*({re.escape(printed)})[ \t\u3000]*$", document.text)
    at = max((line.start(1) for line in lines), default=document.text.rfind(printed))
    item = next((i for i in document.items if i.start <= at < i.end), None)
    if at < 0 or item is None:
        return None
    start = at - item.start
    return Evidence(item, start, start + len(printed), 1.0)


def _printed_date(document: Document) -> str | None:
    if not document.metadata.issued_on:
        return None
    year, month, day = (int(part) for part in document.metadata.issued_on.split("-"))
    match = re.search(rf"{year}\s*年\s*0?{month}\s*月\s*0?{day}\s*日", document.text)
    return match.group() if match else None


def _printed_issuer(document: Document) -> str | None:
    """The office or offices that issued a document, as printed: those of a joint document stand apart by a space or 、."""
    offices = (document.issuer or "").split("、")
    found = re.search(r"[ \t\u3000、]*".join(map(re.escape, offices)), document.text)
    return (found.group() if found else offices[0]) or None


_SPEAKER = re.compile(  # who gave a report: 某省人民政府省长　张三 in its head
    r"(?:谁|哪位[省市州县区]?长?)[^，。？]{0,6}作的?|谁作的?报告|(?:报告|作报告)的?(?:人|是谁)|哪位(?:省长|市长|州长|县长|区长)"
)
_SPEAKER_PRINTED = re.compile(r"(?:省长|市长|州长|县长|区长|主席|主任)[\s　]*[一-鿿·]{1,4}[\s　]?[一-鿿]{1,3}(?=\s|$)")


def _speaker(document: Document) -> str | None:
    head = document.text[: next((s.start for s in document.sections if s.number), 0) or 400]
    match = _SPEAKER_PRINTED.search(head)
    return match.group() if match else None


_ADOPTED = re.compile(  # the meeting that adopted a plan, named in what hands it on
    r"(?:哪[一个次届]?个?|什么|第几)[^，。？]{0,3}会议?上?[^，。？]{0,4}(?:通过|审议|审过|审|议过|议|研究|讨论|定|过(?:的|$))|(?:谁|哪里?)(?:审议)?通过的"
)
_ADOPTED_PRINTED = re.compile(r"已?经?[^，。；：\n》]{2,40}会议?(?:研究|讨论|审议|表决)*通过")


def _adoption(document: Document) -> str | None:
    head = document.text[: next((s.end for s in document.sections if s.number == 0), 0) or 400]
    match = _ADOPTED_PRINTED.search(head)
    return match.group() if match else None


_SENT_TO = re.compile(  # whom a document is addressed to
    r"主送|(?:印?发|下发|送|寄|写)给(?:了|过)?(?:谁|哪)|给(?:谁|哪[些几个]{0,2}(?:单位|部门|地方|人))(?:看|发|印发)?的"
)
_SENT_TO_PRINTED = re.compile(
    r"(?<=\n)[^\n。]*(?:局|厅|委|处|室|府|位|部|会|院|校|企业|公司|中心)[^\n。]*(?=[：:]\s*\n)"
)


def _addressees(document: Document) -> str | None:
    found = _SENT_TO_PRINTED.search(f"\n{document.text[:ADDRESSED]}")
    return found.group().strip() if found else None


_CONTACT = re.compile(
    r"联系(?:人|电话|方式)|(?:咨询|监督|办公|值班)电话|电话[^，。？]{0,3}(?:是?几号|是?多少|号码|怎么打)|(?:打|拨|挂)(?:电话)?给?(?:谁|哪)|打(?:哪个|什么|啥)电话|(?:找|联系)(?:谁|哪[位个])(?:联系|咨询|问|[？?]|$)"
)
_CONTACT_LINE = r"(?:(?:联\s*系|咨\s*询|监\s*督|举\s*报|值\s*班)\s*(?:人|电\s*话|方\s*式|科\s*室|单\s*位|部\s*门|地\s*址)|电\s*话)\s*[:：][^\n]*"
_CONTACT_PRINTED = re.compile(rf"{_CONTACT_LINE}(?:\s*\n\s*{_CONTACT_LINE})*")  # 联系人：张三 · 联系电话：…


def _contact(document: Document) -> str | None:
    found = _CONTACT_PRINTED.search(document.text)
    return found.group().strip("　 \n）)") if found else None


_IN_FORCE = re.compile(
    r"(?:什么时候|何时|哪[一]?天|几月几号|几号|从?哪年|啥时候|多会儿?)(?:正式|开始|起|才|就)*(?:施行|实施|生效|执行|起效|算数|用起来)|(?:施行|实施|生效|执行)(?:日期|时间|的日子)"
)
_VALID = re.compile(
    r"有效期|(?:什么时候|何时|哪[一]?[天年]|几月几号|啥时候)(?:失效|到期|作废|过期)|管(?:的年头|多少年|几年|到哪|多久|多长时间)|(?:用|管|有效)到(?:什么时候|啥时候|哪[一]?[天年]|几号|几月)"
)
_EXPLAINS = re.compile(r"(?:由谁|谁来?|谁负责|归谁|哪个[^，。？]{0,6})解释|解释权")


def _sentence(pattern: str) -> Callable[[Document], str | None]:
    """What finds the last sentence of a document that matches; what is in force is printed in the last article."""
    holding = re.compile(rf"[^。；\n]*(?:{pattern})[^。；\n]*")

    def found(document: Document) -> str | None:
        return next((m.group().strip() for m in reversed(list(holding.finditer(document.text)))), None)

    return found


_FACTS = (
    (_CONTACT, _contact),
    (_IN_FORCE, _sentence(r"自[^，。；\n]{2,24}起?(?:施行|实施|生效|执行)")),
    (_VALID, _sentence(r"有效期(?!内|满|届)")),
    (_EXPLAINS, _sentence(r"由[^，。；\n]{2,40}解释")),
    (_ADOPTED, _adoption),
    (_SENT_TO, _addressees),
    (_SPEAKER, _speaker),
    (_ISSUER, _printed_issuer),
    (_DATE, _printed_date),
    (_NUMBER, lambda document: document.metadata.document_number),
)


def _count(document: Document) -> AboutDocument | None:
    """How many sections and items are printed, with the last printed number as evidence."""
    items = [i for i in document.items if i.item is not None]
    sections = [s for s in document.sections if s.number]
    last = [i for i in document.items if i.section][-1:]
    if not last:
        return None
    parts = f"{chinese_numeral(len(sections))}个部分" if sections else ""
    numbered = f"{chinese_numeral(len(items))}条" if items else ""
    lead = f"共{'、'.join(part for part in (parts, numbered) if part)}{COMPUTED}。最后一处是："
    return AboutDocument([heading(last[0])], lead)
