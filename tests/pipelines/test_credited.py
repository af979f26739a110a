from __future__ import annotations

import time

import pytest

from pipelines.credited import Credit, read_credit

LEDE = "SRIPOKU.COM, SEKAYU - Polisi menutup sumur minyak."
BODY = "Kalimat kedua dari laporan itu."


def test_outlet_of_the_dateline_is_credited_when_nobody_else_is() -> None:
    assert read_credit([LEDE, BODY]) == Credit(dateline="SEKAYU", agency="SRIPOKU.COM")
    assert read_credit([BODY, BODY]) == Credit()


@pytest.mark.parametrize(
    ("lines", "end", "agency"),
    [
        (["TribunSolo.com"], BODY, "TribunSolo.com"),
        ([], "Warga diungsikan. (Kompas.com/Gilang Satria)", "Kompas.com"),
        ([], "Warga diungsikan (Sripoku.com/Sri Juliati, Kompas.com/Gilang Satria)", "Kompas.com"),
        ([], "Warga diungsikan. (Sripoku.com/Sri Juliati)", "SRIPOKU.COM"),
        ([], "Warga diungsikan, dilansir detikJateng, Rabu (28/5/2026).", "detikJateng"),
        ([], "Warga diungsikan, dikutip dari laman Reuters, Rabu.", "Reuters"),
        (["Kompas.com"], "Dilansir detikJateng, warga diungsikan.", "Kompas.com"),
        (["Random"], BODY, "SRIPOKU.COM"),
        (["***"], BODY, "SRIPOKU.COM"),
    ],
)
def test_line_counts_before_a_signature_and_that_before_a_quotation(
    lines: list[str], end: str, agency: str
) -> None:
    assert read_credit([LEDE, BODY, end], lines).agency == agency


def test_people_who_sign_at_the_end_are_named_and_initials_are_not() -> None:
    assert read_credit([LEDE, "Selesai. (TribunPadang.com/Muhammad Iqbal)"]).people == ("Muhammad Iqbal",)
    assert read_credit([LEDE, "Selesai. (boy/jpnn)"]).people == ()
    assert read_credit([LEDE, "Mobil itu (Avanza/Xenia) disita polisi."]).people == ()


def test_time_is_bounded_whatever_the_text() -> None:
    started = time.process_time()
    for piece in ("(", "dilansir ", "a.b/", "(a.b/c,", "dilansir a."):
        read_credit([piece * 20_000] * 3, [piece * 100])
    assert time.process_time() - started < 1
