"""How people ask for a thread through the years, and the words of such questions that name no matter. Tables, no logic.

养老立法走到哪一步了，从头捋一捋     → 养老立法, every year
低保的提法，按年份列                 → 低保, every year
低保临时救助2023年跟2024年叫法差在哪 → 低保临时救助: 叫法 and 差在哪 stand in no plan
"""

from __future__ import annotations

import re

_TELL = "列|排|摆|理|捋|说|讲|写|看|串|数|梳理|对照"
EVERY_YEAR = re.compile(
    r"历年|历来|历次|逐年|年年|一年一?年|每一?年|各年度?|所有年份|前后[两三四五几]年|这么多年|[这近][两三四五几些]年来?|几年(?:下来|间|来)|哪[几些]?年|年度对照|来龙去脉|"
    r"每一?份(?:文件)?|各份(?:文件|要点)"
)
"""Words by which every year is meant; they are no part of the matter."""

DEVELOPS = re.compile(
    "|".join(
        (
            rf"(?:按|分|沿|依|照)着?(?:年份?|年度|时间|先后)(?:先后|顺序|线)?(?:(?:一个个)?(?:{_TELL})一?(?:{_TELL})?(?:一下|出来|清楚|一遍)?|(?=怎|都|各|$|[，,。？?]))",
            r"(?:走|推进|推|进行|进展|发展|做)到了?(?:哪|什么|啥)(?:(?:一?步|个?程度|个?地步|个?阶段)了?|(?=$|[，,。？?了]))|几步(?=写|走|推)",
            r"从头到尾|从(?:最早|最初|一?开始|头)(?:[捋说讲理数](?:一?[捋说讲理数])?(?:起|下来|一遍)?|提|写)?|(?:开始|往下|往后)[捋说讲理数](?:一[捋说讲理]|起|下来)?",
            r"一步一?步|前前后后|一路(?=是?怎)|前后(?=怎|是怎|都|各)|先后[两三四五几]年|[分隔]了?[两三四五几]年|变过(?:没有?|吗)?|历史(?=沿革|演变|上)",
            r"演变|演进|沿革|历程|脉络|轨迹|始末|[这那]?[两三四五六几]份(?:省里?|市里?)?的?(?:要点|文件|材料)",
        )
    )
)
"""Words by which a development is asked for: of every year, where none is named."""

HOW_OFTEN = re.compile(
    r"[改变办提换调搞写修出]了?过?(?:几|多少)[回次届遍版]|(?:几|多少)[回次](?:提|写|说|讲|出现|涉及)[到及过]?"
)
"""A count over the years: the years themselves answer it, no document states it."""

EACH_ITS_OWN = re.compile(r"哪[一几]?年.*哪[一几]?年|(?:各|分别)[是在]?哪[一几]?年|哪[一几]?年.*(?:分别|后来|叫|到哪)")
"""Years are asked for with what each of them says: a history, not which years mention a thing."""

FRAME = re.compile(
    "|".join(
        (
            r"[这那](?:件|回|码)?事儿?(?![业务项故实])|[这那][条根]线",
            r"(?:各自|分别|都)?叫(?:什么|啥|作|做|法)?(?!停)|抓手|口气|口吻|名目|名称|名字|称呼|说法|提法|写法|措辞|口径|做法|打法|着力点?|侧重点?|力度|动作|花样|名堂|的话(?!语)",
            r"差在哪儿?|出入(?=$|[，,。？?])|延续|走向|趋势|进度|后续|下文|位置|变成了?|变了?没变?|改没改|增减|变化|演变|异同|进程|进展|脉络|过程|沿革|前后|先后|对照|两边|顺序|(?:到(?:什么|啥))?程度|起初|如今|后来|[落盯](?:的|着|在)",
        )
    )
)
"""Words by which differences and developments are asked for, where several years or offices are set side by side."""
