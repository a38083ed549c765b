"""OFD beyond its plain pages: what a template prints on every page that uses it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from make_files import OFD, make_ofd, make_zip

from ingest.readers import read

TEMPLATE = (
    f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer><ofd:TextObject ID="900" Boundary="60 20 90 8" Size="8">'
    '<ofd:TextCode X="0" Y="8" DeltaX="g 7 8">清河县民政局文件</ofd:TextCode></ofd:TextObject></ofd:Layer>'
    "</ofd:Content></ofd:Page>"
)


def test_the_text_of_a_template_stands_on_the_pages_that_use_it(tmp_path: Path) -> None:
    path = make_ofd(tmp_path / "a.ofd", "一、提高低保标准，扩大覆盖范围。\n二、加强监管。")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    declared = b'<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData>'
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace(b"</ofd:CommonData>", declared)
    page = "Doc_0/Pages/Page_0/Content.xml"
    members[page] = members[page].replace(b"<ofd:Content>", b'<ofd:Template TemplateID="9"/><ofd:Content>')
    members["Doc_0/Tpls/T.xml"] = TEMPLATE.encode()
    assert read(make_zip(path, list(members.items()))).text.split() == [
        "清河县民政局文件", "一、提高低保标准，扩大覆盖范围。", "二、加强监管。",
    ]  # fmt: skip


def test_lines_without_advances_and_with_blanks_for_an_indent_stand_where_the_font_sets_them(tmp_path: Path) -> None:
    printed = [
        "某县民政局2024年工作要点",
        "　　一、救助",
        "　　（一）每月690元。",
        "　　（二）临时救助。",
        "　　二、养老",
    ]
    objects = "".join(
        f'<ofd:TextObject ID="{10 + i}" Boundary="20 {20 + 9 * i} 160 6" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{line}</ofd:TextCode></ofd:TextObject>'
        for i, line in enumerate(printed)
    )
    path = make_ofd(tmp_path / "a.ofd", "一、甲")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["Doc_0/Pages/Page_0/Content.xml"] = (
        f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>'.encode()
    )
    assert read(make_zip(path, list(members.items()))).text.split() == [line.strip() for line in printed]
