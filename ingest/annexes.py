"""Annexes: the line that heads one, and the list of annexes that stands below a text.

附件 and 附件1 alone on a line, and 附件2 名词解释 with its title, head an annex; 附件：1.… begins a list of them.
"""

from __future__ import annotations

import re

from ingest.markers import BLANKS, LONGEST_HEADING, LONGEST_LINE, Annex
from ingest.numerals import CHINESE_DIGITS
from ingest.printed import DIGITS, DOT

_NUMBER = rf"(?:{DIGITS}|[{CHINESE_DIGITS}十]{{1,3}}|[A-ZＡ-Ｚ](?![A-Za-z]))"  # 附录A of a standard
_KIND = r"[（(]\s*(?:规范|资料|提示)性(?:附录)?\s*[）)]"  # what a standard says of an annex
_ANNEX_ALONE = re.compile(rf"附\s*[件录]\s*{_NUMBER}?(?:-\d+)?\s*(?:[：:]|{_KIND})?$")
_ANNEX_TITLED = re.compile(
    rf"(附\s*[件录]\s*{_NUMBER}(?:-\d+)?)(?:\s*[：:]\s*|[\s　]+|(?={_KIND}))(?![\d：:、及和与的中给规为])[^。；;]{{2,60}}$"
)
_ANNEX_LIST = re.compile(rf"附\s*[件录]\s*[：:]\s*(?:({DIGITS})\s*(?:{DOT}|、))?")
_DATE_ALONE = re.compile(
    rf"[\d{CHINESE_DIGITS}十○]{{4}}\s*年\s*[\d十一二三四五六七八九]{{1,3}}\s*月\s*[\d十一二三四五六七八九]{{1,3}}\s*日$"
)


def annex_at(text: str, start: int, end: int) -> Annex | int | None:
    """The heading of an annex, or the number of the first entry of a list of annexes (附件：1.…), or None."""
    if text[start] != "附":
        return None
    body = text[start:end]
    if (titled := _ANNEX_TITLED.match(body)) and _stands_alone(text, start, end):
        return Annex(titled.group(1), start, start + titled.end(1), end)
    if _ANNEX_ALONE.match(body) and not (body.endswith(("：", ":")) and body[-2] in "件录"):
        return Annex(body.rstrip("：:").strip(), start, end, end)
    if match := _ANNEX_LIST.match(body):
        return int(match.group(1)) if match.group(1) else 0
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether 附件2 名词解释 heads an annex: in a list of annexes another entry or the date of signature is near."""
    before = text[max(0, start - LONGEST_LINE) : start].rstrip(BLANKS + "\n")
    behind = [line for line in text[end : end + 4 * LONGEST_HEADING].split("\n")[1:] if line.strip(BLANKS)][:4]
    near = [before[before.rfind("\n") + 1 :].strip(BLANKS), *(line.strip(BLANKS) for line in behind[:1])]
    return (
        bool(behind)
        and not any(line.startswith("附") for line in near)
        and not any(_DATE_ALONE.search(line.strip(BLANKS)) for line in behind)
    )
