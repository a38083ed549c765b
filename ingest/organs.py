"""Names of issuing organs (发文机关): which words are one, and where several stand side by side.

Examples: "吉林省民政厅" is one; "广州市医疗保障局 广州市财政局" are two, also without the blank between them.
"省民政厅" names no place, so it is one whose level is not known.
"""

from __future__ import annotations

import re

from ingest.regions import level_of, regions

_END = (
    "办公厅|办公室|委员会|人民政府|政府|管委会|领导小组|联席会议|指挥部|法院|检察院|总局|总会|协会|联合会|中心|公司|集团|银行|"
    "学校|大学|学院|医院|研究院|中共中央|次会议|[府龄贫编信]办|厅|局|部|委|院|署|会|社|司|处|站|所|组|行"
)
_WORDS_OF_TEXT = re.compile(r"[。，；：:！？]|^(?:各|全(?!国)|本|该|我|附)|现将|关于|印发")
_SEAL = re.compile(r"[（(](?:盖?章|公章|印章?|代章)[）)]")
_MINISTRY = (
    r"(?:国务院|中共中央|中华人民共和国|全国|中央|国家|最高人民|中国(?!共产党.{2,}(?:省|市|县|区))|"
    r"(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|"
    r"农业农村|农业|商务|文化和旅游|应急管理|退役军人事务|国土资源|环境保护|铁道|卫生|文化)部|中宣部|中组部|商务部|应急部|科技部|人社部)"
)
_NATIONAL = re.compile(f"^{_MINISTRY}")
_NEXT_MINISTRY = re.compile(f"(?<=[厅局会部署室])(?={_MINISTRY})|(?<=中共中央)(?=国务院)")


def is_organ(name: str) -> bool:
    """Whether a whole line is the name of an organ."""
    name = _SEAL.sub("", name).strip()
    return (
        3 <= len(name) <= 60
        and not _WORDS_OF_TEXT.search(name)
        and bool(re.search(rf"(?:{_END})(?:[（(][^）)]+[）)])?$", name))
    )


def organs(text: str) -> tuple[str, ...]:
    """The organs that a line or the beginning of a title names, in order; () where it names something else."""
    text = _SEAL.sub(" ", text).strip()
    found: list[str] = []
    for piece in re.split(r"[\s　\u00a0]+|(?<=[局厅委部会府室])、", text):
        found.extend(_split(piece))
    return tuple(found) if found and all(is_organ(name) for name in found) else ()


def _split(text: str) -> list[str]:
    """广州市人力资源和社会保障局广州市财政局 → two names: the place at the beginning comes again after an organ.

    民政部办公厅国家发展改革委办公厅 → two names: a national organ begins after another one.
    """
    place = next(iter(regions(text)), "") or next((p for p in ("国家", "中共", "中央") if text.startswith(p)), "")
    again = rf"(?<=[局厅委部府会室院])(?={re.escape(place)})|" if place else ""
    return [part for part in re.split(again + _NEXT_MINISTRY.pattern, text) if part]


def level_and_region(issuer: str) -> tuple[str | None, str | None]:
    """国家/省/市/县/乡 and the innermost area that the issuer's name begins with; None where it names no place."""
    name = re.sub(r"^(?:中(?:国共产党|共)(?!中央)|第.{1,3}届)", "", issuer)
    areas = regions(name)
    if areas:
        return level_of(areas[-1]), areas[-1]
    return ("国家" if _NATIONAL.search(name) or "总局" in name else None), None
