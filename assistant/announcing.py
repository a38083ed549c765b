"""Which headings announce the kind of thing that a question asks for, as a service guide is laid out.

需要什么材料 → 所需材料;  哪些人能参保 → 参保范围;  怎么个流程 → 办理流程
"""

from __future__ import annotations

import re

LONGEST_HEADING = 10  # characters of a heading that announces a kind of thing: 申请条件

_HEADINGS: tuple[tuple[str, str], ...] = (
    (r"(?:哪些|哪[几两三四五六七八九]?[种类]|什么样?的?|啥样?的?|何种)人|谁(?:能|可以?|才|有资格|符合|算)|对象", r"(?:对象|范围)$"),
    (r"(?:什么|啥|哪些)样?的?(?:条件|资格)|(?:条件|资格)(?:是|有|要)", r"(?:条件|资格)$"),
    (r"带什么|带啥|交什么|交啥|(?:什么|啥|哪些)(?:材料|资料|证件|证明)", r"(?:材料|资料|证件)$"),
    (r"(?:什么|啥|哪些)(?:程序|流程|步骤)|(?:程序|流程|步骤)(?:是|有|怎)", r"(?:流程|程序|步骤)$"),
    (r"(?:什么|啥|哪些)(?:渠道|方式|途径)|(?:渠道|方式|途径)(?:是|有)", r"(?:渠道|方式|途径)$"),
)  # fmt: skip
_HEADED = tuple((re.compile(asked), re.compile(printed)) for asked, printed in _HEADINGS)
_OF_ANY = re.compile(r"^(?:办理|受理|申请|申报|申领|基本|所需|必需|适用|服务|承租人)?(?:基本)?$")


def asks_for_announced(question: str) -> bool:
    """Whether a question asks for a kind of thing that headings announce: 申请条件, 所需材料, 办理流程."""
    return any(asked.search(question) for asked, _ in _HEADED)


def announces(heading: str, question: str) -> bool:
    """Whether a heading announces the kind of thing that is asked for, of what is asked about: 参保范围 · 哪些人能参保."""
    if len(heading) > LONGEST_HEADING:
        return False
    for asked, printed in _HEADED:
        if (match := printed.search(heading)) and asked.search(question):
            of = heading[: match.start()]
            return _OF_ANY.match(of) is not None or all(character in question for character in of)
    return False
