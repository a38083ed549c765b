"""The chat page: the only door to gradio. Questions go to the engine, rendered replies come back.

What the browser sends is never trusted as truth. It remembers the questions that were asked, with their filters, and
the screen is a function of them: each is asked again (ui.replay), so nobody can put words into the assistant's mouth.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import Any

# Read by gradio and huggingface_hub when they are imported: no analytics, no look-ups, no other servers.
os.environ.update(
    {
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_ANALYTICS_MAX_EVENTS": "200",
        "GRADIO_MCP_SERVER": "False",
        "GRADIO_VIBE_MODE": "",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
)

import gradio as gr
from fastapi import FastAPI

from ui.api import EngineSlot
from ui.engine import Engine
from ui.markup import element
from ui.memory import SHOWN_TURNS, read_turn, recall, remember
from ui.models import LONGEST_QUESTION
from ui.page import renewed_html
from ui.render import render_question, render_reply
from ui.replay import Asked
from ui.welcome import welcome

logger = logging.getLogger("yaodian")

MOUNT = "/ui"
MOST_SESSIONS = 500  # gradio keeps 60 KB for each and forgets none before this many
STORAGE_KEY = "yaodian-questions"
STORAGE_SECRET = "yaodian"  # gradio wants one; the questions stay in the person's own browser
FONTS = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]

Message = dict[str, str]


class Chat:
    """The page over the engine in a slot, and the application that serves it at /ui.

    The application's lifespan must be entered before the first request.
    """

    def __init__(self, slot: EngineSlot) -> None:
        self._slot = slot
        # what every open page shows; None once there has been a second version, which may be followed by the first
        self._only_version: str | None = slot.ready().library.version
        self._page = self._built()
        self.app = _mounted(self._page)

    def refresh(self) -> None:
        """Show the documents of a new engine: pages that are opened from now on have its filters and examples.

        Pages that are open get them with their next answer, and with them what stands in the header and the panel.
        """
        engine = self._slot.ready()
        self._only_version = None
        self._messages.placeholder = welcome(engine)
        self._years.choices, self._issuers.choices = _years(engine), _issuers(engine)
        self._page.config = self._page.get_config_file()

    def _built(self) -> Any:
        """The page, a gr.Blocks: messages, a row of filters, the composer. Header and source panel come from ui.page."""
        engine = self._slot.ready()
        title = "要点 · 民政工作要点问答"
        with gr.Blocks(title=title, analytics_enabled=False, fill_height=True, fill_width=True) as page:
            remembered = gr.BrowserState([], storage_key=STORAGE_KEY, secret=STORAGE_SECRET)
            self._messages = _message_list(engine)
            with gr.Row(elem_id="yd-filters"):
                self._years = _filter("年份", "yd-years", _years(engine))
                self._issuers = _filter("发文机关", "yd-issuers", _issuers(engine))
            with gr.Row(elem_id="yd-composer"):
                box = _box()
            # the header has the button that people see
            clear = gr.Button("新对话", elem_id="yd-clear", visible="hidden")
            renewed = gr.Markdown(elem_id="yd-renewed", visible="hidden", latex_delimiters=[])  # gr.HTML needs eval
            inputs = [box, remembered, self._years, self._issuers]
            box.submit(
                self._respond,
                inputs,
                [box, self._messages, remembered, self._years, self._issuers, renewed],
                concurrency_limit=8,
                show_progress="hidden",
                api_visibility="private",
                preprocess=False,  # read_turn checks; gradio would refuse a filter that a newer version does not offer
            )
            clear.click(
                lambda: ("", [], [], [], []),
                None,
                [*inputs, self._messages],
                show_progress="hidden",
                api_visibility="private",
            )
            page.load(self._restore, [remembered], [self._messages], show_progress="hidden", api_visibility="private")
        return page

    def _respond(self, question: object, remembered: object, years: object, issuers: object) -> Any:
        """What a question changes: the box, the messages, what is remembered; the rest where the library has changed.

        The rest is the filters, header and panel; what is chosen stays chosen.
        """
        asked = read_turn(question, years, issuers)
        if asked is None:
            return "", *(gr.skip() for _ in range(5))
        turns = (*recall(remembered), asked)
        engine = self._slot.ready()
        messages = exchanges(engine, turns)
        if engine.library.version == self._only_version:
            return "", messages, remember(turns), gr.skip(), gr.skip(), gr.skip()
        return (
            "",
            gr.update(value=messages, placeholder=self._messages.placeholder),
            remember(turns),
            _offered(_years(engine), years),
            _offered(_issuers(engine), issuers),
            renewed_html(engine.documents),
        )

    def _restore(self, remembered: object) -> Any:
        """The messages of the questions that a browser remembers; nothing sent, nothing on the screen is disturbed."""
        turns = recall(remembered)
        return exchanges(self._slot.ready(), turns) if turns else gr.skip()


def _mounted(chat: Any) -> FastAPI:
    """An application that serves the page at /ui."""
    chat.queue(max_size=64, api_open=False)
    chat.state_session_capacity = MOST_SESSIONS
    theme = gr.themes.Base(primary_hue="red", neutral_hue="slate", text_size="lg", font=FONTS, font_mono=["monospace"])
    app = FastAPI(openapi_url=None)
    gr.mount_gradio_app(
        app,
        chat,
        path=MOUNT,
        ssr_mode=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size="1kb",
        allowed_paths=[],
        show_error=False,
        theme=theme,
    )
    return app


def _years(engine: Engine) -> list[tuple[str, int]]:
    years = sorted({document.year for document in engine.documents if document.year is not None})
    return [(f"{year}年", year) for year in years]


def _issuers(engine: Engine) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted({document.issuer for document in engine.documents if document.issuer})]


def _offered(choices: Any, chosen: object) -> Any:
    """New choices; of what was chosen only what is still there, so that no filter works unseen."""
    held = [value for _, value in choices]
    kept = [value for value in chosen if value in held] if isinstance(chosen, list) else []
    return gr.update(choices=choices, value=kept)


def _message_list(engine: Engine) -> Any:
    return gr.Chatbot(
        elem_id="yd-chat",
        show_label=False,
        label="问答",
        render_markdown=False,  # Markdown would change figures: 5~10个、20~30个 loses its tildes
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        autoscroll=False,
        container=False,
        height="100%",
        layout="bubble",
        buttons=[],
        feedback_options=None,
        placeholder=welcome(engine),
    )


def _filter(label: str, element_id: str, choices: Any) -> Any:
    return gr.CheckboxGroup(choices, label=label, elem_id=element_id, container=False)


def _box() -> Any:
    return gr.Textbox(
        elem_id="yd-box",
        show_label=False,
        label="问题",
        placeholder="输入要查的问题",
        lines=1,
        max_lines=4,
        max_length=LONGEST_QUESTION,
        submit_btn="发送",
        container=False,
        html_attributes=gr.InputHTMLAttributes(
            enterkeyhint="send", autocomplete="off", autocorrect="off", spellcheck=False
        ),
    )


def exchanges(engine: Engine, turns: Sequence[Asked]) -> list[Message]:
    """The last turns as messages, two for each; the same turns always give the same messages."""
    first = max(0, len(turns) - SHOWN_TURNS)
    return [
        message
        for position in range(first, len(turns))
        for message in _exchange(engine, turns[position], turns[:position])
    ]


def _exchange(engine: Engine, asked: Asked, earlier: Sequence[Asked]) -> list[Message]:
    """A question and its reply as two messages; a mistake of the program is said, not hidden."""
    try:
        answer = render_reply(engine.replay.answer(asked, earlier))
    except Exception:
        logger.exception("a question of the chat failed")
        answer = element("div", "服务内部出错，没有得到回答。请再试一次。", class_="yd-fault")
    return [{"role": "user", "content": render_question(asked.question)}, {"role": "assistant", "content": answer}]
