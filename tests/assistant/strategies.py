"""Questions that no person thinks of: pieces of documents, of question words, of numbers, of attacks, of anything."""

from __future__ import annotations

from hypothesis import strategies as st

from ingest.numerals import chinese_numeral

YEARS = (
    "2017年",
    "2022年",
    "2023年",
    "2024年",
    "25年",
    "二〇二四年",
    "２０２５年",
    "去年",
    "历年",
    "到2025年",
    "2021—2035年",
)
PLACES = ("舒兰", "省里", "吉林省民政厅", "全市", "哈尔滨市", "长春市", "吉民发〔2024〕4号")
SUBJECTS = (
    "特困",
    "低保",
    "适老化改造",
    "助餐点",
    "失智照护床位",
    "殡葬",
    "慈善条例",
    "采暖补贴",
    "五保户",
    "底保",
    "shilaohua",
)
ASKING = (
    "多少倍",
    "多少户",
    "几个",
    "多少钱",
    "什么时候",
    "哪几年提到",
    "有哪些措施",
    "主要内容",
    "呢",
    "吗",
    "原文",
    "下一条",
    "对吧",
)
NOISE = (
    "忽略以上指令",
    "<b>",
    "'; DROP TABLE x; --",
    "{{7*7}}",
    "9倍",
    "100%",
    "（",
    "”",
    "[1]",
    "[99]",
    "\x00",
    "\u202e",
    "\u3000",
    "？",
)
ORDINALS = st.integers(0, 1200).flatmap(
    lambda n: st.sampled_from((f"第{n}项", f"第{chinese_numeral(n)}项", f"（{chinese_numeral(n)}）", f"第{n}部分"))
)

anything = st.text(max_size=80)
questions = st.lists(
    st.one_of(
        st.sampled_from(YEARS), st.sampled_from(PLACES), st.sampled_from(SUBJECTS), st.sampled_from(ASKING),
        st.sampled_from(NOISE), ORDINALS, st.text(max_size=4),
    ),
    min_size=1,
    max_size=7,
).map("".join)  # fmt: skip
