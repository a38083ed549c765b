"""Names of places, civil affairs offices and companies in a sentence: what a question after a city or a firm must find to be answered.

Examples: "推进吉林市、延边州国家…试点" names places; "各县（市、区）全面开展" names none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.regions import GAZETTEER, MUNICIPALITIES, PREFECTURE_CITIES

PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门".split()
)
KNOWN_PLACES = PREFECTURE_CITIES | MUNICIPALITIES | PROVINCES

_PLACE = re.compile(
    r"(?=([一-鿿]{2})((?:自治州|自治县|自治区|街道|省|市|州|县|区|镇|乡(?!村)|村)))"
    r"(?!..(?:自治.|街道|.)(?:[级里上厅局委政民域直内界场区面外际管份州级、（(长])|..[省市州县区镇乡村][、（(])"
)
_GENERIC = re.compile(
    r"[全各我本该每哪几省市县区级跨两乡镇村外他个所在到为和与及或等的地内辖直属设]|城市|城乡|都市|部分|有关|相关|其他|多少|什么|要求|建设|"
    r"推进|要点|文件|规定|提到|标准|.社|社区|重点|帮扶|服务|边境|行政|实验|试验|园区|新区|小区|片区|政区|分区|农.|专区|老年|失能|示范|改革"
)
_WORDS = Path(__file__).resolve().parent.parent / "data" / "words"
COMMON_WORDS = _WORDS / "common.tsv"  # everyday words with their frequency
_SUFFIX = re.compile(r"[市县区旗州盟]")
_LONGEST_NAME = 15  # characters of 积石山保安族东乡族撒拉族自治县
_ALSO_WORDS = frozenset(  # names without suffix that say something else in most sentences
    "新建 平原 中原 古城 江南 江北 新城 河口 太平 山南 龙门 路桥 西城 东城 河西 城西 河东 天桥 滨海 海港 大城 安宁 永安 新河 通道".split()
)
_NO_PLACE = frozenset(("城镇", "乡镇", "市镇", "城乡", "下乡", "返乡", "还乡", "回乡", "本村", "农村", "新村"))
MINISTRY = "民政部"
_OFFICE = re.compile(  # an office by its full name, or the ministry where its own documents are meant
    r"(?:[一-鿿]{2,3}(?:省|市|州|县|区|旗|盟)|" + "|".join(sorted(KNOWN_PLACES, key=len, reverse=True)) + r")民政[厅局]"
    r"|民政部(?=\s*(?:(?:19|20)?\d\d年|的?(?:工作)?要点|的?文件))"
)
_KNOWN = re.compile(rf"(?=({'|'.join(sorted(KNOWN_PLACES, key=len, reverse=True))})(?!大学|银行|医院))")
_SHARED_BY_ALL = re.compile(r"[全各我本该每哪几某有]|所有|级")
_COMPANY = re.compile(r"[一-鿿]{2,}(?:公司|集团|事务所|银行)")


def places(text: str) -> tuple[str, ...]:
    """The named administrative areas in a text, without suffix where they are known, each once, in order of name."""
    found = {match.group(1) for match in _KNOWN.finditer(text)}
    for match in _PLACE.finditer(text):
        stem, suffix = match.groups()
        if (
            not _GENERIC.search(stem)
            and stem[-1] + suffix not in _NO_PLACE
            and not any(known in stem or stem in known for known in found)
        ):
            found.add(stem + suffix)
    return tuple(sorted(found))


def areas(text: str) -> tuple[str, ...]:
    """The prefectures and counties of the gazetteer that a text names, by full name, or by the name without suffix
    where a subject of that place begins: 磐石的养老大院. Each once, in order of name."""
    names, stems = _gazetteer()
    found = {
        text[start : end.end()]
        for end in _SUFFIX.finditer(text)
        for start in range(max(0, end.end() - _LONGEST_NAME), end.end() - 2)
        if text[start : end.end()] in names
    }
    for match in _OF_A_PLACE.finditer(text):
        stem = next((stem for stem in match.groups() if stem in stems), None)
        if stem and not any(stem in name for name in found):
            found.add(stem)
    return tuple(sorted(found))


def towns(text: str) -> tuple[str, ...]:
    """The towns and streets that a text names where its subject begins, of a name that is no everyday word: 溪河镇敬老院;
    they are in no gazetteer, so their ending must tell. Each once, in order of name."""
    named = (m.groups() for m in _TOWN.finditer(text) if m[1] not in _everyday() and not _GENERIC.search(m[1]))
    return tuple(sorted({stem + suffix for stem, suffix in named if stem[-1] + suffix not in _NO_PLACE}))


_TOWN = re.compile(r"(?:(?<![一-鿿])|(?<=[年在]))([一-鿿]{2})(镇|街道)(?![级里上厅局委域直内界场面外际管份、（(长])")
_OF_A_PLACE = re.compile(r"(?:(?<![一-鿿])|(?<=[年在和与跟、]))(?=([一-鿿]{3}))?(?=([一-鿿]{2}))")
_AUTONOMOUS = re.compile(  # 延边朝鲜族自治州 is called 延边
    r"(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    r"仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各)族?)*自治[州县旗]$"
)


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[frozenset[str], frozenset[str]]:
    """All full names, and the names without suffix that are no everyday words."""
    names, everyday = frozenset(GAZETTEER.read_text(encoding="utf-8").split()), _everyday()
    stems = {_AUTONOMOUS.sub("", name) if _AUTONOMOUS.search(name) else name[:-1] for name in names}
    return names, frozenset(stem for stem in stems if len(stem) > 1 and stem not in everyday)


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """The words that say something else than a place in most sentences."""
    rows = (line.split("\t") for line in COMMON_WORDS.read_text(encoding="utf-8").splitlines()[1:])
    return _ALSO_WORDS.union(w for w, _, word_class in rows if word_class != "ns")  # jieba's class of places


def offices(text: str) -> tuple[str, ...]:
    """The civil affairs offices named in full, each once, in order; 各市民政局 names none."""
    named = dict.fromkeys(match.group() for match in _OFFICE.finditer(text))
    return tuple(name for name in named if not _SHARED_BY_ALL.search(name))


def names_company(text: str) -> bool:
    """Whether a text names a firm."""
    return _COMPANY.search(text) is not None
