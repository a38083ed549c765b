"""The table of everyday words is fitted on questions as people ask them, and told right on others."""

from __future__ import annotations

from assistant.register import BIAS, TABLE, odds_of
from eval.register import fit, told_right

SOURCES = {
    "asked": [
        f"{who}{what}咋整" for who in ("俺娘", "老头", "娃") for what in ("没人管", "瘫炕上", "要饭去了", "没钱看病")
    ]
    * 2,
    "clause": [f"{do}{what}制度" for do in ("健全", "完善", "落实") for what in ("救助", "养老", "儿童", "慈善")] * 2,
}


def test_what_only_one_side_says_weighs_for_it() -> None:
    weights = fit(SOURCES)
    assert odds_of("老太太没饭吃咋整", weights) > 0 > odds_of("健全老人食堂制度", weights)
    assert {name: share for name, _, share in told_right(weights, SOURCES)} == {"asked": 1.0, "clause": 1.0}
    assert fit(SOURCES) == weights


def test_the_shipped_table_has_a_bias_and_one_weight_for_each_feature() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    assert rows[0][0] == BIAS
    assert all(len(row) == 2 and float(row[1]) for row in rows)
    assert len({feature for feature, _ in rows}) == len(rows)
