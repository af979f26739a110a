import io
import json
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli import output
from tests.crawler.cli.conftest import HOSTILE

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shown = Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return shown


def test_sequences_controls_and_turned_writing_are_taken_out_and_words_stay() -> None:
    assert output.terminal(HOSTILE) == "[red]=HYPERLINK(gpj.exe)[/red] Awas"
    assert output.terminal(f"a{BIDI}b\x00\x07\x08\x7fc\ud800d") == "abcd"
    assert output.terminal("\x1b[38;5;196mmerah\x1b[0m \x1bPq#0\x1b\\gambar") == "merah gambar"
    assert output.terminal("\x1b]8;;https://jahat.example\x1b\\klik\x1b]8;;\x1b\\") == "klik"


def test_an_unfinished_sequence_costs_only_its_escape() -> None:
    assert output.terminal("\x1b]0;judul tanpa akhir") == "]0;judul tanpa akhir"
    assert output.terminal("Polisi\x1b") == "Polisi"


def test_lines_are_kept_where_they_are_wanted() -> None:
    assert output.terminal("satu\ndua\r\ntiga\tempat") == "satu dua tiga empat"
    assert output.terminal("satu\ndua\r\ntiga", lines=True) == "satu\ndua\ntiga"
    assert output.terminal("Kapolres “OKU” – é 😀 [red] :smile:") == "Kapolres “OKU” – é 😀 [red] :smile:"


@given(st.text())
def test_nothing_that_a_terminal_obeys_ever_passes(text: str) -> None:
    for shown in (output.terminal(text), output.terminal(text, lines=True)):
        assert not any(ord(c) < 0x20 and c != "\n" for c in shown)
        assert not any(0x7F <= ord(c) <= 0x9F or c in BIDI or 0xD800 <= ord(c) <= 0xDFFF for c in shown)
    assert "\n" not in output.terminal(text)


@given(st.text(st.characters(codec=None)))
def test_json_means_what_was_said_and_holds_no_control(text: str) -> None:
    said = json.dumps({"title": text}, ensure_ascii=False)
    escaped = output._escaped(said)
    assert json.loads(escaped) == {"title": text}
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c in BIDI for c in escaped)
    escaped.encode()


def test_elsewhere_than_on_a_terminal_a_row_is_a_line_of_cells(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("name", "count"), [("a\tb\nc", 3), (None, "\x1b[31mx")])
    assert capsys.readouterr().out == "a b c\t3\n\tx\n"


def test_markup_in_a_cell_is_text_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.table(("title", "[bold]n"), [("[red]merah[/red] :smile: \x1b[31m", 12)])
    shown = terminal.getvalue()
    assert "[red]merah[/red] :smile:" in shown
    assert "[bold]n" in shown
    assert "\x1b[31m" not in shown


@pytest.mark.parametrize("width", [20, 40, 100])
def test_a_narrow_terminal_breaks_cells_and_cuts_nothing(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(width))
    output.table(
        ("run", "started", "by", "reason"), [("17", "2026-02-16 13:30", "cron", "HTTP503daridaftar")]
    )
    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    letters = "".join(shown.split())
    assert sorted(letters) == sorted("runstartedbyreason172026-02-1613:30cronHTTP503daridaftar")
    assert ("2026-02-16 13:30" in shown) == (width == 100)


def test_prose_is_wrapped_between_words_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.prose("kata " * 40 + "\n[red]paragraf kedua")
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-1].strip() == "[red]paragraf kedua"
    assert all(word == "kata" for line in lines[:-1] for word in line.split())


def test_json_is_one_document_on_one_line_unless_a_person_looks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output.print_json([{"title": "Polda “Sumsel”\x9b\u202e"}])
    out = capsys.readouterr().out
    assert out == '[{"title": "Polda “Sumsel”\\u009b\\u202e"}]\n'


def test_times_for_people_stand_in_their_zone() -> None:
    moment = datetime(2026, 2, 16, 18, 30, tzinfo=UTC)
    assert output.local(moment, ZoneInfo("Asia/Jakarta")) == "2026-02-17 01:30"
    assert output.local(None, ZoneInfo("Asia/Jakarta")) == ""


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress("exporting", 2) as advance:
        advance()
        advance()
    assert capsys.readouterr().err == ""


def test_progress_takes_its_line_away_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    with output.progress("[red]exporting", 2) as advance:
        advance()
    assert "[red]exporting" in shown.getvalue()
