"""Which words the printed answer to a question holds that the question itself puts otherwise.

谁能申请 → 对象, 下列人员;  最多补多少 → 不超过, 上限;  要带什么 → 凭, 材料;  不办会怎样 → 处罚, 不予
"""

from __future__ import annotations

import re
from functools import lru_cache

_ROWS: tuple[tuple[str, str], ...] = (
    (r"最[高多长大]|顶多|封顶|上限|不超过|至多|多大以[内下]", r"最[高多长大]|不得?(?:超过|高于|多于)|上限|封顶|以[内下]|至多"),
    (r"最[低少短小]|至少|起码|下限|不[低少]于|门槛", r"最[低少短小]|不得?(?:低于|少于|短于)|下限|以上|至少|满"),
    (r"(?:哪些|哪[几种类]+|什么样?的?|啥样?的?|谁|何种)(?:人|对象|群体|家庭|单位|企业)?(?:能|可以?|才|有资格|符合|算|够|享受|属于|领|申)|申请条件|资格", r"对象|条件|资格|范围|(?:下列|以下|符合)[^，。；]{0,12}(?:人员|家庭|条件|之一)|是指|适用"),
    (r"带什么|带啥|交什么|交啥|(?:什么|啥|哪些)(?:材料|资料|证件|证明|手续)", r"材料|证明|证件|身份证|户口簿|凭|提交|出示|原件|复印件"),
    (r"怎么[办申领报交缴查取用]|咋[办申领报交缴查取]|如何|(?:什么|啥|哪些)(?:程序|流程|步骤|渠道|方式|途径)", r"申请|程序|流程|步骤|方式|渠道|途径|通过|登录|提交|办理"),
    (r"去哪|到哪|上哪|在哪|哪里|哪儿|什么地方|啥地方", r"地点|地址|窗口|网点|机构|中心|所在地|现场|平台|登录|网站"),
    (r"会怎[么样]|咋处理|怎么处[理罚]|什么后果|啥后果|[罚处]多少|罚不罚|违[规法反]", r"罚款|处罚|责令|追[究回缴]|取消|撤销|不予|不得|没收|失信|停[止发]|处\w"),
    (r"(?:隔|每)?(?:多久|多长时间|几[天年]|几个月)[^，。？]{0,6}一[次回趟遍轮]|隔(?:多久|多长时间|几)", r"每[隔两二三四五六七八九十半\d]*个?(?:[年月季周日天]|季度|学期|工作日)|定期|一次"),
    (r"不(?:让|能|准|许|得|可以?|该)(?:干|做|搞|有|碰|的)|禁止|严禁|红线|禁区", r"不得|禁止|严禁|不准|不允许|不应|不能"),
    (r"多久|几天|多长时间|多少天|几个?工作日|什么时候|啥时候|何时|期限|截止", r"工作日|日内|之日起|期限|截止|以前|之前|前(?=[，。；]|$)|\d月|\d日|内(?=[，。；\u4e00-\u9fff])"),
)  # fmt: skip
_TABLE = tuple((re.compile(asked), re.compile(printed)) for asked, printed in _ROWS)


@lru_cache(maxsize=512)
def answering(question: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of what an answer prints, one for each way of asking that the question uses."""
    return tuple(printed for asked, printed in _TABLE if asked.search(question))


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
    for asked, printed in _HEADED:
        if (match := printed.search(heading)) and asked.search(question):
            of = heading[: match.start()]
            return _OF_ANY.match(of) is not None or all(character in question for character in of)
    return False
