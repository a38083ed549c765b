"""What people call an office: 水利部办公厅 → 水利部, 国务院办公厅 → 国办, 某市医疗保障局 → 某市医保局, 某省人民政府 → 某省政府."""

from __future__ import annotations

import re

_SHORT = (
    ("中共中央办公厅", "中办"), ("国务院办公厅", "国办"), ("人民政府", "政府"), ("医疗保障", "医保"), ("社会保险基金", "社保"),
    ("社会保险", "社保"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"), ("卫生健康委员会", "卫健委"), ("卫生健康", "卫健"),
    ("发展和改革委员会", "发改委"), ("发展改革委", "发改委"), ("住房和城乡建设", "住建"), ("住房城乡建设", "住建"), ("工业和信息化", "工信"),
    ("市场监督管理", "市场监管"), ("农业农村", "农业"), ("文化和旅游", "文旅"), ("文化广电旅游", "文旅"), ("退役军人事务", "退役军人"),
    ("教育体育", "教体"), ("文化广电和旅游", "文旅"), ("民族宗教事务", "民宗"), ("残疾人联合会", "残联"), ("交通运输", "交通"),
    ("城市管理", "城管"), ("生态环境", "环保"), ("应急管理", "应急"), ("自然资源和规划", "规划"), ("国有资产监督管理委员会", "国资委"), ("管理中心", "中心"), ("服务中心", "中心"),
)  # fmt: skip
_OTHERWISE = (
    ("市场监管", "市监"),
    ("卫健委", "卫计委"),
    ("农业", "农业农村"),
    ("人社", "人力社保"),
)  # a second short name
_BUREAU = re.compile(r"(?:局|厅|委员会|委)$")
_GENERAL_OFFICE = re.compile(r"(?:办公[厅室]|秘书处)$")


def callings(issuer: str) -> tuple[str, ...]:
    """The names of each office that issued a document, as printed first; 中办、国办 together are called 两办 as well."""
    called: list[str] = []
    for office in re.split(r"[、，,\s]+", issuer):
        whole = _GENERAL_OFFICE.sub("", office)
        for name in (office, whole if whole not in ("国务院", "中共中央") else office):
            short = _shortened(name)
            called += [name, short, *(short.replace(one, other) for one, other in _OTHERWISE)]
    both = ("两办",) if {"中办", "国办"} <= set(called) else ()
    return tuple(dict.fromkeys((issuer, *called, *both)))


def field_of(calling: str) -> str:
    """A bureau without its last word, as people write it before a year: 某市人社局 → 某市人社; empty for other offices."""
    return _BUREAU.sub("", calling) if _BUREAU.search(calling) else ""


def _shortened(name: str) -> str:
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name
