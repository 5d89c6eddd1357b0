"""Writes the page docs/performance.md from what tests/bench/run.sh measured.

    python report.py MEASUREMENTS BUILD > docs/performance.md
"""

import json
import os
import pathlib
import platform
import re
import sys

TARGETS = {"all": {100_000: 2.0, 1_000_000: 2.5}, "read": {100_000: 1.2, 1_000_000: 1.2}}


def machine():
    """Processor and memory; names of machines and people stay out."""
    model, cores = "unknown processor", os.cpu_count()
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        model = re.search(r"model name\s*:\s*(.+)", text).group(1)
        memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)
        return f"{model}, {cores} cores, {int(memory) / 2**20:.0f} GiB of memory"
    except (OSError, AttributeError):
        return f"{model}, {cores} cores"


def build_type(build):
    cache = (pathlib.Path(build) / "CMakeCache.txt").read_text()
    found = dict(re.findall(r"^(CMAKE_BUILD_TYPE|CMAKE_CXX_FLAGS|CMAKE_CXX_FLAGS_RELEASE)(?::\w+)=(.*)$", cache, re.M))
    flags = f"{found.get('CMAKE_CXX_FLAGS', '')} {found.get('CMAKE_CXX_FLAGS_RELEASE', '')}".strip()
    return f"{found.get('CMAKE_BUILD_TYPE', '')} ({flags} -ffp-contract=off)"


def duration(seconds):
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"


def number(value):
    return f"{value:,}"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join(" --- " if n == 0 else " ---: " for n in range(len(head))) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def verdict(value, limit, at_least=False):
    good = value >= limit if at_least else value <= limit
    return "held" if good else "**missed**"


def median(file, name):
    return file[name]["median"]


def form(path):
    return "compact" if path.endswith("-compact.json") else "indented"


def reading(read):
    yield "## Reading, checking and scoring beside Boost.JSON"
    yield ""
    yield (
        f"The same bytes in one process; medians of {read['rounds']} interleaved rounds. *Parse* is "
        "`boost::json::parse(text)` with its default storage, *monotonic* the same with a `monotonic_resource`. "
        "Northline reads (every problem with its place, all references resolved), runs every check "
        f"({read['checks']} of them) and scores. Ratios are against *parse*."
    )
    yield ""
    rows = []
    for path, file in read["files"].items():
        parse = median(file, "boost.parse")
        rows.append(
            [
                f"{number(file['elements'])} {form(path)}",
                f"{file['bytes'] / 1e6:.1f} MB",
                duration(parse),
                duration(median(file, "boost_monotonic.parse")),
                *(
                    f"{duration(median(file, f'northline.{step}'))} ({median(file, f'northline.{step}') / parse:.2f} ×)"
                    for step in ("read", "read_check", "all")
                ),
            ]
        )
    yield from table(["elements", "text", "parse", "monotonic", "read", "read + check", "read + check + score"], rows)


def promises(read, memory, peer):
    """Rows of the table of promises: what, limit, measured, held."""
    by_size = {}
    for path, file in read["files"].items():
        by_size.setdefault(file["elements"], {})[form(path)] = file
    for step, name in (("all", "reading, the 45 checks of the first list and scoring"), ("read", "reading alone")):
        for size, limit in TARGETS[step].items():
            for kind, file in by_size.get(size, {}).items():
                ratio = median(file, f"first_list.{step}") / median(file, "boost.parse")
                yield [
                    f"{name}, {number(size)} elements, {kind}, against Boost.JSON's parse",
                    f"≤ {limit} ×", f"{ratio:.2f} ×", verdict(ratio, limit),
                ]  # fmt: skip
    for kind, file in by_size.get(100_000, {}).items():
        whole = median(file, "northline.read_check") / median(file, "northline.read") - 1
        yield [
            f"all {read['checks']} checks, 100,000 elements, {kind}, against reading",
            "≤ 1 ×", f"{whole:.2f} ×", verdict(whole, 1),
        ]  # fmt: skip
    if 10_000 in by_size and 1_000_000 in by_size:
        for kind, file in by_size[1_000_000].items():
            small = median(by_size[10_000][kind], "northline.all") / 10_000
            growth = median(file, "northline.all") / 1_000_000 / small
            yield [
                f"time per element at 1,000,000 against 10,000, {kind}",
                "≤ 2 ×", f"{growth:.2f} ×", verdict(growth, 2),
            ]  # fmt: skip
    empty = read["empty_document"]["median"]
    yield ["an empty document, everything", "≤ 0.2 ms", duration(empty), verdict(empty, 0.0002)]
    for row in memory:
        m = row["measured"]
        if m["elements"] == 1_000_000:
            allowed = 300 * m["elements"] + 32 * m["findings"]
            kind = "with defects" if "defects" in row["file"] else form(row["file"])
            yield [
                f"peak memory at 1,000,000 elements and {number(m['findings'])} findings, {kind}",
                f"≤ {allowed / 1e6:.0f} MB", f"{m['peak']['all'] / 1e6:.0f} MB", verdict(m["peak"]["all"], allowed),
            ]  # fmt: skip
    for size, alone, together in comparisons(read, peer):
        yield [
            f"ten checks alone, {number(size)} elements, against networkx",
            "≥ 150 × faster", f"{alone:.0f} ×", verdict(alone, 150, True),
        ]  # fmt: skip
        yield [
            f"reading and ten checks, {number(size)} elements, against networkx",
            "≥ 20 × faster", f"{together:.0f} ×", verdict(together, 20, True),
        ]  # fmt: skip


def numbers(data):
    """The same for evaluation, gradient, influence and simulation."""
    e, gradients, i, peer, u = data
    for name, limit, text in (("cached", 2, "the order at hand"), ("whole", 15, "finding the order")):
        ratio = e[f"{name}.ratio"]
        yield [
            f"evaluation of {number(e['elements'])} elements with {number(e['relations'])} relations, {text}, against "
            "one gather pass",
            f"≤ {limit} ×", f"{ratio:.2f} ×", verdict(ratio, limit),
        ]  # fmt: skip
    for g in gradients:
        yield [
            f"gradient of the overall score to {number(g['slopes'])} numbers of {number(g['elements'])} elements, against "
            "one scoring",
            "≤ 5 ×", f"{g['ratio']:.2f} ×", verdict(g["ratio"], 5),
        ]  # fmt: skip
    ratio = i["dense.matrix.ratio"]
    size = f"{number(i['programs'])} programs on {number(i['goals'])} goals"
    yield [f"influence of {size}, dense, against filling the result", "≤ 3 ×", f"{ratio:.2f} ×", verdict(ratio, 3)]
    for form in ("dense", "sparse"):
        faster = {way: peer[form][way]["seconds"] / i[f"{form}.matrix"]["median"] for way in ("solved", "shortcut")}
        density = "" if form == "dense" else f" ({100 * i['sparse.density']:.1f} % full)"
        what = f"influence of {size}, {form}{density}, against"
        ratio = faster["solved"]
        yield [f"{what} SciPy's sparse solver", "≥ 20 × faster", f"{ratio:.0f} ×", verdict(ratio, 20, True)]
        yield [f"{what} our way in numpy and SciPy, which no circle may cross", "–", f"{faster['shortcut']:.1f} ×", ""]
    draws = f"simulation, {number(u['draws'])} draws over the council's strategy"
    yield [f"{draws}, against drawing", "≤ 4 ×", f"{u['simulate.draws']:.2f} ×", verdict(u["simulate.draws"], 4)]
    faster = u["score.simulations"]
    yield [f"{draws}, against as many scorings", "≥ 20 × faster", f"{faster:.0f} ×", verdict(faster, 20, True)]
    yield [f"{draws}, two threads", "≥ 1.8 × faster", f"{u['two.faster']:.2f} ×", verdict(u["two.faster"], 1.8, True)]
    apart = f"{u['apart.faster']:.2f} ×"
    yield ["two threads with a simulation of half the draws each, which share nothing", "–", apart, ""]


def comparisons(read, peer):
    for path, theirs in peer["files"].items():
        ours = read["files"][path]
        yield (
            theirs["elements"],
            theirs["check"] / median(ours, "structural.checks_alone"),
            theirs["total"] / median(ours, "structural.read_check"),
        )


def structural(read, peer, agreement):
    yield "## Ten structural checks beside networkx"
    yield ""
    yield (
        "Unknown references, wrong ends, cycles of parts and of waiting, elements tied to nothing, goals counted "
        "twice, goals without line of sight, goals without work, work without goal, goals without metric: in "
        "`tests/bench/networkx_peer.py` as somebody at home in networkx writes them. Both sides find the same "
        f"elements ({sum(row['networkx'] for row in agreement.values())} findings in a document of 10,000 elements "
        "with broken references, compared code by code)."
        if all(row["same"] for row in agreement.values())
        else "The two sides do NOT find the same elements; see `tests/bench/agreement.py`."
    )
    yield ""
    rows = []
    for (path, theirs), (size, alone, together) in zip(peer["files"].items(), comparisons(read, peer)):
        ours = read["files"][path]
        rows.append([f"{number(size)}: checks alone", duration(theirs["check"]),
                     duration(median(ours, "structural.checks_alone")), f"{alone:.0f} ×"])  # fmt: skip
        rows.append([f"{number(size)}: reading and checks", duration(theirs["total"]),
                     duration(median(ours, "structural.read_check")), f"{together:.0f} ×"])  # fmt: skip
    yield from table(["elements", "networkx", "Northline", "faster"], rows)
    yield (
        f"networkx {peer['versions']['networkx']}, Python {peer['versions']['python']}. Its reading is `json.load` "
        "and building one MultiDiGraph; its checks take out the relations they look at, each once. Reading takes "
        + ", ".join(
            f"{duration(f['load'])} + {duration(f['build'])} at {number(f['elements'])}" for f in peer["files"].values()
        )
        + "."
    )
    yield ""


def memory_section(memory):
    yield "## Memory"
    yield ""
    yield (
        "The most bytes that were allocated at one moment while loading, checking and scoring, above the caller's "
        "text, counted at malloc; one process per file. A finding is a row and its arguments; words are made when "
        "they are asked for."
    )
    yield ""
    rows = []
    for row in memory:
        m = row["measured"]
        kind = "with defects" if "defects" in row["file"] else form(row["file"])
        rows.append([
            f"{number(m['elements'])} {kind}", f"{m['bytes'] / 1e6:.1f} MB", number(m["findings"]),
            *(f"{m['peak'][step] / 1e6:.1f} MB" for step in ("reading", "checking", "scoring")),
            f"{(m['peak']['all'] - 32 * m['findings']) / m['elements']:.0f} B",
            f"{m['finding_bytes'] / m['findings']:.0f} B" if m["findings"] else "–",
        ])  # fmt: skip
    yield from table(
        ["elements", "text", "findings", "reading", "checking", "scoring", "per element, findings at 32 B apart",
         "per finding"],
        rows,
    )  # fmt: skip


def main():
    data, build = map(pathlib.Path, sys.argv[1:])
    load = lambda name: json.loads((data / f"{name}.json").read_text())  # noqa: E731
    read, memory, peer, agreement = (load(name) for name in ("read", "memory", "networkx", "agreement"))
    analyses = [load(name) for name in ("evaluation", "gradient", "influence", "influence-peer", "uncertainty")]
    lines = [
        "# Performance",
        "",
        "Written by `tests/bench/run.sh`; nothing on this page is typed by hand. Times are processor time of "
        "one thread, so that other work on the machine does not count. What carries over to other machines are the ratios.",
        "",
        f"Machine: {machine()}. {platform.system()} {platform.release().split('-')[0]}, compiler "
        f"{read['compiler']}, {build_type(build)}, Boost {read['boost'].replace('_', '.')}. The documents come from "
        "`northline-generate` (seed 1).",
        "",
        "## What is promised, and what was measured",
        "",
        *table(["what", "limit", "measured", ""], [*promises(read, memory, peer), *numbers(analyses)]),
        *reading(read),
        *structural(read, peer, agreement),
        *memory_section(memory),
    ]
    print("\n".join(lines).rstrip())


if __name__ == "__main__":
    main()
