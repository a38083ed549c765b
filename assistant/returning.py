"""A change of subject that is said aloud, and the way back to an earlier one: both come off the question.

换个问题，高龄津贴谁能领      → 高龄津贴谁能领, as if it were the first
回到刚才那个，延吉在不在里面  → 延吉在不在里面, asked after the subject before the last one
再说回婚姻登记，2024年呢      → 2024年呢, asked after the last turn on 婚姻登记
说回江海市那件，花了几个月   → 花了几个月, asked after the last turn on what 江海市 wrote
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from assistant.leaning import weighty
from assistant.pointing import cited
from assistant.question import Question, QuestionReader
from assistant.records import Conversation
from assistant.terms import SPOKEN_OF
from index.tokens import normalise

_ELSE = r"(?:一?(?:个|件|下)?(?:别的|其他的?|其它的?|另外的?|不相干的|题外话?))"
_MATTER = r"(?:问题|话题|话头|事儿?|方面|主题)"
_CHANGED = re.compile(
    rf"^(?:好[的吧]?|行|嗯|那)?[，,]?(?:(?:换|另起|另说|另问)(?:一?[个件下]|成)?{_MATTER}?|另一?(?:个|件){_MATTER}|"
    rf"(?:再|另外|顺便)?(?:问|说|聊|打听|请教){_ELSE}{_MATTER}?|不说这个了?|先不说这个|(?:插|岔)(?:一句|句话|个话|开一?下?)|打个岔|题外话)[，,。：:；;]\s*"
)
_ANOTHER = re.compile(  # says only that a question follows
    rf"^(?:(?:再|另外|顺便|顺带|最后|接着|还想?)(?:问|打听|请教|确认|追问)(?:你|您)?(?:一?[个句下])?{_MATTER}?|还有(?:一?个)?{_MATTER})[，,。：:；;]\s*"
)
_BACK = re.compile(
    r"^(?:好[的吧]?|行|嗯|那|还是)?[，,]?(?:再|又|还是|咱们?)*(?:回到|说回|问回|转回|绕回|回过头来?(?:再)?[说看问]?|回头(?:再)?[说看问]|接着(?:刚才|前面|之前))"
    r"(?P<what>[^，,。：:；;]{0,16})[，,。：:；;]\s*"
)
_FIRST = re.compile(r"最(?:早|初|开始|先|前)|一开始|开头|第一个|起先")


class Way(Enum):
    """Whether a question says that it leaves the subject, that it goes back to one, or neither."""

    ON = "on"
    AWAY = "away"
    BACK = "back"


def way(current: str, conversation: Conversation, reader: QuestionReader) -> tuple[str, Conversation, Way]:
    """The question without the words that leave or go back, and the conversation up to the subject that is meant."""
    if match := _CHANGED.match(current):
        return current[match.end() :] or current, conversation, Way.AWAY
    if match := _BACK.match(current):
        rest = current[match.end() :]
        return rest or current, _up_to(match["what"], conversation, reader), Way.BACK
    return _ANOTHER.sub("", current) or current, conversation, Way.ON


def _up_to(what: str, conversation: Conversation, reader: QuestionReader) -> Conversation:
    """The turns up to the last one on a subject: the one that is named, the first, else the one before the latest."""
    said = [reader.read(turn.reply.understood) for turn in conversation.turns]
    ends = _ends(said)
    if on_it := _named(what, conversation, said, reader):
        last = on_it[-1]
    elif _FIRST.search(what):
        last = ends[0]
    else:
        last = ends[-2] if len(ends) > 1 else ends[-1]
    return Conversation(conversation.turns[: last + 1])


def _named(what: str, conversation: Conversation, said: Sequence[Question], reader: QuestionReader) -> list[int]:
    """The turns that some words name: by what was asked, else by whose documents, else by what was cited."""
    if not what:
        return []
    meant = reader.read(what)
    scope, words = meant.reading.scope, {term.text for term in weighty(meant.terms)}
    by_words = [at for at, question in enumerate(said) if words & _words(question)]
    asked = [question.reading.scope for question in said]
    by_scope = [
        at
        for at, of in enumerate(asked)
        if {*scope.years, *scope.issuers, *scope.documents} & {*of.years, *of.issuers, *of.documents}
    ]
    cited_texts = [normalise("".join(c.item_text for c in cited(turn.reply))) for turn in conversation.turns]
    by_text = [at for at, text in enumerate(cited_texts) if any(t.presence(text) >= SPOKEN_OF for t in meant.terms)]
    return by_words or by_scope or by_text


def _ends(said: Sequence[Question]) -> list[int]:
    """The last turn of each subject, in order; neighbouring turns that share a weighty word share a subject."""
    ends = [at for at in range(len(said) - 1) if not _words(said[at]) & _words(said[at + 1])]
    return [*ends, len(said) - 1]


def _words(question: Question) -> set[str]:
    return {term.text for term in weighty(question.terms)}
