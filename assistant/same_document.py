"""Which document a follow-up means that names none: the one that was cited last.

长护险怎么申请 · 这个办法哪天起施行  → 《长护险办法》哪天起施行
河边路公墓几时建完 · 谁负责录系统    → 2023年江海市民政局第7部分第（2）项谁负责录系统   (nothing else answers it)
"""

from __future__ import annotations

import re

from assistant.about import asks_of_itself, may_mean_another, without_such
from assistant.completed import LEADING
from assistant.leaning import known, strange, telling
from assistant.pointing import cited, document_name, place_name
from assistant.question import Question, QuestionReader, clean
from assistant.records import Answer, Conversation, Reply

_SAME_DOCUMENT = re.compile(
    r"(?:那|这|该|同)一?(?:份|个|一)(?:文件|要点|通知|办法|报告|条例|规定|方案|意见|细则)(?:里面?|中|当中|上)?的?"
)


def in_the_same(current: str, reply: Reply) -> str:
    """The follow-up with the document that was cited in the place of 那份文件: 那份文件里写到2030年要建几个."""
    match = _SAME_DOCUMENT.search(current)
    citations = cited(reply)
    years = {citation.year for citation in citations}
    if match is None or len(years) != 1:
        return current
    of_year = f"{citations[0].year}年" if citations[0].year else ""
    return f"{current[: match.start()]}{document_cited(reply) or of_year}{current[match.end() :]}"


def of_document(current: str, before: Question, reply: Reply, reader: QuestionReader) -> bool:
    """Whether a question is about a document as a whole: 有效期几年, 由谁解释, 文号呢.

    What may as well be asked of a matter (发给谁) is so where a document is pointed at, after a document was spoken of,
    or of one without a year.
    """
    if not _asks_of_itself(current, reader):
        return False
    pointed = _SAME_DOCUMENT.search(current) or _title_cited(reply)
    return not may_mean_another(current) or bool(pointed) or _asks_of_itself(before.reading.text, reader)


def _asks_of_itself(text: str, reader: QuestionReader) -> bool:
    """Whether a question asks for something that a document says of itself, and of nothing else."""
    return asks_of_itself(text) and not known(telling(reader.read(without_such(text)).terms, reader))


def of_cited(text: str, conversation: Conversation, reader: QuestionReader) -> list[str]:
    """A question that nothing answers, asked of what was cited last, the item before the document; empty where it says
    itself whose document or which place it means."""
    current, reply = clean(text), conversation.turns[-1].reply
    here = reader.read(current)
    if here.reading.explicit or here.reference or not here.terms or strange(here.terms) or asks_of_itself(current):
        return []
    citations = cited(reply)
    if not isinstance(reply, Answer) or len({citation.document_id for citation in citations}) != 1:
        return []
    rest = LEADING.sub("", current)
    places = [place_name(citation) for citation in citations[:2]]
    return [f"{place}{rest}" for place in (*places, document_cited(reply))]


def of_last_document(text: str, found: Reply, conversation: Conversation, reader: QuestionReader) -> str:
    """A question that several documents answer, asked of the rule cited last where that is one of them: rules have no
    year to be named by, and who asks on means the one before him; empty otherwise."""
    title, current = _title_cited(conversation.turns[-1].reply), clean(text)
    held = {citation.document_id for citation in cited(found)}
    last = {citation.document_id for citation in cited(conversation.turns[-1].reply)}
    if not title or len(held) < 2 or not last <= held or reader.read(found.understood).reading.explicit:
        return ""
    return f"{title}{LEADING.sub('', current)}"


def document_cited(reply: Reply) -> str:
    """The one document that was cited, in words that are read back; empty where several were."""
    citations = cited(reply)
    if len({citation.document_id for citation in citations}) != 1:
        return ""
    return document_name(citations[0])


def _title_cited(reply: Reply) -> str:
    """The title of the one document that was cited, where it has no year to be named by; empty for any other."""
    return "" if any(c.year for c in cited(reply)) or not isinstance(reply, Answer) else document_cited(reply)
