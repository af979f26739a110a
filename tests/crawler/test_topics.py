"""Topics of a user's own, as `ronda.toml` states them: read strictly, every mistake with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.config import Config, read_config
from crawler.errors import CatalogError, ConfigError
from crawler.labels import OwnTopic, Watch
from pipelines.labels.own_topics import check_topics
from spiders.catalog import load_catalog

SAWIT = OwnTopic(name="sawit", words=("sawit", "kelapa sawit"), regions=("Sumatera Selatan",))


def configured(folder: Path, text: str) -> Config:
    file = folder / "ronda.toml"
    file.write_text(text, encoding="utf-8")
    config = read_config(file, environ={})
    check_topics(config)
    return config


def test_a_table_becomes_a_topic(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        '[topics.sawit]\nwords = ["sawit", "kelapa  sawit", "sawit"]\nregions = ["Sumatera Selatan"]\n',
    )
    assert config.topics == (SAWIT,)
    assert config.topic == "polri"
    assert config.watch(region="Lampung") == Watch(region="Lampung", topic="polri", topics=(SAWIT,))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("topics = 3", "topics: write one table a topic"),
        ("[topics]\nsawit = 1", r"topics.sawit: is no table. Write \[topics.sawit\]"),
        ("[topics.Sawit]\nwords = ['x']", "is no name of a topic. Use up to 60 lower-case letters"),
        ("[topics.polri]\nwords = ['x']", "the police's own topic. Choose another name"),
        ("[topics.narkoba]\nwords = ['x']", "has a topic of this name already. Choose another name"),
        ("[topics.sawit]\nword = ['x']", "topics.sawit.word: unknown key. Known are words, units, regions"),
        ("[topics.sawit]\nwords = 'x'", "topics.sawit.words: 'x' is not a list of texts. Write"),
        ("[topics.sawit]\nwords = ['--']", "topics.sawit.words: the entry '--' has no letter. Fill it in"),
        ("[topics.sawit]\nwords = []", "topics.sawit: asks for nothing. Write such as words"),
        (
            "[topics.sawit]\nregions = ['Atlantis']",
            "is called 'Atlantis'. Write one such as 'Sumatera",
        ),
        ("topic = 'sawi'\n[topics.sawit]\nwords = ['sawit']", "topic: no topic 'sawi'. Did you mean 'sawit'"),
        ("topic = 'x'", r"topic: no topic 'x'. Known are polri; a table \[topics.NAME\] makes one"),
        ("off_topic = 'delete'", "off_topic: 'delete' is none of keep, drop"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        configured(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "ronda.toml"))


def test_a_source_is_watched_for_its_own_topic_and_region_else_for_that_of_all() -> None:
    config = Config(
        topic="sawit", topics=(SAWIT,), sources={"sumeks": {"topic": "polri", "region": "Kota Palembang"}}
    )
    catalog = load_catalog(config)
    assert catalog["sumeks"].hints.watch == Watch(region="Kota Palembang", topic="polri", topics=(SAWIT,))
    assert catalog["palpos"].hints.watch == Watch(region="Sumatera Selatan", topic="sawit", topics=(SAWIT,))


def test_a_source_with_a_topic_that_is_none_is_told() -> None:
    with pytest.raises(CatalogError, match=r"sources.sumeks.topic: no topic 'sawit'. Known are polri"):
        load_catalog(Config(sources={"sumeks": {"topic": "sawit"}}))
