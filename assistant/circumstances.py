"""What people say of themselves before they ask: where they live, work or come from is not the place they ask about.

我在广东打工，回来办结婚登记要带什么 → 回来办结婚登记要带什么;  老家是通化的，五保户一个月给多少 → 五保户一个月给多少
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHO = (
    r"(?:我们?|咱们?|本人|俺)?(?:一?家[里人]?|家住|老家|户口|户籍|老伴|父母|爸妈?|妈妈?|爸爸|爷爷|奶奶|姥姥|姥爷|老人|儿子|女儿|孩子|媳妇|对象|爱人|的){0,4}"
    r"(?:现在|目前|常年|一直|长期|都|全|平时)?"
)
_DOES = r"(?:打工|务工|上班|工作|上学|念书|读书|住着?|居住|生活|做(?:点|小)?生意|经商|当兵|定居|的?人|的|那边的?|这边的?|种地|养老)?"


def without_circumstances(text: str, places: Iterable[str]) -> str:
    """The question without clauses in which the asker says no more than to be at one of some places, or from there.

    A clause is left where nothing would be asked without it.
    """
    for place in places:
        said = re.compile(
            rf"(?:(?<=[，,。；！!])|^){_WHO}(?:就?(?:是|在|住在?|来自|到|从))?{re.escape(place)}[省市州县区]?(?:这边|那边|下面|这里|那里)?{_DOES}"
            r"(?:很?多年了?|[一二三四五六七八九十几两]+年了?|呢|啊|哈)?(?:[，,。；！!]\s*)"
        )
        rest = said.sub("", text)
        named = said.search(text)
        if named and _OF_ASKER.match(named.group()) and re.search(r"[一-鿿]{3}", rest):
            text = rest
        text = re.sub(rf"{_ONCE}(?:在|去|到){re.escape(place)}[省市州县区]?(?:这边|那边|那儿)?{_LIVES}过?", "", text)
    return text


_ONCE = r"(?:早年|早些年|早先|以前|之前|从前|原先|当年|[前这]几年|长年|常年|一直|现在|目前)?"
_LIVES = r"(?:打工|打拼|务工|上班|上学|念书|读书|当兵|定居|做(?:点|小)?生意)"  # what nobody but a person does
_OF_ASKER = re.compile(
    r"我|咱|本人|俺|一?家|老家|户口|户籍|老伴|父母|爸|妈|爷|奶|姥|老人|儿子|女儿|孩子|媳妇|对象|爱人"
)
