"""Rules, notices and reports of many offices side by side: how they are named, called by their purpose and asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from replies import cited, cited_documents, quote_of, reason, says
from test_assistant_reads_other_documents import asking

from assistant.asked import Expected, Kind, read_asked
from assistant.history import EVERY_YEAR
from assistant.names import areas, places
from assistant.records import Reason, Reply
from index.lexicon import Lexicon

Ask = Callable[..., Reply]

LIBRARIES = """山河省图书馆管理办法
第一章　总则
第一条　为了方便群众读书，制定本办法。
第二条　新建的街道图书馆，单馆建筑面积一般控制在800平方米以上。
第二章　服务
第三条　读者丢失图书的，应当在30日内照价赔偿。
第四条　鼓励企业更多使用数字人民币购书，宣传便捷结算。（省金融局负责）
第五条　本办法自2023年3月1日起施行，有效期5年。
"""
FLOOD = """各市水利局、各水库管理单位：
为认真贯彻防汛部署，落实安全责任，现就做好2023年“平安水库”巡查有关工作通知如下：
一、排查隐患
各单位要在5月底前完成一次全面巡查，巡查范围扩大至清江、临河、东岭3个县区。
二、加强值守
汛期实行24小时值班。
联 系 人：水库处　周宁
联系电话：（0999）5550123
"""
ORCHARD = """随着果业发展，一些果园管理不细。为进一步推动解决果农在防治病虫害方面遇到的难题，让果农更多受益，制定本实施方案。
一、总体目标
到2022年底前，病虫害防治站覆盖所有果业乡镇。
二、重点任务
（一）建设防治站。每个果业乡镇建设1个防治站，推行“揭榜挂帅”。
"""
REPORT = """2024年清江市政府工作报告
清江市人民政府　2024年1月9日
一、2023年工作回顾
（一）文旅更旺。东岭县获评全国最美乡村休闲名县，水果产量达到6.2万吨。
二、2024年工作安排
（一）壮大果业。推行“揭榜挂帅”，水果产量达到6.8万吨。
"""
BENEFITS = """清江市残疾人两项补贴2023年发放情况和2024年发放标准
一、2023年发放情况
全市发放补贴资金900万元。
二、2024年发放标准
困难残疾人生活补贴每人每月110元。
"""


@pytest.fixture(scope="module")
def ask(lexicon: Lexicon) -> Ask:
    texts = {"tushuguan": LIBRARIES, "doc_7": FLOOD, "doc_8": ORCHARD, "baogao": REPORT, "butie": BENEFITS}
    return asking(texts, lexicon)


def test_a_year_alone_names_no_document_beside_documents_without_one(ask: Ask) -> None:
    assert says(ask("水果产量今年要达到多少"), "2024年（清江市人民政府）")


def test_the_name_of_a_document_may_hold_figures(ask: Ask) -> None:
    reply = ask("“揭榜挂帅”在哪几份文件里出现过")
    assert cited_documents(reply) == {"doc_8".replace("_", "-"), "baogao"}
    assert says(reply, "两项补贴")  # named as one that is silent


@pytest.mark.parametrize("said", ["平安水库通知", "平安水库巡查通知", "2023年平安水库那个通知"])
def test_a_document_without_title_is_called_by_what_it_is_about(ask: Ask, said: str) -> None:
    assert cited_documents(ask(f"{said}里要求几月底前巡查完")) == {"doc-7"}


@pytest.mark.parametrize("said", ["解决果农病虫害难题的实施方案", "果农防治病虫害的方案"])
def test_a_document_without_title_is_called_by_its_purpose(ask: Ask, said: str) -> None:
    assert cited_documents(ask(f"{said}的重点任务是什么")) == {"doc-8"}


@pytest.mark.parametrize("asked", ["有问题打给谁", "联系电话几号", "联系人是谁，电话多少", "咨询电话是多少"])
def test_whom_to_call_about_a_document_is_quoted_from_its_contact_lines(ask: Ask, asked: str) -> None:
    reply = ask(f"平安水库通知{asked}")
    assert says(reply, "周宁")
    assert says(reply, "5550123")


def test_a_document_without_contact_lines_has_none(ask: Ask) -> None:
    assert reason(ask("图书馆管理办法的联系电话是多少")) is Reason.NOT_IN_DOCUMENTS


@pytest.mark.parametrize("asked", ["控制在多大以上", "多大", "最少多少"])
def test_how_large_an_area_is_asks_for_square_metres(ask: Ask, asked: str) -> None:
    assert says(ask(f"新建的街道图书馆面积{asked}"), "800平方米")


def test_a_total_is_printed_without_saying_so(ask: Ask) -> None:
    assert says(ask("清江市水果总产量要到多少"), "6.8万吨")


def test_using_money_more_asks_for_no_number_of_people() -> None:
    assert read_asked("引导企业多用人民币结算，是哪家单位负责").expected is Expected.RESPONSIBLE
    assert read_asked("引导企业多用人民币结算").kind is Kind.STATEMENT


@pytest.mark.parametrize("text", ["巡查扩到了哪3个县区", "是哪14个城市", "有哪两种情形"])
def test_which_of_a_stated_number_asks_for_them_and_not_for_the_number(text: str) -> None:
    assert read_asked(text).kind is not Kind.FIGURE


def test_which_offices_documents_mention_a_thing_asks_for_documents() -> None:
    asked = read_asked("哪些省的报告提到揭榜挂帅")
    assert (asked.kind, asked.expected) == (Kind.EXISTS, Expected.ANYTHING)


def test_the_number_of_a_telephone_is_no_day() -> None:
    assert read_asked("值班电话几号").kind is Kind.FIGURE
    assert read_asked("集合是几号").kind is Kind.DATE


def test_words_that_also_name_a_district_are_no_places_without_its_suffix() -> None:
    assert areas("新建的图书馆多大") == ()
    assert areas("新建区的图书馆多大") == ("新建区",)
    assert "最美乡" not in places("东岭县获评最美乡村")


def test_the_place_that_won_a_title_is_named(ask: Ask) -> None:
    assert cited(ask("清江市哪个县得了全国最美乡村休闲名县")) == {"baogao:1.1"}
    assert "东岭县" in quote_of(ask("清江市哪个县得了全国最美乡村休闲名县"), "baogao:1.1")


@pytest.mark.parametrize("asked", ["管几年", "有效期是几年", "什么时候开始执行", "哪天生效", "2023年几月几号起施行"])
def test_since_when_and_how_long_rules_are_in_force_is_quoted_from_their_last_article(ask: Ask, asked: str) -> None:
    assert cited(ask(f"图书馆管理办法{asked}")) == {"tushuguan:2.5"}


def test_a_library_may_be_asked_which_of_its_rules_is_valid_for_how_long(ask: Ask) -> None:
    assert says(ask("收录的办法有效期各是几年"), "有效期5年")


def test_a_sentence_that_only_names_a_thing_is_quoted_with_what_is_said_of_it(ask: Ask) -> None:
    assert "1个防治站" in quote_of(ask("果农那个方案里，建设防治站是怎么说的"), "doc-8:2.1")


SAILING = """清江市渔船补贴常见问题解答
一、哪些人可以申请渔船更新补贴？
具有本市户籍、连续捕捞满五年的渔民，凭捕捞许可证申请。
二、渔船更新补贴能拿到多少钱？
按船长计发。目前标准为每米800元，一个年度内的补贴上限为12000元。
三、渔船更新补贴多久能到账？
自受理之日起十五个工作日内发放。
四、申请渔船更新补贴需要什么材料？
捕捞许可证、身份证和船舶照片。
五、哪些情况要退回渔船更新补贴？
有下列情形之一的，应当退回：
（一）三年内转卖渔船的；
（二）骗取补贴的，五年内不得再次申请。
"""
PRIZES = """清江市手工艺人奖励办法
第一条　对获得市级手工艺大赛名次的手工艺人，给予一次性奖励。奖励标准为：一等奖5万元，二等奖3万元。
第二条　开设传习所的，第一年补贴场地费60%，第二年补贴30%。
第三条　申请奖励应当提交下列材料：获奖证书、身份证复印件、银行账户信息。
第四条　学徒每人每月补贴400元，补贴期限最长为二十四个月。
"""


@pytest.fixture(scope="module")
def ask_two(lexicon: Lexicon) -> Ask:
    return asking({"yuchuan": SAILING, "shougong": PRIZES, "baogao": REPORT}, lexicon)


@pytest.mark.parametrize(
    "asked", ["哪些情况要退回渔船更新补贴", "什么情况下渔船更新补贴要退回去", "渔船更新补贴哪些情形得退"]
)
def test_a_question_that_a_document_asks_itself_is_answered_with_all_that_stands_below(
    ask_two: Ask, asked: str
) -> None:
    reply = ask_two(asked)
    assert says(reply, "转卖渔船")
    assert says(reply, "骗取补贴")


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("渔船更新补贴每米给多少", "每米800元"),
        ("渔船更新补贴一年上限是多少钱", "12000元"),
        ("渔船更新补贴几个工作日到账", "十五个工作日"),
        ("骗取渔船补贴的几年内不得再申请", "五年内"),
        ("手工艺学徒补贴最长补几个月", "二十四个月"),
        ("手工艺传习所第二年场地费补多少", "30%"),
    ],
)
def test_the_heading_of_an_article_says_what_its_figures_are_of(ask_two: Ask, asked: str, printed: str) -> None:
    assert says(ask_two(asked), printed)


@pytest.mark.parametrize("asked", ["手工艺一等奖和二等奖差多少钱", "手工艺大赛一等奖、二等奖各是多少"])
def test_both_figures_are_named_where_their_difference_is_asked(ask_two: Ask, asked: str) -> None:
    assert ask_two(asked).text.startswith("5万元，二等奖3万元")


def test_materials_conditions_and_procedures_are_lists() -> None:
    for text in ("申请奖励要带什么材料", "领补贴要满足啥条件", "办证走什么流程"):
        assert read_asked(text).kind is Kind.LIST


def test_a_short_article_that_holds_a_list_is_quoted_whole(ask_two: Ask) -> None:
    assert "银行账户信息" in quote_of(ask_two("申请手工艺奖励要交什么材料"), "shougong:0.3")


def test_the_question_a_document_asks_itself_goes_before_a_heading_with_the_same_words(ask_two: Ask) -> None:
    assert cited(ask_two("申请渔船更新补贴要带什么材料")) == {"yuchuan:4"}


SUBSIDY = """清江市读书社区房租补贴实施细则
《清江市读书社区房租补贴实施细则》已经市文化局第7次局务会议审议通过，现印发给你们。
第一章　总则
第一条　为了扶持读书社区，制定本细则。
第二章　申报
第二条　新入驻读书社区的书店，给予两年房租补贴，每家累计不超过6万元。（责任单位：东湖街道办事处）
申报材料：
1.清江市读书社区房租补贴申请表；
2.房租缴纳证明材料（含发票）；
第三条　市读书服务中心每两年对读书社区进行评估。评估内容包括藏书数量、开放时间。
第四条　书店不得有下列行为：
（一）转租店面；
（二）擅自停业；
（三）当年招收学徒超过店员总数的20%。
第三章　房源
（一）东苑书楼12套，位于清江市湖滨路，包含单间10套、套间2套。申请人应当年满18周岁。
（二）西苑书楼9套，位于清江市塔山路，包含单间9套。
全市书店规模位居全国第86位。
"""


@pytest.fixture(scope="module")
def ask_subsidy(lexicon: Lexicon) -> Ask:
    return asking({"xize": SUBSIDY, "tushuguan": LIBRARIES, "doc_8": ORCHARD}, lexicon)


def test_a_line_that_only_names_a_paper_says_nothing_of_its_subject(ask_subsidy: Ask) -> None:
    reply = ask_subsidy("清江市读书社区在房租上给什么补贴")
    assert says(reply, "两年房租补贴")
    assert not says(reply, "申请表")


def test_papers_are_quoted_where_papers_are_asked_for(ask_subsidy: Ask) -> None:
    assert says(ask_subsidy("读书社区房租补贴要交什么材料"), "申请表")


@pytest.mark.parametrize("asked", ["隔多久评估一回", "多久评估一次", "几年评估一次", "多长时间评估一次"])
def test_how_often_a_thing_is_done_is_no_length_of_time(ask_subsidy: Ask, asked: str) -> None:
    assert says(ask_subsidy(f"读书社区{asked}"), "每两年")


@pytest.mark.parametrize("asked", ["哪些事不让干", "禁止哪些行为", "有哪些事情不能做"])
def test_what_is_forbidden_is_where_it_says_that_one_may_not(ask_subsidy: Ask, asked: str) -> None:
    reply = ask_subsidy(f"读书社区的书店{asked}")
    assert says(reply, "转租店面")
    assert says(reply, "20%")


@pytest.mark.parametrize("asked", ["东苑书楼有多少套人才公寓", "东苑书楼多少套"])
def test_a_heading_that_gives_a_figure_is_a_statement(ask_subsidy: Ask, asked: str) -> None:
    assert says(ask_subsidy(asked), "12套")


def test_who_is_named_behind_a_sentence_answers_whose_task_it_is(ask_subsidy: Ask) -> None:
    assert says(ask_subsidy("书店房租补贴是哪个单位的责任"), "东湖街道办事处")


def test_the_rank_of_a_thing_is_a_figure(ask_subsidy: Ask) -> None:
    assert says(ask_subsidy("全市书店规模排全国第几名"), "第86位")


def test_the_office_that_a_document_is_of_is_no_subject_beside_its_adoption(ask_subsidy: Ask) -> None:
    assert says(ask_subsidy("读书社区房租补贴细则是市文化局哪次会上通过的"), "第7次局务会议")


@pytest.mark.parametrize("asked", ["多少套人才公寓", "多少间人才房", "几份人工费清单"])
def test_a_measure_word_before_a_person_counts_no_persons(asked: str) -> None:
    assert "person" not in read_asked(asked).families


@pytest.mark.parametrize("asked", ["第二条和第三条原文", "第二条跟第三条各说什么", "第二条、第三条的内容"])
def test_several_printed_places_are_all_quoted(ask_subsidy: Ask, asked: str) -> None:
    assert cited(ask_subsidy(f"读书社区房租补贴细则{asked}")) == {"xize:2.2", "xize:2.3"}


GUIDE = """清江市书店养老补助办事指南
一、办理对象
清江市的书店店主。
二、受理条件
（一）店主年满55周岁；
（二）书店开满10年。
三、办理流程
（一）店主向街道递交书店养老补助的表格。
（二）街道审核后公示。
四、所需材料
（一）户口簿；
（二）书店照片。
五、注意事项
书店养老补助的店主应当留好材料，符合条件的人店门口有牌子。
"""


@pytest.fixture(scope="module")
def ask_guide(lexicon: Lexicon) -> Ask:
    return asking({"zhinan": GUIDE, "tushuguan": LIBRARIES, "doc_8": ORCHARD}, lexicon)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("书店养老补助要符合哪些条件", "年满55周岁"),
        ("书店养老补助要带什么材料", "户口簿"),
        ("书店养老补助的流程是什么", "公示"),
        ("书店养老补助哪些人可以办理", "书店店主"),
    ],
)
def test_a_heading_announces_what_is_asked_for(ask_guide: Ask, asked: str, printed: str) -> None:
    reply = ask_guide(asked)
    assert says(reply, printed)
    assert not says(reply, "牌子")


PROCEDURE = """清江市读书示范区认定办法
第一章　总则
第一条　为规范读书示范区认定，制定本办法。
第二条　本办法所称市级读书示范区（以下简称示范区），是指按规定程序完成认定、藏书丰富、最后能带动周边读书的街区。
第二章　认定
第三条　区级主管部门受理示范区的申报，市级主管部门组织专家评审后认定示范区。
第四条　示范区应当自藏书变动之日起20个工作日内更新目录，并在5个工作日内将目录和变动说明，报送区级主管部门。
第五条　示范区的牌子期限为4年。
"""
PLAN = """2024年江海市政府工作报告
江海市人民政府市长　周宁
2024年1月9日
一、2023年工作回顾
（一）全年完成街心书屋60个。
二、2024年工作安排
（一）新建街心书屋80个。
"""


@pytest.fixture(scope="module")
def ask_procedure(lexicon: Lexicon) -> Ask:
    texts = {"rending": PROCEDURE, "jianghai": PLAN, "tushuguan": LIBRARIES, "doc_8": ORCHARD}
    return asking(texts, lexicon, date(2026, 11, 22))


@pytest.mark.parametrize("asked", ["由谁认定", "最后归谁认定", "是哪个部门认定", "找谁认定"])
def test_who_decides_is_where_an_office_does_and_not_where_the_thing_is_defined(ask_procedure: Ask, asked: str) -> None:
    reply = ask_procedure(f"市级读书示范区{asked}")
    assert "rending:2.3" in cited(reply)


def test_a_figure_belongs_to_the_clause_that_ends_what_its_own_begins(ask_procedure: Ask) -> None:
    assert says(ask_procedure("读书示范区几个工作日报送"), "5个工作日")


@pytest.mark.parametrize("asked", ["哪位市长在哪天做的", "谁做的、哪天做的"])
def test_who_gave_a_report_and_when_are_both_quoted(ask_procedure: Ask, asked: str) -> None:
    reply = ask_procedure(f"江海市政府工作报告是{asked}")
    assert says(reply, "周宁")
    assert says(reply, "2024年1月9日")


def test_this_year_is_that_of_the_newest_plan_of_an_office_two_years_old_and_it_is_said(ask_procedure: Ask) -> None:
    reply = ask_procedure("江海市今年新建街心书屋多少个")
    assert cited(reply) == {"jianghai:2.1"}
    assert says(reply, "这里的“今年”是所收最近的2024年")


@pytest.mark.parametrize("asked", ["牌子一次批几年", "牌子一签几年", "牌子发几年"])
def test_for_how_many_years_a_thing_is_given_is_a_length_of_time(ask_procedure: Ask, asked: str) -> None:
    assert says(ask_procedure(f"读书示范区{asked}"), "4年")


@pytest.mark.parametrize("asked", ["报名是哪几天", "哪些天可以报名"])
def test_which_days_is_a_date(asked: str) -> None:
    assert read_asked(asked).kind is Kind.DATE


@pytest.mark.parametrize("asked", ["交了多少水费都说不清，能上网查到吗", "住了几年的房子，可以再申请一次吗"])
def test_what_is_asked_stands_last(asked: str) -> None:
    assert read_asked(asked).kind is not Kind.FIGURE


def test_to_be_told_all_is_no_subject(ask_guide: Ask) -> None:
    assert says(ask_guide("书店养老补助要带哪些材料，一个都别漏"), "书店照片")


SUPPORT = """清江市书店扶持办法
第一章　总则
第一条　扶持待遇按书店规模发放，扶持待遇每年公示。申请扶持待遇的书店应当按规定登记。
第二章　扶持
第二条　新开的书店，给予两年房租补贴，每年不超过2万元，补贴期间不得转租店面，责任单位为东湖街道办事处。
第三条　搬进老街的书店，给予三年房租补贴，每年不超过3万元，补贴期间不得转租店面，责任单位为东湖街道办事处。
（一）申报条件
1.书店在老街有门面；
2.书店没有失信记录。
（二）申报材料
1.门面合同。
第四条　全年营业额超过50万元的书店，给予五年房租补贴，每年不超过5万元，补贴期间不得转租店面，责任单位为东湖街道办事处。
第五条　扶持待遇类型分为以下两类：
（一）房租补贴；
（二）装修补贴。
"""


@pytest.fixture(scope="module")
def ask_support(lexicon: Lexicon) -> Ask:
    return asking({"fuchi": SUPPORT, "jianghai": PLAN, "tushuguan": LIBRARIES, "doc_8": ORCHARD}, lexicon)


@pytest.mark.parametrize("asked", ["都给什么扶持", "给什么支持", "都有啥扶持"])
def test_several_articles_of_equal_worth_are_a_list_together(ask_support: Ask, asked: str) -> None:
    reply = ask_support(f"清江市的书店在房租补贴上{asked}")
    assert {"fuchi:2.2", "fuchi:2.3", "fuchi:2.4"} <= cited(reply)
    assert not says(reply, "门面合同")


@pytest.mark.parametrize("asked", ["扶持待遇分哪两类", "扶持待遇分为几类", "扶持待遇分几种"])
def test_how_a_thing_is_divided_is_told_where_it_is(ask_support: Ask, asked: str) -> None:
    assert says(ask_support(f"书店{asked}"), "装修补贴")


MEALS = """2024年清江市政府工作报告
清江市人民政府　2024年1月9日
一、2024年工作安排
（一）发展养老事业。完善居家安养服务模式，新建和提升老年助餐食堂46家。
（二）壮大果业。新建果品交易市场3处，水果产量达到6.8万吨。
（三）扩建养老院。新增护理床位500张。
"""


@pytest.fixture(scope="module")
def ask_meals(lexicon: Lexicon) -> Ask:
    return asking({"baogao": MEALS, "jianghai": PLAN, "tushuguan": LIBRARIES}, lexicon, date(2024, 11, 22))


@pytest.mark.parametrize("asked", ["给老头老太太管饭的地方要弄多少个", "老头老太太吃饭的地方要弄多少个"])
def test_a_figure_is_found_by_what_is_meant_where_no_word_of_the_question_is_printed(
    ask_meals: Ask, asked: str
) -> None:
    assert says(ask_meals(f"清江{asked}"), "46家")


@pytest.mark.parametrize("asked", ["护理床位要给老头老太太弄多少万块钱", "清江养老院里老头老太太一天吃几顿饭"])
def test_a_figure_of_another_kind_is_none_however_close_in_meaning(ask_meals: Ask, asked: str) -> None:
    assert reason(ask_meals(asked)) is Reason.NOT_IN_DOCUMENTS


FINES = """清江市图书市场管理条例
第一章　罚则
第一条　书店未按规定公示书目的，由市文化局责令改正；拒不改正的，处3千元以下的罚款。
第二条　书店未经备案销售旧书的，由市文化局责令改正，处5千元以下的罚款；情节严重的，处5千元以上2万元以下的罚款，停业一个月。
第三条　出租、转借图书许可证的，由市文化局没收违法所得，处1万元以下的罚款；情节严重的，处1万元以上6万元以下的罚款。
读者损坏图书的，照价赔偿。
"""


@pytest.fixture(scope="module")
def ask_fines(lexicon: Lexicon) -> Ask:
    return asking({"tiaoli": FINES, "jianghai": PLAN, "doc_8": ORCHARD}, lexicon)


@pytest.mark.parametrize("asked", ["怎么处罚", "会怎样", "要承担什么后果"])
def test_a_rule_is_quoted_with_what_follows_for_those_who_do_not_obey(ask_fines: Ask, asked: str) -> None:
    reply = ask_fines(f"书店不按规定公示书目{asked}")
    assert says(reply, "责令改正；拒不改正的，处3千元以下的罚款")
    assert not says(reply, "照价赔偿")


def test_what_is_threatened_is_quoted_with_whom_it_threatens(ask_fines: Ask) -> None:
    reply = ask_fines("销售旧书情节严重的罚多少")
    assert says(reply, "书店未经备案销售旧书的，由市文化局责令改正")
    assert says(reply, "2万元以下")


@pytest.mark.parametrize("asked", ["罚多少", "罚款多少钱"])
def test_the_fine_of_the_plain_case_comes_before_that_of_a_graver_one(ask_fines: Ask, asked: str) -> None:
    assert says(ask_fines(f"转借图书许可证{asked}"), "1万元以下")
    assert says(ask_fines(f"转借图书许可证情节严重的{asked}"), "6万元以下")


RULES = """清江市图书目录库、读者信息库管理办法
第一章　总则
第一条　为保护读者，加强图书目录库、读者信息库（以下简称“两库”）管理，制定本办法。
第二条　报名使用“两库”的书店，应当在每年3月报名时间截止后参加培训，名单在3月31日前公布。
第三条　“两库”的网上报名时间为3月5日至3月9日。
"""


@pytest.fixture(scope="module")
def ask_stores(lexicon: Lexicon) -> Ask:
    return asking({"liangku": RULES, "tushuguan": LIBRARIES, "rending": PROCEDURE}, lexicon)


@pytest.mark.parametrize("said", ["“两库”管理办法第三条", "图书两库管理办法第3条原文", "两库管理办法第一章第三条"])
def test_a_title_is_shortened_as_the_document_itself_shortens_what_stands_in_it(ask_stores: Ask, said: str) -> None:
    assert cited(ask_stores(said)) == {"liangku:1.3"}


@pytest.mark.parametrize("asked", ["是哪几天", "是什么时候", "是几号"])
def test_a_date_is_where_it_says_what_the_time_is(ask_stores: Ask, asked: str) -> None:
    assert cited(ask_stores(f"两库网上报名{asked}")) == {"liangku:1.3"}


PURPOSE = """清江市读者信息管理办法
第一章　总则
第一条　为规范读者信息管理，推进读者信息更正、共享和查询，根据《山河省图书馆管理办法》，制定本办法。
第二章　更正
第二条　读者认为读者信息有误的，可以向图书馆提出，图书馆应当更正。
"""


@pytest.fixture(scope="module")
def ask_purpose(lexicon: Lexicon) -> Ask:
    return asking({"xinxi": PURPOSE, "tushuguan": LIBRARIES, "doc_8": ORCHARD}, lexicon)


@pytest.mark.parametrize("asked", ["读者信息更正找谁", "读者信息怎么更正", "读者信息有误能更正吗"])
def test_why_there_are_rules_is_no_answer_to_what_they_say(ask_purpose: Ask, asked: str) -> None:
    assert cited(ask_purpose(asked)) == {"xinxi:2.2"}


@pytest.mark.parametrize("asked", ["为什么制定读者信息管理办法", "读者信息管理办法的依据是什么"])
def test_why_there_are_rules_is_quoted_where_it_is_asked(ask_purpose: Ask, asked: str) -> None:
    assert "xinxi:1.1" in cited(ask_purpose(asked))


@pytest.mark.parametrize(("asked", "every"), [("开张头几年租金管不管", False), ("头几年租金都怎么写的", True)])
def test_the_first_years_of_a_thing_are_not_the_years_of_the_documents(asked: str, every: bool) -> None:
    assert (EVERY_YEAR.search(asked) is not None) is every


@pytest.mark.parametrize(
    ("question", "item"),
    [("病虫害防治的总体目标是什么", "doc-8:1"), ("病虫害防治方案的重点任务概括一下", "doc-8:2.1")],
)
def test_a_part_called_by_its_heading_is_quoted_of_the_document_that_is_about_it(
    ask: Ask, question: str, item: str
) -> None:
    assert cited(ask(question)) == {item}


READING_ROOM = """山河省阅览室管理办法
第一条　阅览室周一至周五开放，每天开放8小时。
第二条　一等座每小时收费3元，二等座每小时收费2元。
第三条　读者的押金应当在退卡后5个工作日内退还。
第四条　本办法由省文化厅负责解释。
"""
SWIMMING = """山河省游泳馆管理办法
第一条　游泳馆全年开放，每场2小时。
第二条　成人参训人员每场收费30元、少年参训人员每场收费15元。
第三条　会员的押金应当在退卡后10个工作日内退还。
"""


@pytest.fixture(scope="module")
def ask_halls(lexicon: Lexicon) -> Ask:
    return asking({"yuelan": READING_ROOM, "youyong": SWIMMING}, lexicon)


def test_the_rule_cited_last_is_meant_by_a_question_that_names_none(ask_halls: Ask) -> None:
    asked = "押金几个工作日内退还"
    assert cited(ask_halls(asked, "阅览室每天开放几小时")) == {"yuelan:0.3"}
    assert cited(ask_halls(asked, "游泳馆每场几小时")) == {"youyong:0.3"}
    assert cited(ask_halls(asked)) == {"yuelan:0.3", "youyong:0.3"}


def test_a_number_and_a_kind_of_people_are_put_in_the_place_of_others(ask_halls: Ask) -> None:
    assert says(ask_halls("二等座呢", "阅览室一等座每小时收费多少"), "2元")
    assert "少年" in ask_halls("少年参训的又是多少", "游泳馆成人每场收费多少").understood


def test_who_explains_a_rule_is_asked_of_the_one_cited(ask_halls: Ask) -> None:
    assert says(ask_halls("归谁解释", "阅览室每天开放几小时"), "省文化厅负责解释")
