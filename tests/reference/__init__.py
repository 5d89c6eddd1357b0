"""Slow programs that follow the written definitions word by word; the library is compared with them."""
