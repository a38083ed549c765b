"""Text with a few wrong bytes: one byte costs one character, its place is reported, the rest is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.reader import document_from_text, read_document
from ingest.readers.mending import mended
from ingest.readers.text import decode

CORPUS = sorted((Path(__file__).parents[2] / "data" / "documents").glob("*.txt"))
MOST_LOST = 16  # characters around a damaged byte that may be read as others
PLAN = "某某市民政局2025年工作要点\n一、总体要求\n坚持以人民为中心。\n"


def differing(read: str, written: str) -> int:
    """The length of the stretch of `written` outside of which both are equal."""
    start = next(
        (i for i, (a, b) in enumerate(zip(read, written, strict=False)) if a != b), min(len(read), len(written))
    )
    most = min(len(read), len(written)) - start
    end = next((i for i in range(most) if read[-1 - i] != written[-1 - i]), most)
    return len(written) - start - end


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_damaged_byte_is_reported_and_does_not_keep_the_text_out(encoding: str, tmp_path: Path) -> None:
    text = CORPUS[0].read_text("utf-8")
    path = tmp_path / "damaged.txt"
    raw = text.encode(encoding, "ignore")
    end = raw.index(b"\n", 600)
    path.write_bytes(raw[:end] + b"\xff" + raw[end:])
    document = read_document(path)
    assert document.text.replace("\ufffd", "") == raw.decode(encoding)
    assert [f.kind for f in document.findings if "U+FFFD" in f.message] == ["odd_character"]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), change=st.sampled_from(["insert", "delete", "change"]))
def test_a_byte_too_many_too_few_or_changed_in_gbk_garbles_no_more_than_its_neighbours(
    data: st.DataObject, change: str
) -> None:
    written = data.draw(st.sampled_from(CORPUS)).read_text("utf-8")
    raw = written.encode("gb18030")
    place = data.draw(st.integers(0, len(raw) - 1))
    byte = bytes([data.draw(st.integers(0x81, 0xFE))])
    damaged = raw[:place] + (b"" if change == "delete" else byte) + raw[place + (change != "insert") :]
    assert differing(decode(damaged, "x").text, written) <= MOST_LOST


@given(st.text(alphabet="民政工作要点，。（一）0123456789 \nabcＡ１"))
def test_what_is_gb18030_throughout_is_mended_to_itself(text: str) -> None:
    assert mended(text.encode("gb18030")) == text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_fail_to_be_mended(raw: bytes) -> None:
    assert len(mended(raw)) <= len(raw)


def test_a_byte_between_two_characters_is_the_one_that_is_dropped() -> None:
    assert mended("民".encode("gbk") + b"\xa0" + "政部门要加强监管".encode("gbk")) == "民\ufffd政部门要加强监管"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_zero_bytes_behind_the_text_are_reported_and_left_out(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAN.encode(encoding) + bytes(512))
    document = read_document(path)
    assert document.text == PLAN
    assert [f.kind for f in document.findings] == ["trailing_zeros"]
    assert "512个零字节" in document.findings[0].message


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_zero_bytes_are_reported_in_everything_that_is_written_in_characters(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    body = f"<html><body><p>{PLAN}</p></body></html>" if suffix == "html" else PLAN
    path.write_bytes(body.encode() + bytes(7))
    document = read_document(path)
    assert [f.kind for f in document.findings] == ["trailing_zeros"]
    assert "\x00" not in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_last_character_that_is_cut_off_is_reported(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((PLAN + "二、保障").encode(encoding)[:-1])
    document = read_document(path)
    assert document.text == PLAN + "二、保\ufffd"
    assert [f.kind for f in document.findings if "U+FFFD" in f.message] == ["odd_character"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_lost_stretch_of_zero_bytes_within_a_text_is_one_damaged_place(encoding: str, tmp_path: Path) -> None:
    raw = CORPUS[0].read_text("utf-8").encode(encoding, "ignore")
    path = tmp_path / "a.txt"
    end = raw.index(b"\n", 2000)
    path.write_bytes(raw[:end] + bytes(4096) + raw[end:])
    document = read_document(path)
    assert document.text.replace("\ufffd", "") == raw.decode(encoding)
    assert document.text.count("\ufffd") == 1


@pytest.mark.parametrize("raw", [bytes(range(256)) * 8, b"\x01\x00\x02\x00" * 400, b"\x00\x01\x02text" * 50])
def test_binary_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match="文字编码认不出来"):
        decode(raw, "x")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), change=st.sampled_from(["insert", "delete"]), apart=st.integers(2 * MOST_LOST, 60))
def test_two_damaged_bytes_in_one_line_do_not_garble_what_stands_between_them(
    data: st.DataObject, change: str, apart: int
) -> None:
    """Such a line decodes without an error: the second byte brings the decoder back into step."""
    above, paragraph, *below = [line for line in CORPUS[2].read_text("utf-8").split("\n") if len(line) > 150]
    place = data.draw(st.integers(10, 90))
    raw = paragraph.encode("gb18030")
    for at in (place + apart, place):
        byte = len(paragraph[:at].encode("gb18030")) + 1
        raw = raw[:byte] + (b"\xc8" if change == "insert" else b"") + raw[byte + (change == "delete") :]
    read = decode("\n".join([above, "X", *below]).encode("gb18030").replace(b"X", raw), "x").text.split("\n")[1]
    between = paragraph[place + MOST_LOST : place + apart - MOST_LOST]
    assert between in read
    assert "\ufffd" in read


def test_words_of_two_rare_characters_are_no_damage() -> None:
    text = "砥砺前行，荟萃一堂，璀璨夺目，邂逅枇杷，铿锵有力，筼筜湖畔，专横跋扈，机构臃肿，岷县漳县。\n" + PLAN
    assert decode(text.encode("gbk"), "x").text == text


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_two_damaged_bytes_three_characters_apart_are_reported(path: Path) -> None:
    """Measured on 17 documents: 3 of 100 such pairs pass unseen, 54 where only rare characters were counted."""
    written = path.read_text("utf-8")
    places = [i for i in range(0, len(written) - 20, 97) if re.fullmatch(r"[\u4e00-\u9fff]{4}", written[i : i + 4])]
    unseen = 0
    for place in places:
        raw = written.encode("gb18030")
        first, second = (len(written[:at].encode("gb18030")) + 1 for at in (place, place + 3))
        damaged = raw[:first] + b"\xb5" + raw[first:second] + b"\xe2" + raw[second:]
        document = document_from_text(decode(damaged, "x").text, source="a.txt")
        unseen += "odd_character" not in {finding.kind for finding in document.findings}
    assert len(places) >= 10
    assert unseen <= 0.1 * len(places)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_sound_text_is_mended(path: Path) -> None:
    written = path.read_text("utf-8")
    assert mended(written.encode("gb18030")) == written
