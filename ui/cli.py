"""The command line `yaodian`: reads arguments, runs one command, turns every mistake into one line and an exit code.

    0    done; a refusal is done
    1    failed: a file, a library, an encoder, or a mistake of the program itself
    2    usage: a wrong flag or a wrong environment variable
    130  interrupted with Ctrl-C

Importing this module loads no heavy library.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from ingest.errors import SettingsError, YaodianError, reason
from ui.arguments import build_parser, check
from ui.commands import COMMANDS
from ui.console import DONE, FAILED, Console
from ui.parser import USAGE_ERROR
from ui.settings import load_settings, version

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code. argparse itself exits with 0 (help) or 2 (usage)."""
    _speak_utf8()
    debug = False
    try:
        parser = build_parser(version())
        options = parser.parse_args(arguments)
        check(parser, options)
        settings = load_settings(encoder=getattr(options, "encoder", None))
        debug = settings.debug
        code = COMMANDS[options.command](options, settings, Console(sys.stdout, sys.stderr))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _silence_stdout()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SettingsError as error:
        return _fail(str(error), USAGE_ERROR)
    except YaodianError as error:
        return _fail(str(error), FAILED)
    except OSError as error:
        place = f"{error.filename}：" if error.filename else ""
        return _fail(f"{place}{reason(error, '系统没有照办')}", FAILED)
    except Exception as error:
        if debug:
            raise
        kind = type(error).__name__
        return _fail(f"程序内部出错（{kind}：{error}）。设 YAODIAN_DEBUG=1 可看到详情，请连同问题一起报告。", FAILED)


def _fail(message: str, code: int) -> int:
    """One line on stderr."""
    print("错误：" + " ".join(message.split()), file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Chinese in, Chinese out, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _silence_stdout() -> None:
    """The reader has gone (`yaodian documents | head -1`): let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
