"""docx: what Word shows but does not write, and what it writes but does not show."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import SourceError
from ingest.reader import read_document
from ingest.readers import read
from ingest.readers.numbering import Numbering

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
STRICT = "http://purl.oclc.org/ooxml"


def saved(document: docx.document.Document, tmp_path: Path) -> Path:
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def lines(path: Path) -> list[str]:
    return [line for line in read(path).text.split("\n") if line]


def numbered_document(levels: str, paragraphs: list[tuple[int, str]]) -> docx.document.Document:
    """A document whose numbers exist only as list formatting."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if depth >= 0:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
            )
    return document


def level(depth: int, form: str, text: str, extra: str = "") -> str:
    form_and_text = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{form_and_text}{extra}</w:lvl>'


def test_automatic_numbers_are_printed_as_word_shows_them(tmp_path: Path) -> None:
    levels = (
        level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    )
    document = numbered_document(
        levels,
        [(0, "总体要求"), (1, "指导思想"), (1, "目标"), (2, "甲"), (2, "乙"), (-1, "正文。"), (0, "任务"), (1, "丙")],
    )
    assert lines(saved(document, tmp_path)) == [
        "一、总体要求",
        "（一）指导思想",
        "（二）目标",
        "1.甲",
        "2.乙",
        "正文。",
        "二、任务",
        "（一）丙",
    ]


def test_articles_and_legal_decimals_are_printed(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "第%1条") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    document = numbered_document(levels, [(0, "为规范管理。"), (1, "甲"), (1, "乙"), (0, "适用。")])
    assert lines(saved(document, tmp_path)) == ["第一条 为规范管理。", "1.1 甲", "1.2 乙", "第二条 适用。"]


def test_bullets_print_nothing_and_empty_paragraphs_count(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "bullet", "\uf0b7")
    document = numbered_document(levels, [(0, "甲"), (0, ""), (1, "乙"), (0, "丙")])
    assert lines(saved(document, tmp_path)) == ["1.甲", "乙", "3.丙"]


@pytest.mark.parametrize("gone", ["vanish", "del", "moveFrom"])
def test_an_empty_paragraph_that_word_does_not_show_counts_nothing(gone: str, tmp_path: Path) -> None:
    document = numbered_document(level(0, "decimal", "%1."), [(0, "甲"), (0, ""), (0, "丙")])
    mark = parse_xml(f"<w:rPr {nsdecls('w')}><w:{gone}/></w:rPr>")
    document.paragraphs[-2]._p.get_or_add_pPr().append(mark)
    assert lines(saved(document, tmp_path)) == ["1.甲", "2.丙"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "21"),
        ("decimalZero", "21"),
        ("chineseCounting", "二十一"),
        ("ideographDigital", "二一"),
        ("upperRoman", "XXI"),
        ("lowerRoman", "xxi"),
        ("upperLetter", "UU"[:1] and "U"),
        ("decimalFullWidth", "２１"),
        ("chineseLegalSimplified", "贰拾壹"),
        ("decimalEnclosedCircle", "21"),
        ("somethingNew", "21"),
    ],
)
def test_each_number_format_prints_its_own_numerals(form: str, expected: str) -> None:
    root = parse_xml(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level(0, form, "%1")}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    numbering = Numbering(root)
    printed = [numbering.label("5", 0).strip() for _ in range(21)]
    assert printed[-1] == expected


def test_a_start_override_restarts_a_list(tmp_path: Path) -> None:
    root = parse_xml(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )
    numbering = Numbering(root)
    assert [numbering.label(list_id, 0) for list_id in "55665"] == ["1.", "2.", "1.", "2.", "3."]


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("一、甲")
    assert lines(saved(document, tmp_path)) == ["一、甲"]


def test_a_red_head_and_a_number_in_the_header_are_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("清河县民政局文件", "清民发〔2025〕12号"):
        document.sections[0].header.add_paragraph(text)
    document.add_paragraph("关于做好低保工作的通知")
    document.add_paragraph("一、提高标准。")
    read_back = read_document(saved(document, tmp_path))
    metadata = read_back.metadata
    assert (metadata.issuer, metadata.document_number) == ("清河县民政局", "清民发〔2025〕12号")
    assert dict(metadata.read_at)["document_number"] == "页眉页脚"
    assert "文件" not in read_back.text


def test_copies_and_printing_in_the_footer_are_read_at_the_end(tmp_path: Path) -> None:
    document = docx.Document()
    footer = document.sections[0].footer
    for text in ("抄送：县委办公室。", "清河县民政局办公室　2025年3月1日印发", "- 1 -"):
        footer.add_paragraph(text)
    document.add_paragraph("关于做好低保工作的通知")
    document.add_paragraph("一、提高标准。")
    read_back = read_document(saved(document, tmp_path))
    assert read_back.text.endswith("一、提高标准。\n抄送：县委办公室。\n清河县民政局办公室　2025年3月1日印发\n")
    assert (read_back.metadata.issued_on, dict(read_back.metadata.read_at)["issued_on"]) == ("2025-03-01", "版记")


def test_tables_are_rows_with_tabs_and_layout_tables_are_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ["指标", "目标", "床位", "600张"], strict=True):
        cell.text = text
    document.add_table(rows=1, cols=1).cell(0, 0).text = "一、甲"
    assert lines(saved(document, tmp_path)) == ["指标\t目标", "床位\t600张", "一、甲"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>文本框里的字</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>文本框里的字</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.add_paragraph("一、甲")._p.append(parse_xml(box))
    assert lines(saved(document, tmp_path)) == ["一、甲", "文本框里的字"]


def test_deleted_hidden_and_field_text_is_left_out_and_inserted_text_is_kept(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲")._p
    for run in (
        f"<w:del {W}><w:r><w:delText>删</w:delText></w:r></w:del>",
        f"<w:ins {W}><w:r><w:t>乙</w:t></w:r></w:ins>",
        f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
        f"<w:r {W}><w:instrText>PAGE</w:instrText></w:r>",
        f"<w:r {W}><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>",
    ):
        paragraph.append(parse_xml(run))
    assert lines(saved(document, tmp_path)) == ["甲乙丙", "丁"]


def note_mark(number: int, kind: str = "footnote") -> str:
    return f"<w:r><w:{kind}Reference w:id='{number}'/></w:r>"


def note(number: int, text: str, kind: str = "footnote") -> str:
    return f"<w:{kind} w:id='{number}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>"


def test_a_footnote_stands_below_the_paragraph_that_cites_it(tmp_path: Path) -> None:
    cited = f"<w:p><w:r><w:t>零关税</w:t></w:r>{note_mark(2)}<w:r><w:t>清单</w:t></w:r></w:p>"
    separator = "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    path = package_of(tmp_path, cited + paragraph("落款"), footnotes=separator + note(2, "指不征关税。"))
    assert lines(path) == ["零关税[1]清单", "[1] 指不征关税。", "落款"]


def test_a_footnote_cited_in_a_table_stands_below_the_table(tmp_path: Path) -> None:
    cells = f"<w:tc><w:p><w:r><w:t>床位</w:t></w:r>{note_mark(2)}</w:p></w:tc><w:tc>{paragraph('600张')}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells.replace(note_mark(2), '')}</w:tr></w:tbl>"
    path = package_of(tmp_path, table + paragraph("下文"), footnotes=note(2, "护理型。"))
    assert lines(path) == ["床位[1]\t600张", "床位\t600张", "[1] 护理型。", "下文"]


def test_endnotes_stand_at_the_end_and_count_on(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>甲</w:t></w:r>{note_mark(1)}{note_mark(1, 'endnote')}</w:p>{paragraph('乙')}"
    path = package_of(tmp_path, body, footnotes=note(1, "脚注。"), endnotes=note(1, "尾注。", "endnote"))
    assert lines(path) == ["甲[1][2]", "[1] 脚注。", "乙", "[2] 尾注。"]


def test_a_footnote_is_quoted_with_the_item_that_cites_it(tmp_path: Path) -> None:
    body = (
        paragraph("某某市民政局2025年工作要点")
        + f"<w:p><w:r><w:t>一、提高标准。低保</w:t></w:r>{note_mark(1)}<w:r><w:t>标准提高。</w:t></w:r></w:p>"
        + paragraph("二、新增床位。全年新增六百张。")
        + paragraph("某某市民政局")
        + paragraph("2025年3月1日")
    )
    document = read_document(package_of(tmp_path, body, footnotes=note(1, "指最低生活保障。")))
    assert [unit.text.strip() for unit in document.units[1:2]] == [
        "一、提高标准。低保[1]标准提高。\n[1] 指最低生活保障。"
    ]
    assert (document.metadata.issuer, document.metadata.issued_on) == ("某某市民政局", "2025-03-01")


def package_of(tmp_path: Path, body: str, **parts: str) -> Path:
    """A docx of these parts, written as they are."""
    path = tmp_path / "b.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W} {M}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return path


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_list_that_takes_its_levels_from_a_list_style_is_numbered(tmp_path: Path) -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='公文'/></w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='2'><w:styleLink w:val='公文'/>{level(0, 'chineseCounting', '%1、')}"
        "</w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num>"
    )
    numbered = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr>"
    body = paragraph("总则", numbered) + paragraph("附则", numbered)
    assert lines(package_of(tmp_path, body, numbering=numbering)) == ["一、总则", "二、附则"]


def test_a_list_may_keep_a_level_for_a_paragraph_style(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "%1、", "<w:pStyle w:val='H1'/>") + level(
        1, "chineseCounting", "（%2）", "<w:pStyle w:val='H2'/>"
    )
    numbering = (
        f"<w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>"
        "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num>"
    )
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{name}'><w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr></w:style>"
        for name in ("H1", "H2")
    )
    texts = [("保障", "H1"), ("低保", "H2"), ("特困", "H2"), ("养老", "H1"), ("床位", "H2")]
    body = "".join(paragraph(text, f"<w:pStyle w:val='{name}'/>") for text, name in texts)
    found = lines(package_of(tmp_path, body, numbering=numbering, styles=styles))
    assert found == ["一、保障", "（一）低保", "（二）特困", "二、养老", "（一）床位"]


def test_rows_of_content_controls_formulas_and_symbols_are_kept_and_pinyin_is_not(tmp_path: Path) -> None:
    def row(*texts: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in texts)}</w:tr>"

    body = (
        f"<w:tbl>{row('指标', '目标')}<w:sdt><w:sdtContent>{row('床位', '600张')}</w:sdtContent></w:sdt></w:tbl>"
        "<w:p><m:oMath><m:r><m:t>覆盖率=a/b</m:t></m:r></m:oMath></w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yào</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>要</w:t></w:r></w:rubyBase>"
        "</w:ruby><w:t>点</w:t><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p>"
    )
    assert lines(package_of(tmp_path, body)) == ["指标\t目标", "床位\t600张", "覆盖率=a/b", "要点\uf0fe"]


def test_the_strict_variant_and_parts_with_other_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "strict.docx"
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", f"{STRICT}/wordprocessingml/main"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "_rels/.rels",
            f'<R><!-- --><Relationship Type="{STRICT}/relationships/officeDocument" Target="/word/d2.xml"/></R>',
        )
        package.writestr("word/d2.xml", f"<w:document {strict}><w:body>{paragraph('一、甲')}</w:body></w:document>")
    assert lines(path) == ["一、甲"]


def test_a_figure_that_is_none_refuses_the_file_in_one_line(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>一、甲</w:t><w:sym w:char='zz'/></w:r></w:p>"
    with pytest.raises(SourceError, match="不合格式的数"):
        read(package_of(tmp_path, body))


def test_the_automatic_contents_of_word_hides_no_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县养老服务规划（2026—2030年）")
    document.add_paragraph("目  录")
    headings = [(1, "第一章 总则"), (2, "第一节 目标"), (1, "第二章 服务"), (2, "第一节 助餐")]
    for page, (_, heading) in enumerate(headings, 1):
        document.element.body.insert_element_before(
            parse_xml(
                f'<w:p {nsdecls("w")}><w:hyperlink w:anchor="_Toc{page}"><w:r><w:t>{heading}</w:t></w:r><w:r><w:tab/></w:r>'
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF _Toc \\h</w:instrText></w:r>'
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
            ),
            "w:sectPr",
        )
    for depth, heading in headings:
        document.add_heading(heading, depth)
        document.add_paragraph("做好这项工作。")
    read_back = read_document(saved(document, tmp_path))
    assert "第一章 总则\t1\n" in read_back.text
    assert [u.path for u in read_back.units if u.number is not None] == [(1,), (1, 1), (2,), (2, 1)]
    assert read_back.findings == ()
