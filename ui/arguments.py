"""What may be typed after `yaodian`: commands, flags, their help and their mistakes, all in Chinese.

A wrong command line ends in one line on stderr and exit code 2. Nothing here opens a file or loads a library.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from ingest.errors import SettingsError
from ingest.metadata import CORRECTABLE
from ui.corrections import FIELD_NAMES, Correction, conflicting, read_correction
from ui.settings import port_number

USAGE_ERROR = 2
DEFAULT_HITS = 10
YEAR = re.compile(r"(\d{4})年?", re.ASCII)

# argparse's own messages, which it words in English, and what people read instead.
MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"需要其中之一：\1"),
    (r"unrecognized arguments: (.+)", r"不认识“\1”"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
    (r"argument (.+?): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要有一项"),
    (r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)", r"没有“\2”这个\1；可用的有 \3"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能带内容 \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 不明确，可能是 \2"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Help that starts with 用法 and keeps command and explanation on one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese; an error is one line and exit code 2."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", ChineseFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in MESSAGES:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                message = match.expand(chinese)
                break
        line = " ".join(f"错误：{message}。用 {self.prog} --help 查看用法。".split())
        self.exit(USAGE_ERROR, line + "\n")


def year_argument(text: str) -> int:
    """A plan year: four digits, 年 may follow."""
    if match := YEAR.fullmatch(text.strip()):
        return int(match[1])
    raise argparse.ArgumentTypeError(f"“{text}”不是年份，应为四位数字，例如 2024")


def count_argument(text: str) -> int:
    """A number of hits: a whole number from 1 up."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是条数，应为大于 0 的整数")


def port_argument(text: str) -> int:
    """A port, checked by the rule that the environment obeys."""
    try:
        return port_number(text, where="--port")
    except SettingsError as error:
        raise argparse.ArgumentTypeError(f"{error.found}，应为 {error.expected}") from None


def text_argument(text: str) -> str:
    """Words for the engine; bytes that the terminal's encoding could not read are refused, not guessed."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("含有不能识别的字节，应为 UTF-8 文字") from None
    return text


def correction_argument(text: str) -> Correction:
    """One correction of metadata: 项目=内容."""
    try:
        return read_correction(text_argument(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def build_parser(version: str) -> ChineseParser:
    """The whole command line of `yaodian`; every command leaves its name in `command`."""
    parser = ChineseParser(
        prog="yaodian", description="要点：民政工作要点的检索问答。逐字引用，注明出处，没有就说没有。"
    )
    parser.add_argument("--version", action="version", version=f"yaodian {version}", help="显示版本号")
    commands = parser.add_subparsers(
        dest="command", metavar="命令", title="命令", required=True, parser_class=ChineseParser
    )

    serve = commands.add_parser(
        "serve", help="启动网页、接口服务", description="启动服务：/ 是问答网页，/api/v1 是接口。"
    )
    serve.add_argument("--host", metavar="地址", help="监听的地址，默认 127.0.0.1（只限本机）")
    serve.add_argument(
        "--port", metavar="端口", type=port_argument, help="监听的端口，默认 8000；0 表示任选一个空闲端口"
    )
    _add_library(serve)

    ask = commands.add_parser("ask", help="问一个问题", description="问一个问题，或用 --batch 回答一个文件里的问题。")
    ask.add_argument("question", nargs="?", metavar="问题", type=text_argument, help="用中文提出的问题")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    _add_scope(ask)
    _add_batch(ask, "每行一个 {“id”, “turns”: [...]}：前面的是对话，回答最后一问")
    _add_library(ask)

    search = commands.add_parser(
        "search", help="检索条目", description="按词检索条目，或用 --batch 检索一个文件里的词。"
    )
    search.add_argument("text", nargs="?", metavar="检索词", type=text_argument, help="要找的词")
    search.add_argument("-k", metavar="条数", type=count_argument, default=DEFAULT_HITS, help="最多给出几条，默认 10")
    search.add_argument("--json", action="store_true", help="输出 JSON")
    _add_scope(search)
    _add_batch(search, "每行一个 {“id”, “turns”: [...]} 或 {“id”, “query”}")
    _add_library(search)

    ingest = commands.add_parser(
        "ingest", help="加入或更新文件", description="把文件加入一个文件库；内容没有变的文件不动。"
    )
    ingest.add_argument("paths", nargs="+", metavar="文件", type=Path, help="文件、文件夹或 zip 压缩包")
    _add_library(ingest, writes=True)

    remove = commands.add_parser("remove", help="移除文件", description="从一个文件库移除文件。")
    remove.add_argument(
        "documents", nargs="+", metavar="编号", type=text_argument, help="文件编号，见 yaodian documents"
    )
    _add_library(remove, writes=True)

    correct = commands.add_parser(
        "correct",
        help="更正文件的年度、机关等",
        description="更正文件库里一份文件的信息；再次导入这份文件时更正仍然有效。",
        epilog=f"项目：{'、'.join(f'{field}（{FIELD_NAMES[field]}）' for field in CORRECTABLE)}。\n"
        "例：yaodian correct jilin-2025 year=2025 issuer=吉林省民政厅 --library 文件夹\n"
        "内容留空取消更正（year=），- 表示原文没有这一项（document_number=-）。",
    )
    correct.add_argument("document", metavar="编号", type=text_argument, help="文件编号，见 yaodian documents")
    correct.add_argument(
        "corrections", nargs="+", metavar="项目=内容", type=correction_argument, help="要更正的项目和正确的内容"
    )
    _add_library(correct, writes=True)

    outline = commands.add_parser("outline", help="看一份文件是怎样读的", description="一份文件的元数据、条目和疑点。")
    outline.add_argument("file", metavar="文件", type=Path, help="要看的文件")
    outline.add_argument("--json", action="store_true", help="输出 JSON")

    documents = commands.add_parser("documents", help="列出收录的文件", description="列出收录的文件。")
    documents.add_argument("--findings", action="store_true", help="逐条列出编号和文字上的疑点")
    documents.add_argument("--json", action="store_true", help="输出 JSON")
    _add_library(documents)

    evaluate = commands.add_parser(
        "eval", help="用题目文件测量质量", description="用题目文件测量质量；不指定就用自带的题目。"
    )
    evaluate.add_argument("cases", nargs="*", metavar="题目文件", type=Path, help="JSONL 题目文件")
    evaluate.add_argument("--json", action="store_true", help="输出 JSON")
    evaluate.add_argument("--html", metavar="文件", type=Path, help="另存一份网页报告")
    _add_library(evaluate)
    return parser


def check(parser: ChineseParser, options: argparse.Namespace) -> None:
    """The laws that join several arguments: a question or --batch, never both; --batch and --output go together;
    a field is corrected once."""
    if options.command == "correct" and (name := conflicting(options.corrections)):
        parser.error(f"{parser.prog} correct：{name}给了两次")
    if options.command not in ("ask", "search"):
        return
    single = options.question if options.command == "ask" else options.text
    name = "问题" if options.command == "ask" else "检索词"
    prog = f"{parser.prog} {options.command}"
    if single is not None and options.batch is not None:
        parser.error(f"{prog}：{name}与 --batch 不能同用")
    if single is None and options.batch is None:
        parser.error(f"{prog}：缺少{name}，或者用 --batch 给出文件")
    if (options.batch is None) != (options.output is None):
        parser.error(f"{prog}：--batch 与 --output 要一起给出")


def _add_scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--year", metavar="年份", type=year_argument, action="append", default=[], help="只看这一年，可以重复"
    )
    parser.add_argument(
        "--issuer", metavar="机关", type=text_argument, action="append", default=[], help="只看这个发文机关，可以重复"
    )


def _add_batch(parser: argparse.ArgumentParser, form: str) -> None:
    parser.add_argument("--batch", metavar="输入", type=Path, help=f"成批处理的 JSONL 文件，{form}")
    parser.add_argument("--output", metavar="输出", type=Path, help="成批处理的结果文件（JSONL）")


def _add_library(parser: argparse.ArgumentParser, *, writes: bool = False) -> None:
    otherwise = "自带的文件不能改动" if writes else "不指定就用自带的文件"
    parser.add_argument("--library", metavar="文件夹", type=Path, help=f"文件库所在的文件夹；{otherwise}")
