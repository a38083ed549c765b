"""What each command does, once the command line is read: options in, text on `out`, exit code back.

Nothing is imported before it is needed: `yaodian documents` must not wait for an index, nor `--help` for anything.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.errors import QuestionFileError
from ui import keeping
from ui.console import DONE, Console
from ui.progress import Progress
from ui.settings import DATA_FOLDER, Settings

if TYPE_CHECKING:
    from index.records import Filters
    from ui.engine import Engine

Command = Callable[[Namespace, Settings, Console], int]


def serve(options: Namespace, settings: Settings, console: Console) -> int:
    from ui.serve import run_server

    with Progress(console.err) as progress:
        return run_server(
            settings,
            folder=options.library,
            host=options.host or settings.host,
            port=settings.port if options.port is None else options.port,
            announce=progress.say,
            progress=progress,
        )


def ask(options: Namespace, settings: Settings, console: Console) -> int:
    from assistant.wire import reply_json
    from ui.plain import reply_text
    from ui.replay import Asked

    if options.batch:
        return _ask_batch(options, settings, console)
    engine = _engine(options, settings, console)
    reply = engine.replay.answer(Asked(options.question, _filters(engine, options)))
    if options.json:
        console.json(reply_json(reply))
    else:
        console.line(reply_text(reply))
    return DONE


def _ask_batch(options: Namespace, settings: Settings, console: Console) -> int:
    from assistant.wire import reply_json
    from ui.batch import atomic_writer, read_batch, write_line
    from ui.replay import Asked

    lines = read_batch(options.batch)
    with atomic_writer(options.output) as stream, Progress(console.err) as progress:
        engine = _engine(options, settings, console)
        filters = _filters(engine, options)
        for done, line in enumerate(lines, 1):
            *earlier, question = (Asked(turn, filters) for turn in line.turns)
            write_line(stream, {"id": line.case_id, **reply_json(engine.replay.answer(question, earlier))})
            progress(f"已回答 {done}/{len(lines)}")
    return DONE


def search(options: Namespace, settings: Settings, console: Console) -> int:
    from index.records import Query
    from ui.plain import hits_text
    from ui.wire import found_json

    if options.batch:
        return _search_batch(options, settings, console)
    engine = _engine(options, settings, console)
    hits = engine.index.search(Query(options.text, filters=_filters(engine, options), k=options.k)).hits
    if options.json:
        console.json({"query": options.text, "hits": [found_json(*found) for found in engine.found(hits)]})
    else:
        console.line(hits_text(engine.found(hits)))
    return DONE


def _search_batch(options: Namespace, settings: Settings, console: Console) -> int:
    """One line of hits per line of input; after a conversation the words are the question as it was understood."""
    from index.records import Query
    from ui.batch import atomic_writer, read_batch, write_line
    from ui.replay import Asked
    from ui.wire import hit_json

    lines = read_batch(options.batch)
    with atomic_writer(options.output) as stream, Progress(console.err) as progress:
        engine = _engine(options, settings, console)
        filters = _filters(engine, options)
        for done, line in enumerate(lines, 1):
            *earlier, words = line.turns
            if earlier:
                asked = [Asked(turn, filters) for turn in earlier]
                words = engine.replay.answer(Asked(words, filters), asked).understood or words
            hits = engine.index.search(Query(words, filters=filters, k=options.k)).hits
            write_line(stream, {"id": line.case_id, "hits": [hit_json(hit) for hit in hits]})
            progress(f"已检索 {done}/{len(lines)}")
    return DONE


def verify(options: Namespace, settings: Settings, console: Console) -> int:
    from ui.verifying import verification_json, verification_text

    engine = _engine(options, settings, console)
    verification = engine.verifier.verify(options.sentence, _filters(engine, options))
    if options.json:
        console.json(verification_json(verification))
    else:
        console.line(verification_text(verification))
    return DONE


def evaluate(options: Namespace, settings: Settings, console: Console) -> int:
    from eval.cases import load_cases
    from eval.report import report_html, report_json, report_text
    from eval.run import run_cases
    from ui.batch import atomic_writer

    paths = options.cases or sorted((DATA_FOLDER / "questions").glob("*.jsonl"))
    if not paths:
        raise QuestionFileError(
            str(DATA_FOLDER / "questions"), "没有题目文件", "JSONL 题目文件", "请给出题目文件的路径。"
        )
    cases = [case for path in paths for case in load_cases(path)]
    engine = _engine(options, settings, console)
    with Progress(console.err) as progress:
        report = run_cases(
            engine.assistant,
            engine.index,
            cases,
            progress=lambda done, total, _: progress(f"已测 {done}/{total}"),
        )
    if options.html:
        with atomic_writer(options.html) as stream:
            stream.write(report_html(report))
    if options.json:
        console.json(report_json(report))
    else:
        console.line(report_text(report, show_failures=not options.totals))
    return DONE


COMMANDS: dict[str, Command] = {
    "serve": serve,
    "ask": ask,
    "search": search,
    "verify": verify,
    "targets": keeping.targets,
    "ingest": keeping.ingest,
    "remove": keeping.remove,
    "correct": keeping.correct,
    "lexicon": keeping.lexicon,
    "outline": keeping.outline,
    "documents": keeping.documents,
    "eval": evaluate,
}


def _engine(options: Namespace, settings: Settings, console: Console) -> Engine:
    from ui.engine import open_engine

    with Progress(console.err) as progress:
        return open_engine(settings, options.library, progress=progress, notify=progress.say)


def _filters(engine: Engine, options: Namespace) -> Filters:
    from ui.scope import make_filters

    return make_filters(engine.documents, years=options.year, issuers=options.issuer)
