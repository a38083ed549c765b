"""The lexicon: wrong lines are named, longest words win, opposites never merge, the user's word weighs most."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.entries import SHORTEST_WORD, Entry, Kind, read_entries
from index.lexicon import EQUIVALENT, Lexicon
from index.tokens import FullDictionary, normalise, tokens
from index.variants import simplified
from ingest.errors import SourceError

SHIPPED = Path(__file__).parents[2] / "data" / "lexicon"
HAN = re.compile(r"[\u4e00-\u9fff]+")
HEADER = "term\tvariant\tkind\tnote\n"


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return Lexicon.load(SHIPPED)


@pytest.fixture
def small() -> Lexicon:
    return Lexicon(
        [
            Entry("最低生活保障", "低保", Kind.ABBREVIATION),
            Entry("最低生活保障", "吃低保", Kind.COLLOQUIAL),
            Entry("城乡低保", "城市低保", Kind.NARROWER),
            Entry("城乡低保", "农村低保", Kind.NARROWER),
            Entry("城市低保", "城镇低保", Kind.SYNONYM),
            Entry("城市低保", "农村低保", Kind.OPPOSITE),
            Entry("特困人员", "五保对象", Kind.FORMER_NAME),
            Entry("特困人员", "五保户", Kind.COLLOQUIAL),
            Entry("五保户", "五宝户", Kind.TYPO),
            Entry("辅助器具", "轮椅", Kind.NARROWER),
            Entry("辅助器具", "助听器", Kind.NARROWER),
            Entry("养老机构", "护工", Kind.RELATED),
            Entry("人工智能", "AI", Kind.ABBREVIATION),
            Entry("兜底保障", "兜底", Kind.ABBREVIATION),
            Entry("低保户", "底保", Kind.TYPO),
        ]
    )


def write(folder: Path, text: str, name: str = "own.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("低保\t底保", "2 列"),
        ("低保\t底保\ttypo\t注\t多", "5 列"),
        ("低保\t底保\twrong", "类别“wrong”"),
        ("低保\t低\tcolloquial", "variant 为“低”"),
        ("\t低保\tcolloquial", "term 为“”"),
        ("低保 \t吃低保\tcolloquial", "term 为“低保 ”"),
        ("低保\t低保\tsynonym", "term 与 variant 都是“低保”"),
        ("特困\t五保\tformer_name", "与第 2 行重复"),
    ],
)
def test_a_wrong_line_is_reported_with_file_number_and_what_was_found(tmp_path: Path, line: str, found: str) -> None:
    path = write(tmp_path, f"{HEADER}特困\t五保\tformer_name\n\n# 说明\n{line}\n")
    with pytest.raises(SourceError) as raised:
        Lexicon.load(SHIPPED, path)
    assert f"{path} 第 5 行" in str(raised.value)
    assert found in str(raised.value)


def test_a_wrong_header_is_line_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="第 1 行"):
        read_entries(write(tmp_path, "词\t别名\n"))
    with pytest.raises(SourceError, match="第 1 行"):
        read_entries(write(tmp_path, ""))


def test_a_folder_without_files_a_missing_file_and_an_unknown_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有词表文件"):
        Lexicon.load(tmp_path)
    with pytest.raises(SourceError, match="无法读取"):
        Lexicon.load(SHIPPED, tmp_path / "missing.tsv")
    other = tmp_path / "binary.tsv"
    other.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(SourceError, match="文字编码认不出来"):
        Lexicon.load(SHIPPED, other)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("shipped", sorted(SHIPPED.glob("*.tsv")), ids=lambda path: path.stem)
def test_a_lexicon_reads_the_same_in_every_encoding_in_which_programs_save_it(
    encoding: str, shipped: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(shipped.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    assert read_entries(path) == read_entries(shipped)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "big5"])
def test_two_words_are_enough_to_tell_the_encoding_and_a_wrong_line_keeps_its_number(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(f"{HEADER}養老\t敬老\tsynonym\n".encode(encoding))
    assert read_entries(path) == [Entry("養老", "敬老", Kind.SYNONYM)]
    path.write_bytes(f"{HEADER}養老\t敬老\tsynonym\n\n養老\t敬\tsynonym\n".encode(encoding))
    with pytest.raises(SourceError) as raised:
        read_entries(path)
    assert f"{path} 第 4 行" in str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_line_with_a_damaged_character_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    words = "".join(f"养老床位\t暖窝{n}号\tregional\n" for n in "甲乙丙丁戊己庚辛壬癸")
    raw = f"{HEADER}{words}特困\t五保".encode(encoding)
    path.write_bytes(raw[:-1] + "户\tcolloquial\n".encode(encoding))
    with pytest.raises(SourceError, match=r"第 12 行.*读不出的字"):
        read_entries(path)


def test_byte_order_mark_windows_line_ends_and_a_missing_note_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + f"{HEADER}特困\t五保\tformer_name\n特困\t吃五保\tcolloquial\t注\n".replace("\n", "\r\n").encode()
    )
    assert read_entries(path) == [
        Entry("特困", "五保", Kind.FORMER_NAME),
        Entry("特困", "吃五保", Kind.COLLOQUIAL, "注"),
    ]


def test_a_file_of_a_library_overrules_the_shipped_pair_either_way_round(tmp_path: Path) -> None:
    own = write(tmp_path, f"{HEADER}五保户\t特困人员\topposite\n")
    lexicon = Lexicon.load(SHIPPED, own)
    assert "特困人员" not in lexicon.alternatives("五保户")
    assert "特困人员" in lexicon.opposites("五保户")


def test_longest_match_wins_and_matches_do_not_overlap(small: Lexicon) -> None:
    text = "城市低保和低保"
    assert [text[m.start : m.end] for m in small.mentions(text)] == ["城市低保", "低保"]
    assert [m.word for m in small.mentions("吃低保")] == ["吃低保"]


def test_a_latin_word_is_found_whole_and_in_any_case(small: Lexicon) -> None:
    assert [m.word for m in small.mentions("用ai照护")] == ["AI"]
    assert small.mentions("MAIL和AIR") == ()


def test_a_word_with_brackets_is_found_in_either_width() -> None:
    lexicon = Lexicon([Entry("村（居）民委员会", "村（居）委会", Kind.ABBREVIATION)])
    for text in ("村（居）委会换届", "村(居)委会换届"):
        assert lexicon.expansions(text) == (("村（居）民委员会", 0.8),)


def test_expansions_lead_from_spoken_words_to_printed_ones(small: Lexicon) -> None:
    assert small.expansions("五保户多少钱") == (("特困人员", 0.7), ("五保对象", 0.56))
    assert small.expansions("特困人员") == (("五保对象", 0.8),)


def test_a_part_leads_to_the_whole_but_not_to_its_sisters(small: Lexicon) -> None:
    assert small.expansions("租轮椅") == (("辅助器具", 0.5),)
    assert dict(small.expansions("辅助器具")) == {"轮椅": 0.5, "助听器": 0.5}


def test_related_words_help_both_ways_with_the_lowest_weight(small: Lexicon) -> None:
    assert small.expansions("护工") == (("养老机构", 0.3),)


def test_a_misspelling_leads_to_the_correct_form_and_never_back(small: Lexicon) -> None:
    assert small.expansions("五宝户")[0] == ("五保户", 0.9)
    assert "五宝户" not in dict(small.expansions("五保户 特困人员"))


def test_an_opposite_never_expands_even_through_the_common_term(small: Lexicon) -> None:
    assert "农村低保" not in dict(small.expansions("城市低保 城乡低保"))
    assert "农村低保" not in dict(small.expansions("城镇低保 城乡低保"))
    assert small.opposites("城镇低保") == {"农村低保"}
    assert small.opposites("农村低保") == {"城市低保", "城镇低保"}


def test_words_already_in_the_text_are_not_added(small: Lexicon) -> None:
    assert small.expansions("五保户就是特困人员吗") == (("五保对象", 0.8),)


def test_names_of_words_that_the_documents_print_count_half(small: Lexicon) -> None:
    assert small.expansions("五保户多少钱", {"五保户"}.__contains__) == (("特困人员", 0.35), ("五保对象", 0.28))
    assert small.expansions("五保户多少钱", {"特困人员"}.__contains__) == small.expansions("五保户多少钱")


def test_the_year_of_a_new_name_is_read_from_the_note_of_a_former_one(tmp_path: Path) -> None:
    lines = (
        "特困\t五保\tformer_name\t2014年起改称\n特困\t老五保\tformer_name\t约十年前\n特困\t吃五保\tcolloquial\t2014年\n"
    )
    entries = read_entries(write(tmp_path, HEADER + lines))
    assert [entry.renamed_in for entry in entries] == [2014, None, None]


def test_a_name_that_was_not_in_use_in_the_years_asked_about_counts_half() -> None:
    lexicon = Lexicon(
        [
            Entry("卫生健康部门", "卫生局", Kind.FORMER_NAME, "2013年并入卫计委"),
            Entry("卫生健康部门", "卫计委", Kind.FORMER_NAME, "2018年改称"),
            Entry("卫生健康部门", "卫健委", Kind.ABBREVIATION),
        ]
    )
    full = {"卫生健康部门": 0.8, "卫计委": 0.64, "卫健委": 0.64}
    assert dict(lexicon.expansions("卫生局")) == full
    assert dict(lexicon.expansions("卫生局", years=(2012, 2023))) == full
    assert dict(lexicon.expansions("卫生局", years=(2024, 2023))) == full | {"卫计委": 0.32}
    assert dict(lexicon.expansions("卫生局", years=(2017,))) == full | {"卫生健康部门": 0.4}
    assert dict(lexicon.expansions("卫健委", years=(2018,))) == {"卫生健康部门": 0.8, "卫计委": 0.32, "卫生局": 0.32}


def test_empty_and_unknown_text_expand_to_nothing(small: Lexicon) -> None:
    assert small.expansions("") == ()
    assert small.expansions("天") == ()
    assert small.expansions("今天天气") == ()
    assert small.alternatives("天气") == frozenset()
    assert small.opposites("天气") == frozenset()


def test_only_listed_misspellings_are_replaced(small: Lexicon) -> None:
    assert small.correct("五宝户每月多少？") == "五保户每月多少？"
    assert small.correct("吃低保的人，AI") == "吃低保的人，AI"


def test_a_misspelling_inside_a_longer_word_is_left_alone(small: Lexicon) -> None:
    assert small.correct("兜底保障") == "兜底保障"


def test_latin_letters_of_another_case_are_the_same_word(shipped: Lexicon) -> None:
    assert "地区生产总值" in shipped.alternatives("gdp")
    assert shipped.alternatives("gdp") == shipped.alternatives("GDP")


def test_variants_of_one_term_are_alternatives_but_terms_of_one_variant_are_not() -> None:
    lexicon = Lexicon(
        [
            Entry("社会团体", "协会", Kind.COLLOQUIAL),
            Entry("行业协会", "协会", Kind.COLLOQUIAL),
            Entry("社会团体", "社团", Kind.ABBREVIATION),
        ]
    )
    assert lexicon.alternatives("社团") == {"社会团体", "协会"}
    assert "行业协会" not in lexicon.alternatives("社会团体")


# ---- the shipped lexicon


def test_at_least_two_thousand_entries_and_every_kind_is_used(shipped: Lexicon) -> None:
    assert len(shipped.entries) >= 2_000
    assert {entry.kind for entry in shipped.entries} == set(Kind)


def test_no_pair_stands_twice_not_even_the_other_way_round_in_another_file() -> None:
    pairs = [frozenset((e.term, e.variant)) for path in sorted(SHIPPED.glob("*.tsv")) for e in read_entries(path)]
    assert len(pairs) == len(set(pairs))


def test_no_variant_equals_its_term_and_no_word_is_too_short_or_holds_space(shipped: Lexicon) -> None:
    for entry in shipped.entries:
        assert entry.term != entry.variant
        assert min(len(entry.term), len(entry.variant)) >= SHORTEST_WORD
        assert not any(character.isspace() for character in entry.term + entry.variant)


def test_no_opposite_is_also_an_equivalent(shipped: Lexicon) -> None:
    equal = {frozenset((e.term, e.variant)) for e in shipped.entries if e.kind in EQUIVALENT}
    for entry in shipped.entries:
        if entry.kind is Kind.OPPOSITE:
            assert frozenset((entry.term, entry.variant)) not in equal
            siblings = {e.variant for e in shipped.entries if e.kind in EQUIVALENT and e.term == entry.term}
            assert entry.variant not in siblings


def test_equivalence_and_opposition_are_symmetrical(shipped: Lexicon) -> None:
    for word in shipped.words:
        assert all(word in shipped.alternatives(other) for other in shipped.alternatives(word))
    for entry in shipped.entries:
        if entry.kind is Kind.OPPOSITE:
            for word in (entry.term, entry.variant):
                assert all(word in shipped.opposites(other) for other in shipped.opposites(word))


def test_every_expansion_weighs_less_than_the_users_word_and_is_no_opposite(shipped: Lexicon) -> None:
    misspelt = {e.variant for e in shipped.entries if e.kind is Kind.TYPO}
    for word in shipped.words:
        expanded = shipped.expansions(word)
        assert all(0 < weight < 1 for _, weight in expanded)
        assert list(expanded) == sorted(expanded, key=lambda pair: (-pair[1], pair[0]))
        names = {name for name, _ in expanded}
        assert not names & (shipped.opposites(word) | misspelt | {word})


def test_a_misspelling_is_no_correct_word_and_has_one_correction(shipped: Lexicon) -> None:
    typos = [e for e in shipped.entries if e.kind is Kind.TYPO]
    correct = {w for e in shipped.entries if e.kind is not Kind.TYPO for w in (e.term, e.variant)}
    assert len({e.variant for e in typos}) == len(typos)
    assert not {e.variant for e in typos} & correct
    assert not [e for e in typos if e.variant in e.term], "a correct word would be taken for a slip"


def test_every_correct_word_stays_as_it_is(shipped: Lexicon) -> None:
    misspelt = {e.variant for e in shipped.entries if e.kind is Kind.TYPO}
    for word in shipped.words - misspelt:
        assert shipped.correct(word) == word


@pytest.mark.parametrize(
    ("spoken", "official"),
    [
        ("五保户", "特困人员"),
        ("要饭的", "流浪乞讨人员"),
        ("没爹没妈的孩子", "孤儿"),
        ("老年痴呆", "认知障碍"),
        ("火葬场", "殡仪馆"),
        ("扯证", "结婚登记"),
        ("民办非企业单位", "社会服务机构"),
        ("低保", "最低生活保障"),
        ("轮椅租", "康复辅具租赁"),
    ],
)
def test_a_spoken_or_former_name_finds_the_official_one(shipped: Lexicon, spoken: str, official: str) -> None:
    assert official in shipped.alternatives(spoken)
    assert official in dict(shipped.expansions(f"今年{spoken}怎么办"))


def test_the_dictionary_of_the_tokenizer_holds_every_word(shipped: Lexicon) -> None:
    dictionary = FullDictionary(sorted(map(normalise, shipped.words)))
    for word in filter(HAN.fullmatch, shipped.words):
        assert word in tokens(f"做好{word}工作", dictionary)


def test_every_word_typed_in_traditional_characters_is_read(shipped: Lexicon) -> None:
    traditional = opencc.OpenCC("s2t")
    lost = [word for word in shipped.words if simplified(traditional.convert(word)) != simplified(word)]
    assert len(lost) <= 3, "修 and 脩 are one character there and two here"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城市低保", "农村低保"),
        ("低保对象", "特困人员"),
        ("低保户", "五保户"),
        ("养老机构", "儿童福利机构"),
        ("结婚登记", "离婚登记"),
        ("新建", "改建"),
        ("省内通办", "全国通办"),
        ("十四五", "十三五"),
        ("低保", "特困"),
        ("特困人员", "孤儿"),
        ("五保户", "低保户"),
        ("特困供养标准", "低保标准"),
        ("公开募捐", "定向募捐"),
        ("福彩公益金", "体育彩票公益金"),
        ("居家养老", "机构养老"),
        ("养老院", "孤儿院"),
        ("火葬", "土葬"),
        ("省级", "县级"),
        ("一季度", "三季度"),
    ],
)
def test_what_must_not_be_merged_is_kept_apart(shipped: Lexicon, one: str, other: str) -> None:
    assert other in shipped.opposites(one)
    assert one in shipped.opposites(other)
    assert other not in shipped.alternatives(one)
    assert other not in dict(shipped.expansions(one))


def test_no_chain_of_equivalents_joins_two_opposites(shipped: Lexicon) -> None:
    near: dict[str, set[str]] = defaultdict(set)
    for entry in shipped.entries:
        if entry.kind in EQUIVALENT:
            near[entry.term].add(entry.variant)
            near[entry.variant].add(entry.term)
    chains: dict[str, int] = {}  # word -> the number of the set of words that chains join
    for number, word in enumerate(near):
        waiting = [] if word in chains else [word]
        while waiting:
            chains[waiting[-1]] = number
            waiting += [other for other in near[waiting.pop()] if other not in chains]
    joined = [
        e for e in shipped.entries if e.kind is Kind.OPPOSITE and chains.get(e.term, e.term) == chains.get(e.variant)
    ]
    assert not joined


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_expansion_leads_from_one_opposite_to_the_other_in_any_company(
    shipped: Lexicon, data: st.DataObject
) -> None:
    pair = data.draw(st.sampled_from([e for e in shipped.entries if e.kind is Kind.OPPOSITE]))
    asked, other = data.draw(st.permutations([pair.term, pair.variant]))
    name = data.draw(st.sampled_from(sorted(shipped.alternatives(asked) | {asked})))
    company = data.draw(st.lists(st.sampled_from(sorted(shipped.words)), max_size=4))
    years = data.draw(st.lists(st.integers(2000, 2030), max_size=2))
    text = "，".join(data.draw(st.permutations([name, *company])))
    expanded = {word for word, _ in shipped.expansions(text, years=years)}
    assert not expanded & (shipped.opposites(name) | {other})


def test_nearly_every_former_name_has_its_year(shipped: Lexicon) -> None:
    former = [entry for entry in shipped.entries if entry.kind is Kind.FORMER_NAME]
    years = [entry.renamed_in for entry in former if entry.renamed_in]
    assert len(years) >= 0.9 * len(former)
    assert all(1949 < year <= 2026 for year in years)


@pytest.mark.parametrize(
    ("former", "now", "year"),
    [
        ("五保", "特困人员救助供养", 2014),
        ("五保户", "特困人员", 2014),
        ("民办非企业单位", "社会服务机构", 2016),
        ("收容遣送站", "救助管理机构", 2003),
        ("卫计委", "卫生健康部门", 2018),
        ("扶贫办", "乡村振兴部门", 2021),
    ],
)
def test_a_former_name_gave_way_in_its_year(shipped: Lexicon, former: str, now: str, year: int) -> None:
    (entry,) = [entry for entry in shipped.entries if (entry.term, entry.variant) == (now, former)]
    assert entry.renamed_in == year


def test_the_readme_lists_every_file_and_its_count() -> None:
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for path in SHIPPED.glob("*.tsv"):
        assert f"| `{path.name}` | {len(read_entries(path))} |" in readme


def test_the_same_entries_in_another_order_expand_alike(small: Lexicon) -> None:
    turned = Lexicon(reversed(small.entries))
    for one, other in combinations(sorted(small.words), 2):
        assert turned.expansions(one + other) == small.expansions(one + other)
