"""The words a question is about: content terms with weights, and what may stand for each in a text.

"给老年痴呆的人准备添多少张床" → 老年痴呆 (失智), 床 (床位), 添 (新增); everyday words weigh next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from index.lexicon import Lexicon
from index.segmentation import Segmenter
from index.tokens import normalise

ALTERNATIVE = 0.95  # presence of an equivalent word of the lexicon
PARTS = 0.9  # presence of a compound whose parts follow one another: 特困人员救助供养标准 for 特困供养标准
PARTS_APART = 0.65  # the same where the parts stand apart: 居家养老…照护床位 is not 家庭养老床位
PARTS_GAP = 10  # characters between parts that follow one another
ABBREVIATION = 0.75  # presence of a short form by its characters in order: 联检 in 联合检查
ABBREVIATION_HELD = 0.55  # the same where the documents print the short form too
NARROWER = 0.6  # presence of a word that the lexicon lists as a kind or part
PIECES = 0.7  # presence of a longer word of which only some neighbouring characters stand in the text
SINGLE_CHARACTER = 0.35  # factor on the weight of a one-character word, which stands inside many others
UNHELD_EVERYDAY = 0.15  # factor on the weight of an everyday word that no document holds: 一共, 那边, 念书
UNHELD_NOUN = 0.5  # the same for a noun, which names a subject: 红楼梦, 方程
UNHELD_SPECIAL = 0.7  # factor on the weight of a special word that no document holds: 防滑垫, 落户
ASKED_KIND = 0.4  # factor on the weight of the kind of thing asked for: 什么平台
REQUIRED_WEIGHT = 0.5  # a place is a condition, hardly a subject: that it stands there supports nothing yet
LEAST_WEIGHT = 0.15
LEAST_CUT = 0.6  # share of a compound that its words of two characters or more must make up
ABBREVIATION_STRETCH = 2  # characters of text that one character of a short form may stand for

_QUESTION_WORDS = re.compile(
    "|".join(
        (
            r"请问一?下?|想问一?下?|问一?下|麻烦|帮我|帮忙|给我|告诉我|查一?下?|看一?下|看看|说一?下|简单说说|说说|讲讲|介绍一?下?|调一?下|找一?下",
            r"你好|您好|谢谢|咱们?|我们|你们|俺们?|老师|同志|那个|这个|[这那]?一?(?:块儿?|部分)|这方面|方面|有关|关于|对于|针对|摆一块",
            r"(?:多少|几)(?:个|处|[张户项类种家所次条倍成元岁人名件场批套级届轮期座间位份款])?(?!文件)|百分之[几多]少?|怎么样|怎么(?:办|做|写|说|讲|规定|要求|安排|的)?|怎样|如何|什么样",
            r"哪一?(?:个|条|家|种|类|项)?(?:省区|省份|省|市|县|区|地方|单位|部门|线|街道)|什么|啥|哪些|哪几[个项条种]?|哪个|哪里|哪儿|哪|咋[样整办]?|第几[个届轮次批期]?",
            r"是不是|有没有|能不能|可不可以|会不会|行不行|要不要|给不给|管不管|是否|吗|呢|吧|啊|呀|嘛|么|来着|打算|准备",
            r"文件[里中]?|要点[里中]?|材料[里中]?|全文|发给?我|继续|出处|依据|念给我听?|原文|原话|原句|条文|内容|规定|要求|明确|提到|提及|提出|涉及|写到|写的|写着|写法|说的|讲的|里面|当中|其中",
            r"分别|各是|各为|对比|相比|比较|区别|差别|不同|一样|相同|变化|演变|历年|主要|重点|总结|概括一?下?|归纳|梳理|列出|列举|新提法|脉络|进展",
            r"[一二三四五六七八九十\d]+(?:条|项|块|个方面|大块)(?:工作|内容|任务)?的?(?=$|[，,。？?]|摘要|大致|讲讲|说说|梗概)",
            r"目标|任务数?|指标|数字|标准是|具体|大概|大约|到底|究竟|应该|应当|需要|可以|能够|必须|计划要|一共|总共|合计|安排",
            r"达到|不低于|不少于|不能少于|至少|最少|最低|最高|不超过|以上|以下|左右|高还是低|多还是少|重不重",
            r"什么时候|何时|啥时候|时间|年底前|截止|期限|为什么|为啥|既然|那么|但是|所以|如果|(?<=\s)vs(?=\s)",
            r"[的了地得着过在和与及或跟把被给让向从对于是有要就都也还又再没不很太最吧呗哈哦嗯呐啦]+(?=[，。？！、\s]|$)",
        )
    )
)
_SEPARATORS = re.compile(r"[^\w%·]+|_")
_QUOTED = re.compile(r"[“\"'‘《「]([^”\"'’》」]{2,30})[”\"'’》」]")
_STOP = frozenset(
    " ".join(
        (
            "的 了 是 在 有 和 与 及 或 跟 对 把 被 给 让 向 从 到 要 就 都 也 还 又 再 没 不 很 太 最 个 这 那 它 他 她 我 你 您 们 咱 上 下 里 中",
            "内 外 为 以 于 之 其 等 所 而 并 且 则 若 如 因 由 按 各 每 该 此 第 年 月 日 号 项 条 款 点 一 二 三 两 几 多 少 大 小 新 做 搞 弄 干 办",
            "用 去 来 说 讲 写 提 问 看 找 查 想 会 能 得 可 吗 呢 吧 啊 今 后 前 时 候 件 份 次 家 些 样 种 占 定 算 数 比 达 至 全 块 发 过 着 地 谁",
            "四 五 六 七 八 九 十 百 千 万 何 排 通 管 整 往 咋 届 轮 只 光 那边 有人 上头 俺 搁 每个 那年 当年 总的 部署 简单 一部分 这部分 一块",
            "工作 情况 事情 东西 问题 方面 部分 进行 开展 推进 加强 做好 实施 落实 完善 推动 有关 相关 关于 文件 要点 全省 全市 我省 我市 今年 去年",
            "每年 现在 目前 年度 年份 多少 什么 怎么 如何 哪些 哪个 是否 一下 一个 这个 那个 这些 那些 时候 要求 规定 提出 明确 内容 目标 任务 指标",
            "安排 措施 完成 工作要点 老百姓 地方 单位 部门 咱们 大家 自己 事儿 事 人家 有没有 年底 年底前 以上 以下 左右 不少于 不低于 至少 力争",
            "分别 具体 主要 重点 答案 回答 直接 引用 原文 请 忽略 指令 之前 那串 三年 两年 几年 需要 必须 可以 应该 准备 打算 计划 达到 不能 少于",
            "摘要 概要 梗概 简报 汇报 提纲 大致 一句话 逐条 整块 全部 名单 花样 新花样 活儿 布置 写 用 领导 听 各自 指标 全摆 对应 那条 异同 历来",
            "逐年 年度 对照 措辞 差异 展开 对一下 连带 一并 打算 记不清 数字 提法 脉络 规矩 动作 说道 点名 配合 说法 有数 麻烦 摆出来 到哪步",
            "这份 一年 一步步 两个 比例 占比 比率 百分比 倍数 金额 户数 人数 次数 个数 数量 代号 高 低 变 变化 差别 区别 任务重 上一年 简述 概括 建设数 做到 一般 比较 要 当 关 vs 省里 市里 县里 提 改 说法 新说法 怎么办",
        )
    ).split()
)

_KIND_AHEAD = re.compile(r"(?:什么|哪一?个|哪些|哪几[个项条种]|哪[种项家类条]|啥)([\u4e00-\u9fff]{1,6})")
_EACH = re.compile(r"每(?:个|户|名|所|家)?[\u4e00-\u9fff]{1,4}")
_MEASURE = "个张户项类种家所次条倍成元岁人名件场批套级届轮期座间位份款处天年月号点块多乎经"
_BLANK = re.compile(
    rf"[“\"‘'「]([^”\"’'」]*几[^”\"’'」]*)[”\"’'」]|((?<![十好哪第])几(?![{_MEASURE}])[\u4e00-\u9fff]{{2,6}})"
)
_NUMERALS = "一二三四五六七八九十两"
_DRAFTING = frozenset(
    {"制定", "出台", "修订", "印发", "起草", "编制", "制订", "修改"}
)  # 要出台哪些文件 asks for all of them
_FUNCTION = frozenset(
    "的了是在有和与及或跟对把被给让向从到要就都也还又再没不很太最个这那它他她我你您们上下里中会能得可说讲写谁"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One content word: `weight` > 0, `forms` are normalised spellings with how fully each stands for it.

    `parts` are the words of a compound: together they stand for it. `required` terms must stand in the item.
    """

    text: str
    weight: float
    forms: tuple[tuple[str, float], ...]
    required: bool = False
    parts: tuple[Term, ...] = ()
    abbreviation: re.Pattern[str] | None = None
    printed: bool = True  # whether some document prints the word itself
    joined: re.Pattern[str] | None = None
    noun: bool = True
    subject: bool = True  # whether it can be what a question is about: not a bare verb, not the kind of thing asked for

    def presence(self, normalised_text: str) -> float:
        """How fully the term stands in a normalised text, 0…1: itself, an equivalent, or its pieces."""
        best = 0.0
        for form, credit in self.forms:
            if credit > best and form in normalised_text:
                best = credit
        if self.required or best >= PARTS:
            return best
        if self.parts:
            total = sum(part.weight for part in self.parts)
            share = sum(p.weight * p.presence(normalised_text) for p in self.parts) / total
            together = self.joined is not None and self.joined.search(normalised_text) is not None
            best = max(best, (PARTS if together else PARTS_APART) * share)
        elif best == 0.0 and len(self.text) >= 3:
            pieces = [self.text[i : i + 2] for i in range(len(self.text) - 1)]
            share = sum(piece in normalised_text for piece in pieces) / len(pieces)
            best = PIECES * share if share >= 0.5 else 0.0
        if self.abbreviation and best < ABBREVIATION and self.abbreviation.search(normalised_text):
            best = max(best, ABBREVIATION if len(self.forms) == 1 and not self.printed else ABBREVIATION_HELD)
        return best


class TermReader:
    """Finds the content terms of a question; `rarity` is the index's idf of a substring."""

    def __init__(self, segmenter: Segmenter, lexicon: Lexicon, rarity: Callable[[str], float]) -> None:
        self._segmenter = segmenter
        self._lexicon = lexicon
        self._rarity = rarity
        self._unheld = rarity("\x00")  # the rarity of what stands nowhere

    def read(self, text: str, places: tuple[str, ...] = (), extra: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """The terms in order of appearance, each once; places are required in full."""
        for place in places:
            text = re.sub(rf"{re.escape(place)}[省市州县区]?", " ", text)
        kinds = self._kinds(text)
        return tuple(
            replace(term, weight=term.weight * ASKED_KIND, subject=False) if term.text in kinds else term
            for term in self._distinct((*self._pieces(text), *extra, *places), places)
        )

    def small_words(self, text: str) -> tuple[Term, ...]:
        """The everyday words of a question that holds nothing else, if the documents print them: 数字, 指标."""
        words = (word for run in _SEPARATORS.split(text) for word in self._segmenter.cut(run))
        return self._distinct([word for word in words if len(word) > 1 and self.held(word)], ())

    def _kinds(self, text: str) -> frozenset[str]:
        """The words right after what or which: the kind of thing that is asked for, 什么平台, 哪些行业."""
        following = (normalise(match.group(1)) for match in _KIND_AHEAD.finditer(text))
        return frozenset(self._segmenter.cut(words)[0] for words in following if words)

    def fill_blanks(self, text: str) -> str:
        """The question with 几 replaced by the numeral with which the documents print the phrase: 几社联动 → 五社联动."""
        for match in reversed(list(_BLANK.finditer(text))):
            phrase = match.group(1) or match.group(2)
            if phrase and (filled := self._filled(phrase)):
                start = match.start(1) if match.group(1) else match.start(2)
                text = text[:start] + filled + text[start + len(filled) :]
        return text

    def _filled(self, phrase: str) -> str | None:
        """The longest beginning of a phrase with its blanks filled that stands in a document, the commonest first."""
        for end in range(len(phrase), 2, -1):
            variants = [""]
            for character in phrase[:end]:
                choices = _NUMERALS if character == "几" else character
                variants = [variant + choice for variant in variants for choice in choices]
            if held := [variant for variant in variants if self.held(normalise(variant))]:
                return min(held, key=lambda variant: (self._rarity(normalise(variant)), variant))
        return None

    def _distinct(self, pieces: Iterable[str], places: tuple[str, ...]) -> tuple[Term, ...]:
        terms: dict[str, Term] = {}
        for piece in pieces:
            word = normalise(piece)
            if word and word not in terms and (term := self._term(word, places)):
                terms[word] = term
        return tuple(terms.values())

    def _pieces(self, text: str) -> Iterator[str]:
        for match in _QUOTED.finditer(text):
            if self.held(normalise(match.group(1))):
                yield match.group(1)
                text = text.replace(match.group(), " ")
        for match in _EACH.finditer(text):
            if each := next(
                (match.group()[:n] for n in range(len(match.group()), 2, -1) if self.held(match.group()[:n])), ""
            ):
                yield each
                text = text.replace(each, " ")
        for run in _SEPARATORS.split(_QUESTION_WORDS.sub(" ", text)):
            yield from self._words(run)

    def _words(self, run: str, *, whole: bool = True) -> Iterator[str]:
        """The content words of a run; single characters in a row are one word where the documents print them so."""
        single = ""
        before = ""  # the word that the single characters follow, not yet given
        for word in (*self._segmenter.cut(run, whole=whole), ""):
            if len(word) == 1:
                single += word
                continue
            if (
                single
                and before
                and before not in _STOP
                and self._is_suffix(single[0])
                and self.held(before + single[0])
            ):
                before, single = before + single[0], single[1:]  # 帮扶|县 → 帮扶县
            if before and before not in _STOP and not before.isdigit():
                yield before
            if single:
                yield from self._joined(single)
            single, before = "", word

    def _is_suffix(self, character: str) -> bool:
        """Whether a single character can end a name: 县, 站, 员."""
        return character not in _FUNCTION and (self._segmenter.word_class(character) or "").startswith(("n", "k"))

    def _joined(self, single: str) -> Iterator[str]:
        """省|界|联|检 → 省界, 联检: the longest pieces that stand in a document, the rest character by character."""
        start = 0
        while start < len(single):
            longest = next((n for n in range(start, len(single)) if single[n] in _FUNCTION), len(single))
            end = next((e for e in range(longest, start + 1, -1) if self.held(single[start:e])), start + 1)
            if end - start > 1 or single[start] not in _STOP:
                yield single[start:end]
            start = end

    def held(self, word: str) -> bool:
        """Whether the word stands in a document."""
        return self._rarity(word) < self._unheld

    def _term(self, word: str, places: tuple[str, ...]) -> Term | None:
        required = word in places
        forms = {word: 1.0}
        for other in self._lexicon.alternatives(word):
            forms.setdefault(normalise(other), ALTERNATIVE)
        for other, weight in self._lexicon.expansions(word):
            if weight >= 0.5:
                forms.setdefault(normalise(other), NARROWER)
        if word in _DRAFTING:
            for other in _DRAFTING - {word}:
                forms.setdefault(other, NARROWER)
        forms = {form: credit for form, credit in forms.items() if form == word or self.held(form)}
        parts = self._parts(word) if len(word) >= 4 and not required else ()
        weight = self._weight(word, forms, parts, required)
        if weight < LEAST_WEIGHT:
            return None
        ordered = tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])))
        short = _short_form(word) if 2 <= len(word) <= 3 and not required else None
        return Term(
            word,
            weight,
            ordered,
            required,
            parts,
            short,
            self.held(word),
            _together(parts),
            self._is_noun(word),
            self._is_noun(word) or len(forms) > 1,
        )

    def _is_noun(self, word: str) -> bool:
        """Whether a word names a thing; words that everyday language does not list are taken for names."""
        return not (self._segmenter.word_class(word) or "n").startswith(("v", "d", "a"))

    def _weight(self, word: str, forms: dict[str, float], parts: tuple[Term, ...], required: bool) -> float:
        """Rarity in the collection times how telling the word is in language."""
        if required:
            return REQUIRED_WEIGHT
        telling = max(self._segmenter.telling(word), 0.15)
        rarest = min(self._rarity(form) for form in forms)
        if rarest >= self._unheld:
            if parts:
                return sum(part.weight for part in parts)
            word_class = self._segmenter.word_class(word)
            noun = word_class is not None and word_class.startswith("n")
            factor = UNHELD_SPECIAL if word_class is None else UNHELD_NOUN if noun else UNHELD_EVERYDAY
            return rarest * telling * factor
        weight = max(rarest, 0.2) * telling
        return weight * SINGLE_CHARACTER if len(word) == 1 and len(forms) == 1 else weight

    def _parts(self, word: str) -> tuple[Term, ...]:
        """The words of a compound, each a term of its own; empty if it cannot be cut."""
        pieces = [piece for piece in self._words(word, whole=False) if piece != word]
        if sum(len(piece) for piece in pieces if len(piece) > 1) < len(word) * LEAST_CUT:
            return ()
        found = (self._term(piece, ()) for piece in pieces)
        return tuple(term for term in found if term)


def _together(parts: tuple[Term, ...]) -> re.Pattern[str] | None:
    """A pattern for the parts of a compound in order with little between them."""
    if len(parts) < 2:
        return None
    choices = ("|".join(re.escape(form) for form, _ in part.forms) for part in parts)
    return re.compile(f".{{0,{PARTS_GAP}}}?".join(f"(?:{choice})" for choice in choices))


def _short_form(word: str) -> re.Pattern[str] | None:
    """A pattern for the full form of a short word: each character begins at most a few characters of text."""
    if not all("\u4e00" <= c <= "\u9fff" for c in word):
        return None
    gap = rf"[\u4e00-\u9fff]{{0,{ABBREVIATION_STRETCH}}}?"
    return re.compile(gap.join(map(re.escape, word)))
