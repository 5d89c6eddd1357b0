"""The influence matrix as somebody careful would write it with numpy and SciPy.

    python influence_peer.py FOLDER [--runs N]

Reads influence-dense.json and influence-sparse.json, which bench_influence writes with --documents. Reading is not
timed: all start from sparse arrays, as Northline's "matrix" starts from its graph. "solved" is the general way, which
serves graphs with circles too, as Northline does; "shortcut" is Northline's own idea written in numpy and SciPy for
graphs without circles. Medians of processor time are printed as JSON.
"""

import argparse
import json
import pathlib
import statistics
import time

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spl


def arrays(document):
    """(goal to goal, program to goal) as compressed rows; goals come before what they support."""
    goals = {g: i for i, g in enumerate(document["goals"])}
    totals = {}
    for goal in document["goals"].values():
        for parent, weight in goal.get("refines", {}).items():
            totals[parent] = totals.get(parent, 0) + weight
    rows, columns, sizes = [], [], []
    for g, goal in document["goals"].items():
        for target, size in goal.get("supports", {}).items():
            rows.append(goals[g]), columns.append(goals[target]), sizes.append(size / 100)
        for parent, weight in goal.get("refines", {}).items():
            rows.append(goals[g]), columns.append(goals[parent]), sizes.append(weight / totals[parent])
    a = sp.csr_matrix((sizes, (rows, columns)), shape=(len(goals), len(goals)))
    rows, columns, sizes = [], [], []
    for i, program in enumerate(document["programs"].values()):
        for target, size in program["contributes_to"].items():
            rows.append(i), columns.append(goals[target]), sizes.append(size / 100)
    return a, sp.csr_matrix((sizes, (rows, columns)), shape=(len(document["programs"]), len(goals)))


def solved(a, b):
    """The general way, circles or none: the goals' matrix taken apart once, then solved for all programs at once."""
    apart = spl.splu((sp.eye_array(a.shape[0], format="csc") - a.T).tocsc())
    return apart.solve(b.T.toarray(order="F"))


def closed(a, b):
    """Goals by goals first, of which each program takes its few rows; substitution, as there are no circles."""
    closure = spl.spsolve_triangular(sp.eye_array(a.shape[0], format="csr") - a, np.eye(a.shape[0]), lower=True)
    return b @ closure


def series(a, b):
    """The Neumann series over sparse matrices, which ends at the depth of the tree."""
    result, step = b, b
    while True:
        step = step @ a
        if step.nnz == 0:
            return result
        result = result + step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    out = {}
    for name, shortcut in (("dense", closed), ("sparse", series)):
        document = json.loads((options.folder / f"influence-{name}.json").read_text())
        a, b = arrays(document)
        out[name] = {}
        for way, solve in (("solved", solved), ("shortcut", shortcut)):
            times = []
            for run in range(options.runs + 1):
                start = time.process_time()
                m = solve(a, b)
                if run:
                    times.append(time.process_time() - start)
            out[name][way] = {"seconds": statistics.median(times), "sum": float(m.sum())}
    print(json.dumps(out, indent=1))


main()
