"""What may be typed after `yaodian`: commands, their arguments and the laws that join several of them.

Nothing here opens a file or loads a library.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ingest.metadata import CORRECTABLE
from ui.corrections import FIELD_NAMES, conflicting
from ui.parser import (
    ChineseParser,
    correction_argument,
    count_argument,
    encoder_argument,
    port_argument,
    text_argument,
    year_argument,
)

DEFAULT_HITS = 10

Add = Callable[..., ChineseParser]


def build_parser(version: str) -> ChineseParser:
    """The whole command line of `yaodian`; every command leaves its name in `command`."""
    parser = ChineseParser(
        prog="yaodian", description="要点：民政工作要点的检索问答。逐字引用，注明出处，没有就说没有。"
    )
    parser.add_argument("--version", action="version", version=f"yaodian {version}", help="显示版本号")
    commands = parser.add_subparsers(
        dest="command", metavar="命令", title="命令", required=True, parser_class=ChineseParser
    )
    keeping = (_ingest, _remove, _correct, _lexicon, _outline, _documents)
    for describe in (_serve, _ask, _search, _verify, _targets, *keeping, _eval):
        describe(commands.add_parser)
    return parser


def _serve(add: Add) -> None:
    serve = add("serve", help="启动网页、接口服务", description="启动服务：/ 是问答网页，/api/v1 是接口。")
    serve.add_argument("--host", metavar="地址", help="监听的地址，默认 127.0.0.1（只限本机）")
    serve.add_argument(
        "--port", metavar="端口", type=port_argument, help="监听的端口，默认 8000；0 表示任选一个空闲端口"
    )
    _add_encoder(serve)
    _add_library(serve)


def _ask(add: Add) -> None:
    ask = add("ask", help="问一个问题", description="问一个问题，或用 --batch 回答一个文件里的问题。")
    ask.add_argument("question", nargs="?", metavar="问题", type=text_argument, help="用中文提出的问题")
    _add_json(ask)
    _add_scope(ask)
    _add_batch(ask, "每行一个 {“id”, “turns”: [...]}：前面的是对话，回答最后一问")
    _add_encoder(ask)
    _add_library(ask)


def _search(add: Add) -> None:
    search = add("search", help="检索条目", description="按词检索条目，或用 --batch 检索一个文件里的词。")
    search.add_argument("text", nargs="?", metavar="检索词", type=text_argument, help="要找的词")
    search.add_argument("-k", metavar="条数", type=count_argument, default=DEFAULT_HITS, help="最多给出几条，默认 10")
    _add_json(search)
    _add_scope(search)
    _add_batch(search, "每行一个 {“id”, “turns”: [...]} 或 {“id”, “query”}")
    _add_encoder(search)
    _add_library(search)


def _verify(add: Add) -> None:
    verify = add(
        "verify",
        help="核对一句话是否出自文件",
        description="核对一句话或一个数字是否见于收录的文件、在哪里、是否逐字一致。",
    )
    verify.add_argument("sentence", metavar="一句话", type=text_argument, help="要核对的话")
    _add_json(verify)
    _add_scope(verify)
    _add_encoder(verify)
    _add_library(verify)


def _targets(add: Add) -> None:
    targets = add("targets", help="列出指标", description="列出文件里的指标：要多少、比较词、期限、出处和原句。")
    targets.add_argument("--indicator", metavar="词", type=text_argument, default="", help="只列指标中含有这些词的")
    form = targets.add_mutually_exclusive_group()
    _add_json(form)
    form.add_argument("--csv", action="store_true", help="输出 CSV，可用 Excel 打开")
    _add_scope(targets)
    _add_library(targets)


def _ingest(add: Add) -> None:
    ingest = add("ingest", help="加入或更新文件", description="把文件加入一个文件库；内容没有变的文件不动。")
    ingest.add_argument("paths", nargs="+", metavar="文件", type=Path, help="文件、文件夹或 zip 压缩包")
    _add_encoder(ingest)
    _add_library(ingest, writes=True)


def _remove(add: Add) -> None:
    remove = add("remove", help="移除文件", description="从一个文件库移除文件。")
    remove.add_argument(
        "documents",
        nargs="+",
        metavar="编号",
        type=text_argument,
        help="文件编号，见 yaodian documents；或内容相同的文件",
    )
    _add_encoder(remove)
    _add_library(remove, writes=True)


def _correct(add: Add) -> None:
    correct = add(
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


def _lexicon(add: Add) -> None:
    lexicon = add(
        "lexicon",
        help="给文件库加自己的词表",
        description="给文件库加词表（本地的说法、简称），或用 --remove 去掉；什么也不给，就核对并列出已有的。",
        epilog="词表是 .tsv 文本（UTF-8、GBK、UTF-16 都行），制表符分隔，第一行为 term variant kind note，写法见 data/lexicon/README.md。\n"
        "同名的换成新的；有一行写错就一条也不放进去，并说出第几行。",
    )
    lexicon.add_argument("files", nargs="*", metavar="词表", type=Path, help="要放进去的 .tsv 文件")
    lexicon.add_argument(
        "--word", metavar="词", type=text_argument, help="只看一个词在词表里怎么写（不指定库就看随附的）"
    )
    lexicon.add_argument(
        "--remove", metavar="文件名", type=text_argument, action="append", default=[], help="去掉这份词表，可以重复"
    )
    _add_encoder(lexicon)
    _add_library(lexicon, writes=True)


def _outline(add: Add) -> None:
    outline = add("outline", help="看一份文件是怎样读的", description="一份文件的元数据、条目和疑点。")
    outline.add_argument("file", metavar="文件", type=Path, help="要看的文件")
    _add_json(outline)


def _documents(add: Add) -> None:
    documents = add("documents", help="列出收录的文件", description="列出收录的文件。")
    documents.add_argument("--findings", action="store_true", help="逐条列出编号和文字上的疑点")
    _add_json(documents)
    _add_library(documents)


def _eval(add: Add) -> None:
    evaluate = add("eval", help="用题目文件测量质量", description="用题目文件测量质量；不指定就用自带的题目。")
    evaluate.add_argument("cases", nargs="*", metavar="题目文件", type=Path, help="JSONL 题目文件")
    _add_json(evaluate)
    evaluate.add_argument("--totals", action="store_true", help="只印通过数，不印题目：成绩题才不会被调参的人看到")
    evaluate.add_argument("--html", metavar="文件", type=Path, help="另存一份网页报告")
    _add_encoder(evaluate)
    _add_library(evaluate)


def check(parser: ChineseParser, options: argparse.Namespace) -> None:
    """The laws that join several arguments: a question or --batch, never both; --batch and --output go together;
    a field is corrected once; --word only looks."""
    if options.command == "correct" and (name := conflicting(options.corrections)):
        parser.error(f"{parser.prog} correct：{name}给了两次")
    if options.command == "lexicon" and options.word is not None and (options.files or options.remove):
        parser.error(f"{parser.prog} lexicon：--word 只看不改，不能与词表文件或 --remove 同用")
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


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")


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


def _add_encoder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoder",
        metavar="模型",
        type=encoder_argument,
        help="编码模型：模型文件夹的路径，或已下载到本机的模型名称；不指定就用 YAODIAN_ENCODER 或自带的，换了会重建索引",
    )


def _add_library(parser: argparse.ArgumentParser, *, writes: bool = False) -> None:
    otherwise = "自带的文件不能改动" if writes else "不指定就用自带的文件"
    parser.add_argument("--library", metavar="文件夹", type=Path, help=f"文件库所在的文件夹；{otherwise}")
