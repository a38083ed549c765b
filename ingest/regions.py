"""Which administrative level a place name has: only what the name cannot say itself is listed.

A city (市) is a prefecture-level one if it is named here, a province-level one if it is one of the four
municipalities, and a county-level city otherwise. Source: 中华人民共和国行政区划 (民政部), prefecture-level cities.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

GAZETTEER = Path(__file__).resolve().parent.parent / "data" / "words" / "places.txt"  # full names, see its README
MUNICIPALITIES = frozenset("北京 上海 天津 重庆".split())
PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾".split()
)

PREFECTURE_CITIES = frozenset(
    """
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾
    吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新
    辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春
    佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州
    嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州
    池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
    济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁
    新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁
    随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江
    茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林
    百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾
    广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都
    林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉
    庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密
    """.split()
)

AUTONOMOUS_REGIONS = {
    "内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
}  # fmt: skip
"""Short name → full name: 2025年宁夏政府工作报告 is that of 宁夏回族自治区."""

AUTONOMOUS_PREFECTURES = frozenset(
    """
    延边 恩施 湘西 阿坝 甘孜 凉山 黔东南 黔南 黔西南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 临夏 甘南 海北 黄南
    果洛 玉树 海西 昌吉 博尔塔拉 巴音郭楞 克孜勒苏 伊犁
    """.split()
)
"""Short names of the autonomous prefectures (自治州), without 海南, which is the name of a province."""

_WORDS = frozenset("东方 合作 无为 灯塔 安宁".split())  # words that are also names of cities
_CITIES = MUNICIPALITIES | PREFECTURE_CITIES
LONGEST_COUNTY = 5  # characters of a county's name in running text
_NAMELESS = frozenset("自治区 自治州 自治县 自治旗 开发区 新区 地区 特别行政区".split())
_REGION = re.compile(
    r"[一-鿿]{2,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|开发区|省|市|州|县|区|旗|盟|乡|镇|街道)"
)


def regions(name: str) -> tuple[str, ...]:
    """The administrative areas a name begins with, from outside in: 吉林市船营区民政局 → (吉林市, 船营区)."""
    found: list[str] = []
    position = 0
    while (match := _REGION.match(name, position)) and match.group() not in _NAMELESS:
        found.append(match.group())
        position = match.end()
    return tuple(found)


def known_regions(text: str) -> tuple[str, ...]:
    """The same for running text, where 高举伟大旗(帜) is no banner and 贯彻落实省(政府) no province.

    Only a province, municipality or prefecture that is listed here counts, with the county behind it, or a county
    of the gazetteer alone: 天河区扎实推进家庭医生签约服务.
    """
    areas = regions(text)
    first = areas[0] if areas else ""
    stem = first.removesuffix("省").removesuffix("市")
    if first in counties():
        return (first,)
    if first not in AUTONOMOUS_REGIONS.values() and (stem == first or stem not in PROVINCES | _CITIES):
        return ()
    behind = [area for area in areas[1:] if area[-1] in "区县市旗" and len(area) <= LONGEST_COUNTY]
    return (first, *behind[:1])


def region_within(title: str) -> str | None:
    """The one province or city that a title names somewhere: 看病报销！广州异地就医备案 → 广州市; None for none or several."""
    found = set(_named_within().findall(title))
    if len(found) != 1:
        return None
    name = found.pop()
    return AUTONOMOUS_REGIONS.get(name) or (f"{name}省" if name in PROVINCES else f"{name}市")


@cache
def _named_within() -> re.Pattern[str]:
    names = _CITIES | PROVINCES | AUTONOMOUS_REGIONS.keys() | county_cities()
    return re.compile(rf"({'|'.join(sorted(names, key=len, reverse=True))})(?!大学|银行|医院|[州县区])")


@cache
def county_cities() -> frozenset[str]:
    """The cities of county level without 市, but for those whose names are words: 舒兰, 潜江, 恩施."""
    return frozenset(name[:-1] for name in counties() if name.endswith("市")) - _WORDS


@cache
def counties() -> frozenset[str]:
    """The full names of all areas of county level: 舒兰市, 黄山区."""
    names = GAZETTEER.read_text(encoding="utf-8").split()
    return frozenset(name for name in names if level_of(name) == "县")


def level_of(region: str) -> str:
    """国家/省/市/县/乡 for one administrative area name such as 吉林省, 舒兰市, 朝阳区."""
    stem = region.removesuffix("市")
    if region.endswith(("省", "自治区", "特别行政区")) or stem in MUNICIPALITIES:
        return "省"
    if region.endswith(("自治州", "州", "盟", "地区")) or (region.endswith("市") and stem in PREFECTURE_CITIES):
        return "市"
    if region.endswith(("乡", "镇", "街道")):
        return "乡"
    return "县"
