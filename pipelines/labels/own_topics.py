"""Are the user's topics such that articles can be judged by them? Knows the gazetteer, and no article."""

from __future__ import annotations

from crawler.config import FILE_NAME, Config
from crawler.errors import ConfigError
from pipelines.labels.areas import atlas
from pipelines.labels.topics import LAIN, OPERASI, topic_names


def check_topics(config: Config) -> None:
    """Raises ConfigError, with the remedy, for a name that a topic of ours has, or a region that is none."""
    for topic in config.topics:
        where = f"{config.file or FILE_NAME}: topics.{topic.name}"
        if topic.name in (*topic_names(), OPERASI, LAIN):
            raise ConfigError(f"{where}: Ronda has a topic of this name already. Choose another name")
        for region in topic.regions:
            if not atlas().named(region):
                raise ConfigError(
                    f"{where}.regions: no province, kabupaten or kota is called {region!r}. "
                    "Write one such as 'Sumatera Selatan' or 'Kabupaten Ogan Komering Ulu'"
                )
