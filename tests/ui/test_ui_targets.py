"""指标 over the command line and HTTP: the same ones, verbatim, in order, as a table, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from client import API, Client
from conftest import Yaodian
from contract import check_shape
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Filters
from ui.engine import Engine
from ui.table import columns, fitted, width
from ui.targets import CSV_HEADINGS, stated, targets_csv

TARGET = {
    "item_id": str,
    "document_id": str,
    "year": int,
    "issuer": str,
    "label": str,
    "indicator": str,
    "comparator": str,
    "value": str,
    "unit": str,
    "deadline": (str, type(None)),
    "quote": str,
    "start": int,
    "end": int,
    "figure_start": int,
    "figure_end": int,
}


def test_a_target_is_listed_with_its_sentence_and_its_place(yaodian: Yaodian) -> None:
    reply = json.loads(yaodian("targets", "--indicator", "护理型床位", "--json").stdout)
    (target,) = reply["targets"]
    assert reply["total"] == 1
    assert (target["comparator"], target["value"], target["unit"]) == ("不低于", "50", "%")
    assert target["indicator"] == "特困人员供养机构护理型床位占比"
    assert target["item_id"] == "jilin-2023:3.11"
    assert "护理型床位占比不低于50%" in target["quote"]


def test_every_listed_target_is_a_slice_of_its_item(call: Client, engine: Engine) -> None:
    reply = call("GET", f"{API}/targets").json()
    assert reply["total"] == len(reply["targets"]) > 50
    for target in reply["targets"]:
        check_shape(target, TARGET)
        text = engine.index.item(target["item_id"]).text
        assert text[target["start"] : target["end"]] == target["quote"] != ""
        figure = text[target["figure_start"] : target["figure_end"]]
        assert target["value"].rstrip("万亿千百余多") in figure
        assert figure in target["quote"]
    years = [target["year"] for target in reply["targets"]]
    assert years == sorted(years, reverse=True)


def test_http_and_command_line_list_the_same(call: Client, yaodian: Yaodian) -> None:
    here = call("GET", f"{API}/targets", params={"indicator": "床位", "year": 2023, "issuer": "舒兰"}).json()
    there = yaodian("targets", "--indicator", "床位", "--year", "2023", "--issuer", "舒兰", "--json").stdout
    assert here == json.loads(there)
    assert {target["document_id"] for target in here["targets"]} == {"shulan-2023"}


def test_pages_of_the_list_are_cut_from_the_whole(call: Client) -> None:
    whole = call("GET", f"{API}/targets").json()["targets"]
    page = call("GET", f"{API}/targets", params={"limit": 5, "offset": 3}).json()
    assert page["targets"] == whole[3:8]
    assert page["total"] == len(whole)


def test_filters_that_fit_nothing_list_nothing_and_say_what_is_held(call: Client, yaodian: Yaodian) -> None:
    assert call("GET", f"{API}/targets", params={"year": 1999}).json()["targets"] == []
    done = yaodian("targets", "--year", "1999")
    assert done.returncode == 0
    assert done.stdout == "没有符合的指标（收录 2017–2025 年 5 份文件）。\n"


def test_names_and_conditions_are_no_targets(yaodian: Yaodian) -> None:
    printed = yaodian("targets").stdout
    assert "四个" not in printed
    assert "80岁" not in printed
    assert "不低于…1.3倍" in printed


def test_the_table_stands_in_columns(yaodian: Yaodian) -> None:
    lines = yaodian("targets", "--indicator", "失智照护床位").stdout.splitlines()
    rows = [line for line in lines if "不少于" in line]
    assert len(rows) == 5
    province = [row for row in rows if row.startswith("    三、（十一）") and "50张" not in row]
    assert len({width(row.partition("不少于")[0]) for row in province}) == 1


def test_csv_opens_in_a_spreadsheet(yaodian: Yaodian) -> None:
    printed = yaodian("targets", "--csv", "--year", "2025").stdout
    assert printed.startswith("\ufeff年度,")
    heading, *rows = csv.reader(io.StringIO(printed.removeprefix("\ufeff")))
    assert tuple(heading) == CSV_HEADINGS
    listed = json.loads(yaodian("targets", "--json", "--year", "2025").stdout)["targets"]
    assert [row[9] for row in rows] == [target["quote"] for target in listed]


def test_no_cell_of_the_csv_is_a_formula(engine: Engine) -> None:
    one = stated(engine.documents, Filters())[0]
    hostile = replace(one, target=replace(one.target, indicator="=1+1", comparator="@x"))
    (row,) = list(csv.reader(io.StringIO(targets_csv([hostile]))))[1:]
    assert row[4:6] == ["'=1+1", "'@x"]


def test_json_and_csv_exclude_each_other(yaodian: Yaodian) -> None:
    done = yaodian("targets", "--json", "--csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "不能" in done.stderr


texts = st.text(alphabet="中文（）ab1 \u0301é", max_size=12)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(rows=st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5))
def test_columns_begin_at_the_same_place(rows: list[tuple[str, str, str]]) -> None:
    lines = columns([(first, second, "|" + third) for first, second, third in rows])
    places = {width(line[: line.index("|", len(row[0]) + len(row[1]))]) for line, row in zip(lines, rows, strict=True)}
    assert len(places) == 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(text=texts, places=st.integers(1, 20))
def test_a_fitted_text_fits_and_is_marked_where_it_is_cut(text: str, places: int) -> None:
    shown = fitted(text, places)
    assert width(shown) <= max(places, 1)
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@pytest.mark.parametrize(("text", "places"), [("指标", 4), ("50%", 3), ("（一）", 6), ("ｅ", 2), ("e\u0301", 1)])
def test_a_chinese_character_takes_two_places(text: str, places: int) -> None:
    assert width(text) == places
