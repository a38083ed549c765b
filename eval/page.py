"""A Report as one self-contained HTML page: bars per kind of question, then every failure with what was expected.

Nothing is loaded from elsewhere, nothing runs; every text from outside is escaped.
"""

from __future__ import annotations

from html import escape

from assistant.records import Answer
from eval.records import Outcome, Report, Tally

CATEGORY_NAMES = {
    "numeric": "数字",
    "numeric_all_years": "数字（各年都要）",
    "compare": "对比",
    "timeline": "历年",
    "lookup": "按条查",
    "list": "列举",
    "who_when_where": "谁、何时、何地",
    "exists_years": "哪些文件提到",
    "colloquial": "口语",
    "typo_variant": "错字与变体",
    "multi_turn": "多轮",
    "unanswerable_near": "近似而无答案",
    "unanswerable_far": "无关",
    "adversarial": "刁难",
    "summary": "综述",
}

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1a; --soft: #6b6a64; --line: #dcdad2; --ground: #fbfaf7; --card: #fff;
  --good: #2f7d5b; --poor: #b4432f; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --soft: #a3a199; --line: #3a3935; --ground: #191917;
  --card: #22221f; --good: #5cb48d; --poor: #e07a63; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.7 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
.soft { color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; margin: 1.5rem 0; }
.fact { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.fact b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.bar { display: grid; grid-template-columns: 9.5rem 1fr 3.5rem 3.5rem; gap: .75rem; align-items: center;
  margin: .3rem 0; }
.bar svg { width: 100%; height: .8rem; display: block; border-radius: .2rem; }
.bar .number { font-variant-numeric: tabular-nums; text-align: right; }
.base { fill: var(--line); } .good { fill: var(--good); }
article { background: var(--card); border: 1px solid var(--line); border-left: .25rem solid var(--poor);
  border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; overflow-wrap: anywhere; }
article h3 { font-size: 1rem; margin: 0 0 .25rem; } article p { margin: .25rem 0; white-space: pre-wrap; }
article .id { font: .8rem ui-monospace, monospace; color: var(--soft); }
.reason { color: var(--poor); }
@media (max-width: 36rem) { .facts { grid-template-columns: repeat(2, 1fr); }
  .bar { grid-template-columns: 6.5rem 1fr 3rem 3rem; gap: .4rem; font-size: .85rem; } }
"""


def report_html(report: Report) -> str:
    """The whole page."""
    total = report.total
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>要点：评测报告</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>要点：评测报告</h1>
<p class="soft">{total.total}题，通过{total.passed}题。通过：该引的都引了，该有的数字都有，不该说的没说，答得不长。</p>
<section class="facts">
{_fact("可答题通过", f"{report.answerable.rate:.1%}", f"{report.answerable.passed}/{report.answerable.total}")}
{_fact("应拒答题通过", f"{report.unanswerable.rate:.1%}", f"{report.unanswerable.passed}/{report.unanswerable.total}")}
{_fact("引文逐字一致", f"{report.quotes_verbatim}/{report.quotes}", "处")}
{_fact("不见于引文的数字", str(report.uncited_figures), "处")}
{_fact("作答用时 p95", f"{report.answer_ms_p95:.1f} ms", f"p50 {report.answer_ms_p50:.1f} ms")}
{_fact("检索用时 p95", f"{report.search_ms_p95:.1f} ms", f"p50 {report.search_ms_p50:.1f} ms")}
</section>
<h2>各类问题</h2>
{"".join(_bar(tally) for tally in report.categories)}
<h2>只看检索（{report.searched}题）</h2>
<section class="facts">
{"".join(_fact(label, f"{measured:.3f}", "") for label, measured in report.measures.items())}
</section>
<h2>未通过（{len(report.failures)}题）</h2>
{"".join(_failure(outcome) for outcome in report.failures) or '<p class="soft">没有。</p>'}
<h2>引文或数字存疑（{len(report.doubtful)}题）</h2>
{"".join(_doubt(outcome) for outcome in report.doubtful) or '<p class="soft">没有。</p>'}
</body>
</html>
"""


def _fact(name: str, figure: str, detail: str) -> str:
    detail = f' <span class="soft">{escape(detail)}</span>' if detail else ""
    return f'<div class="fact"><span class="soft">{escape(name)}</span><b>{escape(figure)}</b>{detail}</div>\n'


def _bar(tally: Tally) -> str:
    name = CATEGORY_NAMES.get(tally.name, tally.name)
    width = round(100 * tally.rate, 2)
    return (
        f'<div class="bar"><span>{escape(name)}</span>'
        f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{width:g}%">'
        f'<rect class="base" width="100" height="8"/><rect class="good" width="{width:g}" height="8"/></svg>'
        f'<span class="number">{tally.passed}/{tally.total}</span><span class="number">{tally.rate:.0%}</span></div>\n'
    )


def _failure(outcome: Outcome) -> str:
    return _article(outcome, outcome.verdict.reasons)


def _doubt(outcome: Outcome) -> str:
    figures = "、".join(outcome.uncited_figures)
    return _article(outcome, (*outcome.quote_faults, *([f"引文里没有：{figures}"] if figures else [])))


def _article(outcome: Outcome, reasons: tuple[str, ...]) -> str:
    case, reply = outcome.case, outcome.reply
    *earlier, question = case.turns
    cited = ""
    if isinstance(reply, Answer):
        cited = "、".join(f"[{c.n}] {c.year or ''}{c.issuer or ''} {c.label}" for c in reply.citations)
    before = f'<p class="soft">前文：{escape(" ▸ ".join(earlier))}</p>\n' if earlier else ""
    return f"""<article>
<div class="id">{escape(case.case_id)}　{escape(CATEGORY_NAMES.get(case.category, case.category))}</div>
{before}<h3>{escape(question) or "（空）"}</h3>
<p class="reason">{escape("；".join(reasons))}</p>
<p>答：{escape(reply.text)}</p>
<p class="soft">引用：{escape(cited) or "无"}</p>
<p class="soft">应为：{escape(_expected(outcome))}</p>
</article>
"""


def _expected(outcome: Outcome) -> str:
    case = outcome.case
    if case.abstain:
        return f"拒答。{case.note}"
    parts = []
    if case.gold:
        parts.append(f"引用{'全部' if case.gold_all else '任一'} {'、'.join(map(str, case.gold))}")
    if case.contains:
        parts.append("写出" + "，".join("“" + "”或“".join(group) + "”" for group in case.contains))
    if case.excludes:
        parts.append("不说“" + "”“".join(case.excludes) + "”")
    if case.abstention_allowed:
        parts.append("也可拒答")
    return "；".join(parts) + ("。" if parts else "") + case.note
