import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.cli import checks
from crawler.cli.checks import Level
from crawler.clock import now
from crawler.items import Outcome, Refusal
from storage import open_store
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.terminals import ROOT, on_a_terminal, shell

JAKARTA = ZoneInfo("Asia/Jakarta")


def findings(ronda: Ronda) -> dict[str, dict[str, str]]:
    return {line["name"]: line for line in json.loads(ronda("doctor", "--json").out)}


@pytest.fixture
def contact(empty: Path) -> None:
    empty.with_name("ronda.toml").write_text('contact = "redaksi@example.org"\n', encoding="utf-8")


@pytest.mark.usefixtures("database", "contact")
def test_all_is_well_with_a_sound_installation(ronda: Ronda) -> None:
    done = ronda("doctor")
    assert done.code == 0
    levels = {line.split("\t")[1]: line.split("\t")[0] for line in done.out.splitlines()}
    for name in (
        "python",
        "sqlite",
        "scrapy",
        "storage",
        "catalogue",
        "database",
        "soundness",
        "wal",
        "clock",
    ):
        assert levels[name] == "ok"
    assert "bad" not in levels.values()


@pytest.mark.usefixtures("contact")
def test_the_file_in_force_and_the_agent_are_told(ronda: Ronda) -> None:
    found = findings(ronda)
    assert found["config"]["found"] == str(Path("ronda.toml").absolute())
    assert "redaksi@example.org" in found["contact"]["found"]


def test_without_a_contact_or_database_it_warns_and_goes_on(ronda: Ronda, empty: Path) -> None:
    done = ronda("doctor", "--json")
    found = {line["name"]: line for line in json.loads(done.out)}
    assert done.code == 0
    assert found["contact"]["level"] == found["database"]["level"] == "warn"
    assert "ronda crawl" in found["database"]["remedy"]
    assert not empty.exists()


def test_a_wrong_configuration_is_a_finding_and_no_end(ronda: Ronda) -> None:
    Path("ronda.toml").write_text('warna = "merah"\n', encoding="utf-8")
    done = ronda("doctor")
    assert done.code == 1
    assert "bad\tconfig\t" in done.out
    assert "ok\tpython\t" in done.out


@pytest.mark.usefixtures("database")
def test_a_wrong_catalogue_is_a_finding_and_the_database_is_looked_at(ronda: Ronda) -> None:
    Path("ronda.toml").write_text('[sources.sumeks]\nwarna = "merah"\n', encoding="utf-8")
    found = findings(ronda)
    assert found["catalogue"]["level"] == "bad"
    assert "warna" in found["catalogue"]["found"]
    assert found["soundness"]["level"] == "ok"


def test_a_damaged_database_is_bad(ronda: Ronda, database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("DROP TRIGGER articles_inserted")
        raw.execute(
            "INSERT INTO articles (source, url, canonical_url, text, content_hash, word_count, language, "
            "first_fetched_at, fetched_at) SELECT source, 'x', 'x', 'x', content_hash, 1, 'id', "
            "first_fetched_at, fetched_at FROM articles LIMIT 1"
        )
        raw.commit()
    done = ronda("doctor", "--json")
    [soundness] = [line for line in json.loads(done.out) if line["name"] == "soundness"]
    assert done.code == 1
    assert soundness["level"] == "bad"
    assert "full-text" in soundness["found"]


def test_what_is_no_database_is_bad(ronda: Ronda, empty: Path) -> None:
    empty.write_bytes(os.urandom(5000))
    done = ronda("doctor")
    assert done.code == 1
    assert f"bad\tdatabase\t{empty}" in done.out


def test_a_run_that_was_killed_long_ago_is_named_with_its_remedy(ronda: Ronda, database: Path) -> None:
    with closing(open_store(database)) as store:
        store.start_run("sumeks", at=now() - timedelta(hours=5), trigger="cron", pid=1)
        store.start_run("antara-sumsel", at=now(), trigger="cron", pid=1)
    lines = [line for line in json.loads(ronda("doctor", "--json").out) if line["name"] == "runs"]
    assert [line["level"] for line in lines] == ["warn"]
    assert "sumeks" in lines[0]["found"]
    assert "ronda crawl sumeks" in lines[0]["remedy"]


def test_addresses_that_were_given_up_are_counted_with_the_remedy(ronda: Ronda, database: Path) -> None:
    lost = Refusal(
        source="sumeks", url="https://sumeks.id/1", outcome=Outcome.FAILED, reason="HTTP 500", at=now()
    )
    with closing(open_store(database)) as store:
        for _ in range(10):
            store.dispose(lost, None)
    line = findings(ronda)["given up"]
    assert (line["level"], line["found"]) == ("warn", "addresses of sumeks that failed ten times: 1")
    assert "ronda crawl sumeks --retry" in line["remedy"]


def test_a_clock_that_stands_before_the_last_run_is_bad(ronda: Ronda, database: Path) -> None:
    with closing(open_store(database)) as store:
        store.start_run("sumeks", at=now() + timedelta(days=2), trigger="cron", pid=1)
    assert findings(ronda)["clock"]["level"] == "bad"


def test_a_clock_of_a_year_before_this_program_is_bad() -> None:
    [finding] = checks.clock(datetime(1970, 1, 1, tzinfo=UTC), JAKARTA, None)
    assert (finding.level, "time server" in finding.remedy) == (Level.BAD, True)


def test_proxies_are_told_without_their_passwords() -> None:
    given = {"https_proxy": "http://budi:rahasia@proxy.example:3128", "HTTP_PROXY": "proxy.example:8080"}
    found = {one.name: one.found for one in checks.outside(given | {"no_proxy": "localhost,.example"})}
    assert found == {
        "https_proxy": "http://…@proxy.example:3128",
        "http_proxy": "http://proxy.example:8080",
        "no_proxy": "localhost,.example",
    }
    [odd] = checks.outside({"https_proxy": "http://budi:rahasia@[::1"})
    assert "rahasia" not in odd.found
    assert list(checks.outside({})) == []


def test_a_certificate_file_that_is_not_there_is_bad(ronda: Ronda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/tidak/ada.pem")
    found = findings(ronda)["SSL_CERT_FILE"]
    assert (found["level"], found["found"]) == ("bad", "/tidak/ada.pem does not exist")
    monkeypatch.setenv("SSL_CERT_FILE", __file__)
    assert findings(ronda)["SSL_CERT_FILE"]["level"] == "ok"


def test_a_foreign_package_that_hides_one_of_ours_is_bad(tmp_path: Path, database: Path) -> None:
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "__init__.py").touch()
    # with a database in place: the foreign package must not be asked to open it
    done = shell("-d", str(database), "doctor", cwd=tmp_path, PYTHONPATH=f"{tmp_path}:{ROOT}")
    lines = {line.split("\t")[1]: line.split("\t") for line in done.stdout.decode().splitlines()}
    assert done.returncode == 1
    assert lines["storage"][0] == "bad"
    assert str(tmp_path / "storage") in lines["storage"][2]
    assert str(ROOT / "storage") in lines["storage"][3]
    assert lines["spiders"][0] == "ok"


def test_a_package_that_is_missing_or_too_old_is_bad() -> None:
    assert checks._package("tidak-ada-paket-ini", None).level is Level.BAD
    assert checks._package("scrapy", "999.0").level is Level.BAD
    assert checks._package("scrapy", "2.19").level is Level.OK


def test_a_full_or_closed_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [finding] = checks.room(tmp_path / "no" / "such" / "ronda.db")
    assert (finding.name, finding.level) == ("disk", Level.OK)
    monkeypatch.setattr(checks, "LITTLE_DISK", shutil.disk_usage(tmp_path).total * 2)
    [finding] = checks.room(tmp_path / "ronda.db")
    assert finding.level is Level.BAD


def test_a_person_sees_remedies_below_the_findings(empty: Path) -> None:
    shown = on_a_terminal("-d", str(empty), "doctor")
    assert "warn" in shown
    assert "→ set contact" in shown
