"""The slow way to simulate: the numbers of one draw are written into the document, which is then an ordinary one.

Random numbers are Philox4x32-10 with whole numbers of Python; distributions follow docs/uncertainty.md.
"""

from __future__ import annotations

import copy
import math

MASK = 0xFFFFFFFF
RANKS = (5, 10, 25, 50, 75, 90, 95)


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & MASK, (a >> 32) ^ c[3] ^ k[1], a & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def uniform(seed: int, draw: int, number: int) -> float:
    x = philox([draw & MASK, draw >> 32, number, 0], [seed & MASK, seed >> 32])
    return (((x[1] << 32 | x[0]) >> 12) + 0.5) * 2.0 ** -52


def drawn(inputs: list[dict], seed: int, draw: int) -> list[float]:
    """The value of every input of `northline simulate --format json` in one draw."""
    values: list[float] = []
    for i, x in enumerate(inputs):
        u = uniform(seed, draw, i)
        if x["shape"] == "occurrence":
            p = values[x["probability_input"]] if "probability_input" in x else x["probability"]
            values.append(1.0 if u < p else 0.0)
            continue
        low, likely, high = x["low"], x["likely"], x["high"]
        if x["shape"] == "uniform":
            value = low + (high - low) * u
        else:
            rise = (likely - low) / (high - low)
            value = (low + (high - low) * math.sqrt(u * rise) if u < rise
                     else high - (high - low) * math.sqrt((1 - u) * (1 - rise)))
        values.append(min(max(value, low), high))
    return values


def at(document: dict, pointer: str):
    """The object that the pointer's last token lies in, and that token."""
    here = document
    tokens = [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]
    for t in tokens[:-1]:
        here = here[int(t)] if isinstance(here, list) else here[t]
    return here, (int(tokens[-1]) if isinstance(here, list) else tokens[-1])


def written(document: dict, inputs: list[dict], values: list[float], occurrences: bool) -> dict:
    """The document with the drawn numbers; contributions that do not occur are 0 if `occurrences` is set."""
    result = copy.deepcopy(document)
    for x, value in zip(inputs, values):
        holder, name = at(result, x["pointer"])
        if x["shape"] == "occurrence":
            if x["attribute"] == "confidence" and occurrences and value == 0:
                holder["contribution"] = 0
        elif isinstance(holder[name], dict) and "value" in holder[name]:
            # Inputs are in the document's currency.
            rate = holder[name].get("rate", 1) if holder[name].get("currency") != result.get("currency") else 1
            holder[name] = {**holder[name], "value": value / rate}
        else:
            holder[name] = value
    return result


def statistics(values: list[float], level: float | None) -> dict:
    known = sorted(v for v in values if v is not None)
    n = len(known)
    if n == 0:
        return {"mean": None, "least": None, "greatest": None, "deviation": None, "reached": None,
                "percentiles": {str(p): None for p in RANKS}, "unknown": len(values)}
    mean = math.fsum(known) / n
    return {
        "mean": mean, "least": known[0], "greatest": known[-1],
        "deviation": math.sqrt(math.fsum((v - mean) ** 2 for v in known) / (n - 1)) if n > 1 else None,
        "percentiles": {str(p): known[(n * p + 99) // 100 - 1] for p in RANKS},
        "reached": sum(v >= level for v in known) / n if level is not None else None,
        "unknown": len(values) - n,
    }
