"""doc, wps, rtf and odt → docx through LibreOffice where it is installed; a clear message where it is not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import SourceError
from ingest.readers import DOORS, Reading, docx

LONGEST_CONVERSION = 180  # seconds
_PLACES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def read(path: Path) -> Reading:
    """Convert in a private folder, with a profile of its own so that an open LibreOffice does not interfere."""
    program = next((found for place in _PLACES if (found := shutil.which(place))), None)
    where = str(path)
    if program is None:
        raise SourceError(
            where, f"{path.suffix or '旧版文档'} 要靠 LibreOffice 转换，这台机器上没有装", "装有 LibreOffice，或 docx、pdf、txt 文件",
            "请安装 LibreOffice，或用 Word、WPS 另存为 docx。",
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="yaodian-") as folder:
        suffix = (
            path.suffix.lower() if DOORS.get(path.suffix.lower()) == "office" else ".doc"
        )  # it looks at the content
        source = Path(folder) / f"source{suffix}"
        shutil.copyfile(path, source)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        _convert([*command, "--outdir", folder, str(source)], where)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise SourceError(
                where, "LibreOffice 打不开这个文件", "没有损坏、没有密码的文档", "请用 Word 或 WPS 另存为 docx。"
            )
        return docx.read(converted)


def _convert(command: list[str], where: str) -> None:
    """Run the program in a group of its own; the whole group ends with the time limit."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(LONGEST_CONVERSION)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found = f"LibreOffice {LONGEST_CONVERSION} 秒内没有转换完"
        raise SourceError(where, found, "能打开的文档", "请用 Word 或 WPS 另存为 docx。") from error
