"""What stands where on a page: the records that PDF, OFD and recognised pages share.

Coordinates are in points with the origin at the top left; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

EDGE = 0.14  # share of the page height at the top and at the bottom where running heads stand


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text with its box; `size` is the height of its characters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The fragments of a page in the order of the file."""

    width: float
    height: float
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Fragments on one base line of a page, with the margins of their column; `cells` are divided by tabs."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    column_left: float = 0.0
    column_right: float = 0.0
    cells: int = 1
