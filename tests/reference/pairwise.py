"""A slow second evaluator of pairwise comparisons (docs/weighing.md): numpy's eigenvalues, a search along one entry
after another, and enumeration of triples. It shares no code and no method with src/facts/pairwise.cpp.
"""

from __future__ import annotations

import itertools
import math

import numpy as np

INDEX = {
    "saaty": [0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59],
    "saaty-1980": [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
    "donegan-dodd": [0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822,
                     1.4969],
    "aguaron-moreno": [0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484, 1.513, 1.535, 1.555, 1.570, 1.583, 1.595],
}


def matrix_of(items, judgements):
    """Entries nobody judged are nan."""
    a = np.full((len(items), len(items)), np.nan)
    np.fill_diagonal(a, 1)
    for one, other, ratio in judgements:
        i, j = items.index(one), items.index(other)
        a[i, j], a[j, i] = ratio, 1 / ratio
    return a


def principal(a):
    values, vectors = np.linalg.eig(a)
    at = int(np.argmax(values.real))
    w = np.abs(vectors[:, at].real)
    return float(values[at].real), w / w.sum()


def missing_of(a):
    return [(i, j) for i in range(len(a)) for j in range(i + 1, len(a)) if math.isnan(a[i, j])]


def logarithmic(a):
    """Least squares of the logarithms over what was judged."""
    n = len(a)
    rows, right = [np.ones(n)], [0.0]
    for i, j in itertools.combinations(range(n), 2):
        if not math.isnan(a[i, j]):
            row = np.zeros(n)
            row[i], row[j] = 1, -1
            rows.append(row)
            right.append(math.log(a[i, j]))
    y = np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0]
    w = np.exp(y)
    return w / w.sum()


def completed(a):
    """The missing entries that leave the least principal eigenvalue, by a general minimiser in their logarithms."""
    gaps = missing_of(a)
    if not gaps:
        return a
    w = logarithmic(a)

    def filled(logs):
        b = a.copy()
        for (i, j), x in zip(gaps, logs):
            b[i, j], b[j, i] = math.exp(x), math.exp(-x)
        return b

    logs = [math.log(w[i] / w[j]) for i, j in gaps]
    wide = 2.0
    for _ in range(200):  # one entry after the other, each by a search of its least place
        moved = 0.0
        for k in range(len(gaps)):
            low, high = logs[k] - wide, logs[k] + wide
            while high - low > 1e-7:
                third = (high - low) / 3
                one, other = ([*logs[:k], x, *logs[k + 1:]] for x in (low + third, high - third))
                if principal(filled(one))[0] <= principal(filled(other))[0]:
                    high -= third
                else:
                    low += third
            moved = max(moved, abs(logs[k] - (low + high) / 2))
            logs[k] = (low + high) / 2
        if moved < 1e-7:
            break
        wide = max(1e-3, 2 * moved)
    return filled(logs)


def weigh(a, method="eigenvector", completion="eigenvalue"):
    n = len(a)
    gaps = missing_of(a)
    if method == "geometric_mean":
        w = logarithmic(a)
        b = np.where(np.isnan(a), np.outer(w, 1 / w), a)
    elif completion == "harker" and gaps:
        b = np.nan_to_num(a, nan=0.0)
        for i, j in gaps:
            b[i, i] += 1
            b[j, j] += 1
        w = principal(b)[1]
        if method == "column_average":
            b = np.where(np.isnan(a), np.outer(w, 1 / w), a)
    else:
        b = completed(a)
        w = principal(b)[1]
    if method == "column_average":
        w = (b / b.sum(axis=0)).mean(axis=1)
    eigenvalue = float(np.mean(b @ w / w))
    full = np.where(np.isnan(a), np.outer(w, 1 / w), a) if completion == "harker" else b
    return {"weights": w, "eigenvalue": eigenvalue, "consistency_index": (eigenvalue - n) / (n - 1) if n > 2 else 0.0,
            "matrix": full}


def inconsistency(a):
    n = len(a)
    distance, turned, worst, triples = 0.0, 0, 0.0, 0
    for i, j, k in itertools.permutations(range(n), 3):
        if math.isnan(a[i, j]) or math.isnan(a[i, k]) or math.isnan(a[k, j]):
            continue
        direct, way = math.log(a[i, j]), math.log(a[i, k]) + math.log(a[k, j])
        triples += 1
        distance += abs(direct - way)
        turned += abs(direct) > 1e-12 and abs(way) > 1e-12 and direct * way < 0
        quotient = a[i, j] / (a[i, k] * a[k, j])
        worst = max(worst, min(abs(1 - quotient), abs(1 - 1 / quotient)))
    if not triples:
        return (0.0, 0.0, 0.0) if n < 3 else (None, None, None)
    return distance / triples, turned / triples, worst
