"""A command line in Chinese: help, mistakes and the kinds of arguments; which commands there are is in `ui.arguments`.

A wrong command line ends in one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from ingest.errors import SettingsError
from ui.corrections import Correction, read_correction
from ui.settings import port_number

USAGE_ERROR = 2
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


def encoder_argument(text: str) -> str:
    """The path or the name of an encoder; whether there is one is seen when it is loaded."""
    if not text_argument(text).strip():
        raise argparse.ArgumentTypeError("内容是空的，应为模型文件夹的路径或已下载的模型名称")
    return text.strip()


def correction_argument(text: str) -> Correction:
    """One correction of metadata: 项目=内容."""
    try:
        return read_correction(text_argument(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
