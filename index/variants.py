"""Spellings people type: traditional characters and full-width forms. The only door to OpenCC."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters and ordinary widths (NFKC), for understanding, never for quoting.

    >>> simplified("養老機構２０２５年")
    '养老机构2025年'
    """
    plain = unicodedata.normalize("NFKC", text)
    return str(_converter().convert(plain))
