"""What documents say about themselves, and where it was read."""

from __future__ import annotations

import pytest

from ingest.metadata import corrected
from ingest.organs import level_and_region, organs
from ingest.reader import document_from_text
from ingest.records import Document, Metadata


def metadata(text: str, **facts: str) -> Metadata:
    return document_from_text(text, source="x.txt", facts=facts).metadata


@pytest.mark.parametrize(
    ("document_id", "expected"),
    [
        (
            "jilin-2017",
            (
                "吉林省民政厅关于印发《2017年全省民政工作要点》的通知",
                "吉林省民政厅",
                "吉民发〔2017〕9号",
                None,
                2017,
                "省",
                "吉林省",
            ),
        ),
        (
            "jilin-2023",
            (
                "吉林省民政厅关于印发2023年全省民政工作要点的通知",
                "吉林省民政厅",
                "吉民发〔2023〕5号",
                "2023-02-01",
                2023,
                "省",
                "吉林省",
            ),
        ),
        (
            "jilin-2024",
            (
                "吉林省民政厅关于印发2024年全省民政工作要点的通知",
                "吉林省民政厅",
                "吉民发〔2024〕4号",
                "2024-02-19",
                2024,
                "省",
                "吉林省",
            ),
        ),
        ("jilin-2025", ("2025年全省民政工作要点", "吉林省民政厅", None, "2025-02-08", 2025, "省", "吉林省")),
        ("shulan-2023", ("2023年全市民政工作要点", "舒兰市民政局", None, "2023-03-21", 2023, "县", "舒兰市")),
    ],
)
def test_the_five_shipped_documents(
    document_id: str, expected: tuple[object, ...], shipped: dict[str, Document]
) -> None:
    m = shipped[document_id].metadata
    assert (m.title, m.issuer, m.document_number, m.issued_on, m.year, m.level, m.region) == expected


def test_an_issuer_that_stands_only_in_the_signature_says_so(shipped: dict[str, Document]) -> None:
    assert dict(shipped["shulan-2023"].metadata.read_at)["issuer"] == "落款"
    assert dict(shipped["jilin-2024"].metadata.read_at)["issuer"] == "标题"


def test_the_addressees_are_listed_one_by_one(shipped: dict[str, Document]) -> None:
    assert shipped["jilin-2025"].metadata.addressees == (
        "各市（州）民政局",
        "长白山管委会民政局",
        "各县（市、区）民政局",
        "厅机关各处（室）",
        "直属事业单位",
    )


NOTICE = """包头市人民政府办公室关于印发《包头市2022年数字政府建设考评办法》的通知
包府办发〔2022〕43号
各旗、县、区人民政府，市直有关部门、单位：
　　现将《考评办法》印发给你们，请认真抓好落实。
　　附件：1.指标体系
　　　　　2.评分表
2022年4月14日
　　一、考评对象
"""


def test_a_notice_names_everything() -> None:
    m = metadata(NOTICE)
    assert (m.issuer, m.document_number, m.issued_on, m.year) == (
        "包头市人民政府办公室",
        "包府办发〔2022〕43号",
        "2022-04-14",
        2022,
    )
    assert m.addressees == ("各旗、县、区人民政府", "市直有关部门", "单位")
    assert m.annexes == ("指标体系", "评分表")
    assert (m.level, m.region) == ("市", "包头市")


def test_joint_issuers_are_all_named() -> None:
    head = (
        "广州市医疗保障局 广州市财政局 广州市民政局关于印发长期护理保险试行办法的通知\n"
        "穗医保规字〔2024〕1号\n第一条 甲。\n"
    )
    assert metadata(head).issuer == "广州市医疗保障局、广州市财政局、广州市民政局"
    together = "广州市人力资源和社会保障局广州市财政局关于印发见习基地管理办法的通知\n第一条 甲。\n"
    assert metadata(together).issuer == "广州市人力资源和社会保障局、广州市财政局"


def test_joint_signatures_above_one_date_are_all_named() -> None:
    text = "一、甲\n正文。\n\n国家发展改革委\n国家数据局\n财政部\n2024年5月14日\n"
    m = metadata(text)
    assert (m.issuer, m.issued_on, m.level) == ("国家发展改革委、国家数据局、财政部", "2024-05-14", "国家")


def test_the_letterhead_names_the_issuers() -> None:
    text = "济南市工业和信息化局\n济南市公安局\n文件\n济工信〔2022〕1号\n关于印发《测试管理办法》的通知\n第一条 甲。\n"
    m = metadata(text)
    assert (m.issuer, m.document_number) == ("济南市工业和信息化局、济南市公安局", "济工信〔2022〕1号")
    assert m.title == "关于印发《测试管理办法》的通知"


def test_signature_and_date_may_share_a_line_and_note_the_seal() -> None:
    assert metadata("一、甲\n正文。\n舒兰市民政局（盖章）　2023年3月21日\n").issuer == "舒兰市民政局"


def test_a_law_says_below_its_title_who_promulgated_it() -> None:
    m = metadata("市场主体登记管理条例\n（2021年7月27日国务院令第746号公布）\n第一章　总则\n第一条　为了规范。\n")
    assert (m.issuer, m.document_number, m.issued_on) == ("国务院", "国务院令第746号", "2021-07-27")


def test_a_report_says_whose_it_is_and_when_it_was_given() -> None:
    m = metadata(
        "2025年宁夏政府工作报告\n——2025年1月19日在宁夏回族自治区第十三届人民代表大会第三次会议上\n各位代表：\n一、甲\n"
    )
    assert (m.issuer, m.issued_on, m.year) == ("宁夏回族自治区人民政府", "2025-01-19", 2025)


def test_the_plan_year_is_not_the_year_of_issue() -> None:
    m = metadata("某某市民政局关于印发2025年工作要点的通知\n某民发〔2024〕99号\n某某市民政局\n2024年12月30日\n一、甲\n")
    assert (m.year, m.issued_on) == (2025, "2024-12-30")


def test_of_two_years_in_a_title_the_last_is_planned() -> None:
    assert metadata("某局2023年工作总结和2024年工作计划\n一、甲\n").year == 2024


@pytest.mark.parametrize("edition", ["（2022年版）", "（2022 版）", "（2025年11月版）", "（2020年修订）"])
def test_the_year_of_an_edition_is_no_plan_year(edition: str) -> None:
    assert metadata(f"石化行业标准体系建设指南{edition}\n一、甲\n").year is None


CITY_REPORT = (
    "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n一、2023年工作回顾\n"
    + "淮南经济向好，与合肥合作。\n" * 12
    + "二、{plans}\n奋力谱写淮南篇章。\n"
)


def test_the_report_of_a_city_is_that_of_the_place_it_speaks_of() -> None:
    m = metadata(CITY_REPORT.format(plans="2024年工作安排").replace("，与合肥合作", ""))
    assert (m.issuer, m.level, m.region, m.year) == ("淮南市人民政府", "市", "淮南市", 2024)
    assert dict(m.read_at)["issuer"] == "正文“代表…报告工作”"


def test_the_report_of_a_city_of_county_level_is_not_that_of_its_prefecture() -> None:
    text = (
        CITY_REPORT.format(plans="2024年工作安排")
        .replace("淮南经济向好，与合肥合作", "潜江经济向好")
        .replace("淮南", "潜江")
    )
    assert (metadata(text).issuer, metadata(text).level) == ("潜江市人民政府", "县")
    assert metadata(text.replace("潜江经济", "潜江和荆州经济")).issuer is None


def test_a_report_that_speaks_of_two_places_alike_names_no_government() -> None:
    m = metadata(CITY_REPORT.format(plans="2024年工作安排"))
    assert (m.issuer, m.level) == (None, None)


def test_a_report_without_a_year_for_its_plans_is_for_the_year_after_the_reported_one() -> None:
    assert metadata(CITY_REPORT.format(plans="今年重点工作")).year == 2024


def test_the_month_on_a_title_page_is_no_plan_year() -> None:
    assert metadata("智能制造标准体系\n建设指南\n（2022 版）\n2022 年11月\n目录\n一、甲\n正文。\n").year is None


def test_the_report_of_a_district_is_that_of_the_district_that_it_names_in_full() -> None:
    text = (
        CITY_REPORT.format(plans="2024年工作安排").replace("市人民政府", "区人民政府").replace("淮南经济", "黄山区经济")
    )
    assert (metadata(text).issuer, metadata(text).level) == ("黄山区人民政府", "县")
    assert metadata(text.replace("黄山区经济", "经济")).issuer is None


def test_a_report_without_headings_is_for_the_year_that_it_introduces() -> None:
    m = metadata(
        "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n2023年，全市经济向好。\n（一）甲。正文。\n（二）乙。正文。\n"
        "2024年是新中国成立75周年，做好今年工作，意义重大。\n（一）丙。正文。\n（二）丁。正文。\n"
    )
    assert m.year == 2024


def test_a_heading_may_say_of_which_year_a_plan_without_title_is() -> None:
    assert (
        metadata("本计划面向需求。\n一、科学目标\n正文。\n二、2023年度资助方向\n正文。\n三、2023年度资助计划\n").year
        == 2023
    )
    assert metadata("本报告。\n一、2023年度执行情况\n正文。\n二、其他\n正文。\n").year is None


def test_a_reply_is_addressed_to_those_who_asked() -> None:
    assert metadata("民政部对“关于养老的建议”的答复\n刘某等15位代表：\n你们提出的建议收悉。\n一、甲\n").addressees == (
        "刘某等15位代表",
    )
    assert metadata("各位代表：\n一、甲\n正文。\n").addressees == ()


def test_an_annex_is_named_once_though_its_own_heading_words_it_otherwise() -> None:
    m = metadata(
        "某局关于印发方案的通知\n附件：1.指标体系（2023年）\n2.分工表\n某局\n2023年2月1日\n附件1\n指标体系（2023年版）\n正文。\n附件2\n分工表\n"
    )
    assert m.annexes == ("指标体系（2023年）", "分工表")


def test_the_congress_names_the_place_of_a_report() -> None:
    m = metadata(
        "2024年政府工作报告\n——2024年2月29日在玉林市第六届人民代表大会第六次会议上\n各位代表：\n"
        "现在，我代表市人民政府，向大会报告政府工作，请予审议。\n一、甲\n"
    )
    assert (m.issuer, m.issued_on, m.level) == ("玉林市人民政府", "2024-02-29", "市")


@pytest.mark.parametrize(
    ("end", "issuer", "issued_on"),
    [
        ("科 技 部\n2019年5月22日\n（此件主动公开）", "科技部", "2019-05-22"),
        ("国家发展改革委\n中 央 网 信 办\n2020年12月23日", "国家发展改革委、中央网信办", "2020-12-23"),
        ("（国家粮食局办公室代章）\n2018年5月2日", "国家粮食局办公室", "2018-05-02"),
        ("抄送：省委各部门。\n山东省人民政府办公厅2020年12月10日印发", "山东省人民政府办公厅", "2020-12-10"),
        ("某部\n2018年7月30日签发", None, "2018-07-30"),
        ("长春市民政局\n2025.2.20", "长春市民政局", "2025-02-20"),
        ("长春市民政局 2025/2/20", "长春市民政局", "2025-02-20"),
        ("价格降到\n2.25.2.20", None, None),
        ("工业和信息化部办公厅国家标准化管理委员会办公室\n2016年6月12日", "工业和信息化部办公厅、国家标准化管理委员会办公室", "2016-06-12"),
    ],
)  # fmt: skip
def test_a_signature_is_read_as_offices_print_it(end: str, issuer: str | None, issued_on: str | None) -> None:
    m = metadata(f"一、甲\n正文。\n{end}\n")
    assert (m.issuer, m.issued_on) == (issuer, issued_on)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2022年国务院政府工作报告\n政府工作报告\n各位代表：", "2022年国务院政府工作报告"),
        ("民政部对“关于应对老龄社会的建议”的答复\n民函〔2021〕742号", "民政部对“关于应对老龄社会的建议”的答复"),
        ("全面建设小康社会，开创事业新局面\n同志们：", "全面建设小康社会，开创事业新局面"),
        ("Title: 广东多项医保新措1月1日起实施 - 广州市人民政府门户网站\nURL Source: x", "广东多项医保新措1月1日起实施"),
        ("智慧健康养老产业发展行动计划\n（2021-2025 年）", "智慧健康养老产业发展行动计划（2021-2025 年）"),
        ("智能制造标准体系建设指南\n（2021 版）（征求意见稿）", "智能制造标准体系建设指南（2021 版）（征求意见稿）"),
        ("关于加快公共数据开发的意见\n（2024年9月21日）", "关于加快公共数据开发的意见"),
        ("智能制造标准体系\n建设指南\n（2022 版）\n2022 年11月\n目录", "智能制造标准体系建设指南（2022 版）"),
        ("2021年申报指南--医疗器械方向", "2021年申报指南--医疗器械方向"),
        ("2023年工作回顾", ""),
        ("《2025年全市民政工作要点》", "2025年全市民政工作要点"),
        ("===PAGE 1===\n===PAGE 2===", ""),
        ("为深入贯彻落实党中央决策部署\n，制定本方案。", ""),
        ("现公示如下。\n联系电话：010-68205241\n附件：1.《标准》计划", ""),
    ],
)
def test_a_title_is_told_from_what_stands_around_it(head: str, title: str) -> None:
    assert metadata(f"{head}\n一、甲\n正文。\n").title == title


@pytest.mark.parametrize(
    ("title", "level", "region"),
    [
        ("山东省“十三五”科技创新规划", "省", "山东省"),
        ("2026年广州市天河区积分制入学学位申请指引", "县", "天河区"),
        ("青岛市支持省级数字经济园区建设实施细则", "市", "青岛市"),
        ("天河区扎实推进家庭医生签约服务", "县", "天河区"),
        ("2026年天河区学位申请指引", "县", "天河区"),
        ("2025年，广州市企业职工基本养老金申领详解", "市", "广州市"),
        ("示范区建设指引", None, None),
        ("高举中国特色社会主义伟大旗帜的规划", None, None),
        ("智慧社区建设指南", None, None),
    ],
)
def test_where_no_one_signed_the_title_says_of_which_place_it_is(
    title: str, level: str | None, region: str | None
) -> None:
    m = metadata(f"{title}\n一、甲\n正文。\n")
    assert (m.issuer, m.level, m.region) == (None, level, region)


def test_the_session_of_a_congress_issues_its_resolution() -> None:
    m = metadata("第十三届全国人民代表大会第二次会议关于政府工作报告的决议\n会议决定批准这个报告。\n")
    assert (m.issuer, m.level) == ("第十三届全国人民代表大会第二次会议", "国家")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "某市民政局文件\n某民发〔2024〕12号　　　签发人：张三\n某市民政局关于印发2024年要点的通知",
            ("某市民政局关于印发2024年要点的通知", "某市民政局", "某民发〔2024〕12号", None),
        ),
        (
            "索 引 号：0001/2024-12\n主题分类：民政\n发文机关：江西省民政厅\n成文日期：2024年02月26日\n标　　题：江西省民政厅关于印发要点的通知\n发文字号：赣民字〔2024〕12号",
            ("江西省民政厅关于印发要点的通知", "江西省民政厅", "赣民字〔2024〕12号", "2024-02-26"),
        ),
        (
            "发文机关：江西省民政厅 发文字号：赣民字〔2024〕12号 成文日期：2024-02-26\n2024年全省民政工作要点",
            ("2024年全省民政工作要点", "江西省民政厅", "赣民字〔2024〕12号", "2024-02-26"),
        ),
        (
            "中华人民共和国国务院令\n第649号\n《社会救助暂行办法》已经会议通过，现予公布。\n总理 某某\n2014年2月21日\n社会救助暂行办法",
            ("社会救助暂行办法", "国务院", "国务院令第649号", "2014-02-21"),
        ),
        ("长春市民政局2024年工作要点\n（2024年2月20日）", ("长春市民政局2024年工作要点", "长春市民政局", None, "2024-02-20")),
        (
            "中共长春市委办公厅\n长春市人民政府办公厅\n文件\n长办发〔2023〕5号\n关于加强社会救助工作的实施意见",
            ("关于加强社会救助工作的实施意见", "中共长春市委办公厅、长春市人民政府办公厅", "长办发〔2023〕5号", None),
        ),
    ],
)  # fmt: skip
def test_the_head_of_a_document_is_read_as_offices_set_it(
    head: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    m = metadata(f"{head}\n第一条　甲。\n第二条　乙。\n")
    assert (m.title, m.issuer, m.document_number, m.issued_on) == expected


def test_a_range_of_years_is_no_plan_year() -> None:
    assert metadata("数字化转型行动方案（2021—2023年）\n一、甲\n").year is None


def test_the_plan_year_may_stand_in_a_section_heading() -> None:
    assert metadata("各位代表：\n一、2023年工作回顾\n正文。\n二、2024年工作安排\n正文。\n").year == 2024


def test_what_is_not_printed_stays_none() -> None:
    m = metadata("为贯彻落实国家部署，加快推进有关工作，制定本方案。\n一、总体要求\n正文。\n")
    assert (m.title, m.issuer, m.document_number, m.issued_on, m.year, m.level, m.region) == (
        "",
        None,
        None,
        None,
        None,
        None,
        None,
    )


def test_the_table_of_a_portal_page_fills_what_the_text_leaves_open() -> None:
    m = metadata("办事指南\n一、甲\n", issuer="广州市民政局", document_number="穗民〔2024〕1号", issued_on="2024-3-5")
    assert (m.issuer, m.document_number, m.issued_on) == ("广州市民政局", "穗民〔2024〕1号", "2024-03-05")
    assert dict(m.read_at)["issued_on"] == "网页信息表"


def test_dates_in_chinese_numerals_are_read() -> None:
    assert metadata("一、甲\n正文。\n吉林省民政厅\n二〇二四年二月十九日\n").issued_on == "2024-02-19"


def test_a_title_may_run_over_several_lines() -> None:
    m = metadata("关于印发《济南市智能网联汽车道路测试与\n示范应用管理办法（试行）》的通知\n各相关单位：\n一、甲\n")
    assert m.title == "关于印发《济南市智能网联汽车道路测试与示范应用管理办法（试行）》的通知"


def test_what_staff_correct_replaces_what_was_read() -> None:
    m = corrected(metadata(NOTICE), {"issuer": "包头市民政局", "year": 2023, "unknown": "x"})
    assert (m.issuer, m.year) == ("包头市民政局", 2023)
    assert dict(m.read_at)["issuer"] == "人工更正"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("吉林省民政厅", ("省", "吉林省")),
        ("北京市民政局", ("省", "北京市")),
        ("长春市民政局", ("市", "长春市")),
        ("舒兰市民政局", ("县", "舒兰市")),
        ("吉林市船营区民政局", ("县", "船营区")),
        ("延边朝鲜族自治州民政局", ("市", "延边朝鲜族自治州")),
        ("国务院办公厅", ("国家", None)),
        ("民政部", ("国家", None)),
        ("中共广州市委", ("市", "广州市")),
        ("省民政厅", (None, None)),
    ],
)
def test_level_and_region_are_read_from_the_name(name: str, expected: tuple[str | None, str | None]) -> None:
    assert level_and_region(name) == expected


@pytest.mark.parametrize(
    "line", ["现将要点印发给你们", "2024年2月19日", "（此件公开发布）", "各县（市、区）民政局：", "加强组织领导。"]
)
def test_what_names_no_organ_is_none(line: str) -> None:
    assert organs(line) == ()


@pytest.mark.parametrize("year", ["2023", "二〇二三", "二零二三", "二O二三", "2O23"])
def test_the_year_of_a_title_is_read_as_print_and_scanners_set_it(year: str) -> None:
    m = metadata(f"某市民政局{year}年工作要点\n某民发〔2O23〕8号\n一、救助\n（一）提高标准。\n")
    assert (m.issuer, m.year, m.document_number) == ("某市民政局", 2023, "某民发〔2O23〕8号")


def test_a_title_ends_where_the_first_number_begins_on_its_line() -> None:
    m = metadata(
        "某市民政局2018年工作要点一、社会救助\n（一）提高标准。\n（二）加强监管。\n二、养老服务\n（一）新增床位。\n"
    )
    assert m.title == "某市民政局2018年工作要点"


def test_who_signs_below_the_word_annexes_alone_is_no_annex() -> None:
    assert metadata("通告\n一、甲\n正文。\n附件：\n某市社会保险基金管理中心\n2025年3月27日\n").annexes == ()
