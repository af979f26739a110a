"""Judges a finished crawl from its figures: Scrapy's own exit code is 0 even when nothing was reached."""

from __future__ import annotations

from collections.abc import Mapping

# reasons of Scrapy's with which a crawl came to the end of its work, or of what it was allowed
_ENDED = ("finished", "closespider_timeout", "host_wait", "budget")
FEW = 3  # articles that may all fail for reasons of their own
_CUT_SHORT = {
    "closespider_timeout": "time was up",
    "host_wait": "the host wants to be left alone",
    "budget": "the source's budget was used up",
}
_SUMMED = ("revised", "duplicate", "off_topic", "failed")  # told beside what is new, where there was any


def judge(
    figures: Mapping[str, int], finish_reason: str, loss: str = "", trouble: str = ""
) -> tuple[str, str]:
    """(outcome, reason): `ok`, `failed` or `interrupted`, with a phrase a person understands.

    Failed is a run that could not keep something it had, whose lists all failed or named no article, or
    whose articles all failed. A few failed pages among good ones are asked again next time and do not make
    the run a failure. `loss` says why the last things could not be kept, `trouble` what was wrong with the
    first list that failed.
    """
    f = figures
    if f["errors"]:
        return "failed", loss or f"{f['errors']} errors: see the log"
    if finish_reason == "memusage_exceeded":
        return "failed", "took too much memory and was stopped; the next run goes on"
    if finish_reason not in _ENDED:
        return "interrupted", "stopped before it was done; the next run goes on"
    if finish_reason == "host_wait" and f["pages"] == f["failed"]:
        return "failed", loss or "the host wants to be left alone"
    if not f["lists"]:
        return "failed", "no list answered"
    if f["lists_failed"] == f["lists"]:
        which = "its only list" if f["lists"] == 1 else f"all {f['lists']} lists"
        return "failed", f"{which} failed: {trouble or 'named no article'}"
    if f["pages"] and f["failed"] == f["pages"]:
        return "failed", f"all {f['pages']} articles failed"
    if not f["links"] and not f["lists_unchanged"]:
        return "failed", "no list named an article"
    return "ok", _summary(f, finish_reason)


def is_hosts_fault(figures: Mapping[str, int], finish_reason: str) -> bool:
    """Whether what failed in a run says something of its host (or of us), and nothing of single addresses.

    So it is where no article came through and it was not one or two of them that failed: a host that is down,
    an outage page for every article, a circuit that opened.
    """
    f = figures
    if f["pages"] != f["failed"]:
        return False
    return f["failed"] >= FEW or finish_reason == "host_wait" or 0 < f["lists"] == f["lists_failed"]


def _summary(f: Mapping[str, int], finish_reason: str) -> str:
    told = [f"{f['stored']} new"]
    told += [f"{f[key]} {key.replace('_', '-')}" for key in _SUMMED if f[key]]
    if f["lists_failed"]:
        told.append(f"{f['lists_failed']} of {f['lists']} lists failed")
    if finish_reason in _CUT_SHORT:
        told.append(f"{_CUT_SHORT[finish_reason]}, the next run goes on")
    return ", ".join(told)
