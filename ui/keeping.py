"""The commands that keep a collection or list it: ingest, remove, correct, lexicon, documents, targets, outline.

A command that writes brings the index up to date before it ends, so the next question does not wait for it. One that
adds, or removes, changes nothing where the library's own words have a wrong line: nobody could ask of the new version.
"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SettingsError, SourceError, YaodianError
from ui.console import DONE, FAILED, Console, file_name
from ui.progress import Progress
from ui.settings import Settings

if TYPE_CHECKING:
    from index.entries import Entry
    from ingest.library import IngestEntry, Library
    from ingest.records import Document

STATUSES = {
    "added": "已加入",
    "updated": "已更新",
    "unchanged": "没有变化",
    "removed": "已移除",
    "skipped": "没有读",
    "failed": "失败",
}
WANTED = ("issuer", "year")  # what a source line needs; staff are told where it was not found


def ingest(options: Namespace, settings: Settings, console: Console) -> int:
    """Add or update documents, then bring the index up to date; a failed file does not stop the others."""
    from ingest.library import Library

    library = Library.create_or_open(_own_folder(options, settings))
    with Progress(console.err) as progress:
        _entries_of(library.words_files)
        report = library.add(options.paths, progress)
        changed = any(entry.status in ("added", "updated") for entry in report.entries)
        indexed = _update_index(library, settings, progress) if changed or options.encoder else DONE
    return max(_report(report.entries, library.documents, console), indexed)


def remove(options: Namespace, settings: Settings, console: Console) -> int:
    """Take documents out, then bring the index up to date; an unknown id does not stop the others."""
    from ingest.library import Library

    library = Library.open(_own_folder(options, settings))
    _entries_of(library.words_files)
    report = library.remove(list(dict.fromkeys(options.documents)))
    changed = any(entry.status == "removed" for entry in report.entries)
    with Progress(console.err) as progress:
        indexed = _update_index(library, settings, progress) if changed or options.encoder else DONE
    return max(_report(report.entries, library.documents, console), indexed)


def correct(options: Namespace, settings: Settings, console: Console) -> int:
    """Set metadata by hand, or take a correction back; says what counts now."""
    from ingest.library import Library
    from ui.listing import metadata_lines

    library = Library.open(_own_folder(options, settings))
    document = library.correct(
        options.document,
        clear=[correction.field for correction in options.corrections if correction.clear],
        **{correction.field: correction.value for correction in options.corrections if not correction.clear},
    )
    console.line(f"已更正  {document.document_id}")
    for line in metadata_lines(document):
        console.line("    " + line)
    return DONE


def lexicon(options: Namespace, settings: Settings, console: Console) -> int:
    """Put lexicon files into a library or take them out, each checked before anything changes; then list what it has.

    With --word, only say what the lexicon holds of one word.
    """
    from ingest.library import Library
    from ingest.own_words import SUFFIX, is_words_file

    if options.word is not None:
        return _tell_word(options, settings, console)
    library = Library.open(_own_folder(options, settings))
    if misnamed := [path for path in options.files if not is_words_file(path)]:
        raise SourceError(str(misnamed[0]), "不是词表文件", f"后缀为 {SUFFIX} 的文件", "请改后缀后再试。")
    _entries_of(options.files)
    if options.files:
        library.put_words({path.name: path.read_bytes() for path in options.files})
    if options.remove:
        library.remove_words(list(dict.fromkeys(options.remove)))
    held = _entries_of(library.words_files)
    indexed = DONE
    if options.files or options.remove or options.encoder:
        with Progress(console.err) as progress:
            indexed = _update_index(library, settings, progress)
    for path, entries in held.items():
        console.line(f"{file_name(path.name)}：{len(entries)} 条")
    if not held:
        console.line("这个文件库没有自己的词表，只用随附的。")
    return indexed


def _tell_word(options: Namespace, settings: Settings, console: Console) -> int:
    from ui.engine import open_library, shipped_lexicon
    from ui.words import word_lines

    known = shipped_lexicon().extended(*open_library(settings, options.library).words_files)
    for line in list(word_lines(known, options.word)) or [f"词表里没有“{options.word}”。"]:
        console.line(line)
    return DONE


def _entries_of(files: Iterable[Path]) -> dict[Path, list[Entry]]:
    """The entries of lexicon files; raises SourceError naming file and line of the first wrong one."""
    from index.entries import read_entries

    return {path: read_entries(path) for path in files}


def documents(options: Namespace, settings: Settings, console: Console) -> int:
    """List what is held: metadata with its places, annexes, doubts."""
    from ui.engine import open_library
    from ui.listing import documents_text
    from ui.wire import document_json

    held = open_library(settings, options.library).documents
    if options.json:
        console.json([document_json(document) for document in held])
    else:
        console.line(documents_text(held, findings=options.findings))
    return DONE


def targets(options: Namespace, settings: Settings, console: Console) -> int:
    """List the figures that the documents ask for."""
    from ui.engine import open_library
    from ui.scope import make_filters
    from ui.targets import stated, target_json, targets_csv, targets_text

    held = open_library(settings, options.library).documents
    filters = make_filters(held, years=options.year, issuers=options.issuer)
    found = stated(held, filters, options.indicator)
    if options.json:
        console.json({"indicator": options.indicator, "total": len(found), "targets": [target_json(s) for s in found]})
    elif options.csv:
        console.out.write(targets_csv(found))
    else:
        console.line(targets_text(found, held))
    return DONE


def outline(options: Namespace, settings: Settings, console: Console) -> int:
    """Show how one file is read, without adding it anywhere."""
    from ingest.reader import read_document
    from ui.listing import outline_text
    from ui.wire import metadata_json

    document = read_document(options.file)
    if options.json:
        units = [{**asdict(unit), "level": unit.level.value, "path": list(unit.path)} for unit in document.units]
        console.json(
            {
                "metadata": metadata_json(document.metadata),
                "units": units,
                "findings": [asdict(f) for f in document.findings],
            }
        )
    else:
        console.line(outline_text(document))
    return DONE


def _own_folder(options: Namespace, settings: Settings) -> Path:
    """The library that may be written; the shipped documents may not."""
    folder: Path | None = options.library or settings.library
    if folder is None:
        raise SettingsError(
            f"yaodian {options.command}",
            "没有说是哪个文件库",
            "--library 文件夹",
            "自带的文件不能改动，请用 --library 指定自己的文件夹。",
        )
    return folder


def _update_index(library: Library, settings: Settings, progress: Progress) -> int:
    """Bring the index of a library that has just been written up to date; what is written stays, whatever happens."""
    from ui.engine import Foundation

    try:
        foundation = Foundation.load(settings, progress=progress)
        lexicon = foundation.lexicon_of(library)
        foundation.index(library, lexicon, progress=progress, notify=progress.say, warn=progress.say, written=True)
    except YaodianError as error:
        progress.say(f"错误：文件库已写好，索引没有建成。{error}")
        return FAILED
    return DONE


def _report(entries: Sequence[IngestEntry], held: Iterable[Document], console: Console) -> int:
    """One line for every file, what failed on stderr, the sum where there are several."""
    by_id = {document.document_id: document for document in held}
    for entry in entries:
        if entry.status == "failed":
            console.warn(f"错误：{entry.message or file_name(entry.path)}")
            continue
        document = by_id.get(entry.document_id or "") if entry.status in ("added", "updated") else None
        doubts = "".join(f"；{doubt}" for doubt in _doubts(document)) if document else ""
        place = "" if entry.path == entry.document_id else f"{file_name(entry.path)} → "
        console.line(f"{STATUSES[entry.status]}  {place}{' '.join(entry.message.split())}{doubts}")
    if len(entries) > 1:
        counts = Counter(entry.status for entry in entries)
        parts = [f"{name} {counts[status]}" for status, name in STATUSES.items() if counts[status]]
        console.line(f"共 {len(entries)} 份：{'，'.join(parts)}")
    return FAILED if any(entry.status == "failed" for entry in entries) else DONE


def _doubts(document: Document) -> Iterable[str]:
    """What staff should look at: missing metadata, and the number of findings."""
    from ui.corrections import FIELD_NAMES

    missing = [FIELD_NAMES[field] for field in WANTED if getattr(document.metadata, field) is None]
    if missing:
        yield f"没有读到{'、'.join(missing)}，可用 yaodian correct 补上"
    if document.findings:
        yield f"{len(document.findings)} 处疑点，见 yaodian documents --findings"
