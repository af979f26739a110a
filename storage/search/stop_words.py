"""Indonesian words that stand in almost every article. Knows no search.

A search for one of them reads every article (1.6 s at a million), and tells nothing.
"""

from __future__ import annotations

_WORDS = """
ada adalah agar akan aku anda antara apa atas atau bagi bahwa baru beberapa bisa boleh bukan dalam
dan dapat dari dengan di dia harus hingga ia ialah ini itu jadi jika juga kalau kami karena kata katanya
ke kepada kita lagi lain lalu lebih maka masih mereka namun nya oleh pada para pun saat saja sampai
sang sangat saya sebagai sebelum sebuah secara sedang sehingga sejak sementara seorang seperti
serta setelah si sini situ suatu sudah supaya tapi telah tentang tersebut tetapi tidak untuk ujar ujarnya
yaitu yakni yang
"""
STOP_WORDS = frozenset(_WORDS.split())
