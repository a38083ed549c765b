"""The environment becomes settings, or one line that names the wrong variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from ui.settings import DATA_FOLDER, load_settings


def test_nothing_set_means_the_shipped_parts() -> None:
    settings = load_settings({"HOME": "/home/person"})
    assert settings.encoder == str(DATA_FOLDER / "encoder")
    assert settings.library is None
    assert settings.cache == Path("/home/person/.cache/yaodian")
    assert (settings.host, settings.port, settings.debug) == ("127.0.0.1", 8000, False)


def test_an_empty_variable_counts_as_not_set() -> None:
    names = ("ENCODER", "LIBRARY", "CACHE", "HOST", "PORT", "DEBUG", "TODAY")
    empty = {f"YAODIAN_{name}": " " for name in names}
    assert load_settings({"HOME": "/h", **empty}) == load_settings({"HOME": "/h"})


def test_the_encoder_of_the_command_line_goes_before_the_variable() -> None:
    set_otherwise = {"HOME": "/h", "YAODIAN_ENCODER": "variable"}
    assert load_settings(set_otherwise).encoder == "variable"
    assert load_settings(set_otherwise, encoder="flag").encoder == "flag"


def test_the_cache_follows_the_xdg_rule() -> None:
    assert load_settings({"XDG_CACHE_HOME": "/var/cache", "HOME": "/h"}).cache == Path("/var/cache/yaodian")
    assert load_settings({"XDG_CACHE_HOME": "relative", "HOME": "/h"}).cache == Path("/h/.cache/yaodian")
    assert load_settings({"XDG_CACHE_HOME": "/var/cache", "YAODIAN_CACHE": "/mine"}).cache == Path("/mine")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "-1"), ("PORT", "65536"), ("PORT", "８０００"), ("PORT", "1e3"), ("DEBUG", "true"), ("TODAY", "明天")],
)
def test_a_wrong_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"YAODIAN_{name}.*{value}"):
        load_settings({"HOME": "/h", f"YAODIAN_{name}": value})
