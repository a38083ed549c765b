"""A stand-in for the engine: the smallest thing that answers, for tests of how replies are shown and carried."""

from __future__ import annotations

from assistant.records import Answer, Citation, Conversation, Reason, Refusal, Reply, Scope
from index.records import Filters

ITEM_TEXT = "（八）做好特困人员救助供养。特困人员基本生活标准不低于低保标准的1.3倍。每县5~10个、每镇20~30个示范点。"
QUOTE = "特困人员基本生活标准不低于低保标准的1.3倍"


def citation(n: int = 1, *, quote: str = QUOTE, item_text: str = ITEM_TEXT, note: str = "") -> Citation:
    """A citation whose quote is the first place of `quote` in `item_text`."""
    start = item_text.index(quote)
    return Citation(
        n=n,
        item_id="jilin-2023:2.8",
        document_id="jilin-2023",
        year=2023,
        issuer="吉林省民政厅",
        title="2023年全省民政工作要点",
        section=2,
        section_title="加强基本民生保障",
        item=8,
        label="二、（八）",
        quote=quote,
        start=start,
        end=start + len(quote),
        item_text=item_text,
        note=note,
    )


def answer(question: str, *citations: Citation, text: str = "") -> Answer:
    """An answer with one line for each citation."""
    cited = citations or (citation(),)
    lines = [f"2023年 二、（八）：{c.quote}[{c.n}]" for c in cited]
    return Answer(question, question, Scope(), text or "\n".join(lines), cited, suggestions=("那2024年呢",))


def refusal(question: str, reason: Reason = Reason.NOT_IN_DOCUMENTS) -> Refusal:
    return Refusal(question, question, Scope(), reason, "收录的文件没有写明。", (citation(),), ("特困供养标准是多少",))


class StandInAssistant:
    """Answers everything with one quote, refuses what holds 食堂; remembers how it was called."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[str, ...], Filters]] = []

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Reply:
        self.calls.append((question, tuple(turn.question for turn in conversation.turns), filters))
        return refusal(question) if "食堂" in question else answer(question)
