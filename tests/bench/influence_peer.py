"""The influence matrix as somebody careful would write it with numpy and SciPy.

    python influence_peer.py FOLDER [--runs N]

Reads influence-dense.json and influence-sparse.json, which bench_influence writes with --documents. Reading is not
timed: "whole" starts from the parsed document as Northline's starts from its snapshot, "matrix" from arrays. Medians of
processor time are printed as JSON.
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


def dense(a, b):
    """The goals' closure once by substitution (the matrix is triangular), then each program's few rows of it."""
    closure = spl.spsolve_triangular(sp.eye_array(a.shape[0], format="csr") - a, np.eye(a.shape[0]), lower=True)
    return b @ closure


def sparse(a, b):
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
    for name, solve in (("dense", dense), ("sparse", sparse)):
        document = json.loads((options.folder / f"influence-{name}.json").read_text())
        a, b = arrays(document)
        times = {"matrix": [], "whole": []}
        for run in range(options.runs + 1):
            start = time.process_time()
            solve(a, b)
            middle = time.process_time()
            m = solve(*arrays(document))
            end = time.process_time()
            if run:
                times["matrix"].append(middle - start)
                times["whole"].append(end - middle)
        out[name] = {step: statistics.median(t) for step, t in times.items()}
        out[name]["sum"] = float(m.sum())
    print(json.dumps(out, indent=1))


main()
