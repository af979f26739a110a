"""Scrapy's settings, made from our Config. `scrapy crawl` reads this module; `ronda crawl` the function.

Scrapy 2.19's own defaults are made for another trade: no pause, eight requests at once, robots.txt ignored,
certificates unverified, cookies kept, a remote control and a telnet console open. All that is set here, and
why.
"""

from __future__ import annotations

from typing import Any

from crawler.config import Config, read_config
from crawler.errors import ConfigError
from crawler.manners import pause

# Scrapy would add many more unasked. Each costs something a request; remote control and telnet console are
# open ports, and cost 50 ms of each start. So what it adds (its _BASE settings) is emptied.
NOTHING_ELSE: dict[str, dict[str, int]] = {
    "EXTENSIONS_BASE": {},
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "SPIDER_MIDDLEWARES_BASE": {},
}
# from the spider to the web
MIDDLEWARES = {
    "crawler.middlewares.site.SiteGate": 70,  # first: another site is not even looked up
    "crawler.middlewares.gate.OutboundGate": 80,
    "crawler.middlewares.budget.Budget": 92,
    "crawler.middlewares.robots.RobotsGate": 100,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.middlewares.patience.Patience": 555,  # sees what Scrapy tries again (550), too
    "crawler.middlewares.conditional.ConditionalGet": 560,
    "crawler.middlewares.unpack.Unpacking": 590,
    "crawler.middlewares.redirect.Redirects": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "crawler.extensions.letting_go.LettingGo": 0,
    "crawler.extensions.own_memory.OwnMemory": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,  # scrapy crawl -O
    "crawler.extensions.run_recorder.RunRecorder": 10,  # records what the others counted
    "crawler.extensions.story_linker.StoryLinker": 20,
}
HANDLERS = dict.fromkeys(("http", "https"), "crawler.middlewares.fetch.LimitedHandler") | dict.fromkeys(
    ("file", "data", "ftp", "s3")
)


def scrapy_settings(config: Config) -> dict[str, Any]:
    """Every Scrapy setting that differs from Scrapy's default; a source adds its politeness on top."""
    return {
        "RONDA": config,
        "BOT_NAME": "ronda",
        "SPIDER_MODULES": ["spiders"],
        "SPIDER_LOADER_CLASS": "spiders.loader.CatalogLoader",
        "ITEM_PIPELINES": {
            "pipelines.stages.ArchiveStage": 50,
            "pipelines.stages.ReadStage": 100,
            "pipelines.stages.StoreStage": 200,
        },
        **NOTHING_ELSE,
        "EXTENSIONS": EXTENSIONS,
        "SPIDER_MIDDLEWARES": {"crawler.middlewares.frontier.Frontier": 100},
        "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
        # a guest
        "USER_AGENT": config.agent(),
        "DOWNLOAD_DELAY": pause(config.delay)[0],
        "DOWNLOAD_DELAY_JITTER": pause(config.delay)[1],
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "id,en;q=0.5",
            "Accept-Encoding": "gzip, deflate, br",
        },
        # limits
        "DOWNLOAD_TIMEOUT": config.fetch_seconds,
        "DOWNLOAD_MAXSIZE": int(config.fetch_megabytes * 1024 * 1024),
        "DOWNLOAD_WARNSIZE": 0,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 1,
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],  # 429 and 503: Patience
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # the spider's refusal says it once, as a warning
        "CLOSESPIDER_TIMEOUT": config.run_minutes * 60,
        "DNS_TIMEOUT": config.fetch_seconds,
        # An answer gives one item at most, and Scrapy starts so many tasks for each: its 100 cost a
        # millisecond a page.
        "CONCURRENT_ITEMS": 2,
        # newest first: lists name the newest first, and a queue keeps that order where a stack turns it round
        "SCHEDULER_MEMORY_QUEUE": "crawler.middlewares.waiting.Waiting",
        # the outside
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_DNS_RESOLVER": "crawler.middlewares.gate.Pins",
        "DOWNLOAD_HANDLERS": HANDLERS,
        # the log
        "LOG_LEVEL": config.log_level.upper(),
        "LOG_FORMAT": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        "STATS_DUMP": False,
    }


try:
    CONFIG = read_config()
except ConfigError as error:  # `scrapy list` with a wrong ronda.toml: the reason, no traceback
    raise SystemExit(f"ronda: {error}") from error

globals().update(scrapy_settings(CONFIG))
