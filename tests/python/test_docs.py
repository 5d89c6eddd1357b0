"""What the pages show is what happens: commands, programs, numbers, tables and links.

After a change of what the tool prints: `NORTHLINE_UPDATE=1 python -m pytest tests/python/test_docs.py` (with NORTHLINE_BIN
set, as tests/run.sh does) writes the outputs, numbers and tables into the pages again; look at the difference before it is
committed.

How pages are marked:
  ```console          `$ ` begins a command, the lines after it are all it prints (standard error too)
  ```pycon            `>>> ` begins a statement, the lines after it are all it prints
  ```python           runs without an exception, in the same interpreter as the page's other Python
  ```json northline   passes strict reading; `file=name` puts it where the page's later commands find it
  | … `case` … | 0.6 | 0.6 | 0.6 | 1 |   score, lower, upper, known of a worked example in tests/cases/alignment.json
  `2 · 3 = 6`         arithmetic is worked out
"""

import ast
import contextlib
import doctest
import importlib.util
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import traceback

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from reference import alignment  # noqa: E402

UPDATE = os.environ.get("NORTHLINE_UPDATE") == "1"
TOOL = os.environ.get("NORTHLINE_BIN")
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build" / "release")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, *sorted((ROOT / "docs/checks").glob("*.md"))]
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

needs_tool = pytest.mark.skipif(not TOOL, reason="NORTHLINE_BIN is not set, so there is no tool to run.")


def name(page):
    return str(page.relative_to(ROOT))


def blocks(page):
    """(info string, text, start, end) of the fenced blocks."""
    text = page.read_text(encoding="utf-8")
    return [(m[1].strip(), m[2], m.start(2), m.end(2)) for m in FENCE.finditer(text)]


def pages_with(language):
    return [p for p in PAGES if any(info.split()[:1] == [language] for info, *_ in blocks(p))]


def replaced(page, changes):
    """Writes other texts between (start, end)."""
    text = page.read_text(encoding="utf-8")
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    page.write_text(text, encoding="utf-8")


def compare(page, shown, now):
    """The blocks as shown and as they come out now; writes them when asked to."""
    changes = [(start, end, new) for (start, end, old), new in zip(shown, now) if old != new]
    if UPDATE:
        replaced(page, changes)
        return
    for (_, _, old), new in zip(shown, now):
        assert old == new, f"{name(page)} shows what no longer comes out; NORTHLINE_UPDATE=1 writes it again."


def place_to_work(directory):
    """An empty directory with the repository's folders, as somebody in a clone would see them."""
    for folder in ("examples", "docs", "tests"):
        (directory / folder).symlink_to(ROOT / folder)


# ---- commands --------------------------------------------------------------------------------------------------


def commands_of(block):
    """[(command as written, command to run)]: a command goes on over lines that end with a backslash."""
    found, lines = [], block.split("\n")
    i = 0
    while i < len(lines):
        if lines[i].startswith("$ "):
            written = [lines[i]]
            while written[-1].endswith("\\"):
                i += 1
                written.append(lines[i])
            found.append(("\n".join(written), "\n".join([written[0][2:], *written[1:]])))
        i += 1
    return found


def run_commands(commands, directory):
    """What each prints, run by one shell one after the other, so that `$?` and variables mean what they say."""
    mark = "--8<-- end of a command --8<--"
    script = "exec 2>&1\n" + "".join(
        f"{command}\n__status=$?; printf '\\n{mark}\\n'; (exit $__status)\n" for command in commands)
    environment = {**os.environ, "PATH": f"{pathlib.Path(TOOL).resolve().parent}:{os.environ['PATH']}",
                   "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", script], cwd=directory, env=environment, capture_output=True, timeout=120,
                          stdin=subprocess.DEVNULL)
    outputs = done.stdout.decode("utf-8").split(f"\n{mark}\n")
    assert len(outputs) == len(commands) + 1, f"The shell stopped early: {outputs[-1]}"
    return [o if o == "" or o.endswith("\n") else o + "\n" for o in outputs[:-1]]


@needs_tool
@pytest.mark.parametrize("page", pages_with("console"), ids=name)
def test_commands_print_what_is_shown(page, tmp_path):
    place_to_work(tmp_path)
    shown, now = [], []
    for info, text, start, end in blocks(page):
        if info.startswith("json") and "file=" in info:
            (tmp_path / info.split("file=")[1]).write_text(text, encoding="utf-8")
        if info != "console":
            continue
        commands = commands_of(text)
        assert commands and text.startswith("$ "), f"A console block of {name(page)} begins with no command."
        outputs = run_commands([c for _, c in commands], tmp_path)
        shown.append((start, end, text))
        now.append("".join(f"{written}\n{output}" for (written, _), output in zip(commands, outputs)))
    compare(page, shown, now)


@needs_tool
@pytest.mark.parametrize("page", [p for p in PAGES if "```json northline" in p.read_text(encoding="utf-8")], ids=name)
def test_documents_pass_strict_reading(page):
    for info, text, *_ in blocks(page):
        if info.startswith("json northline"):
            done = subprocess.run([TOOL, "check", "--strict", "--fail-on", "never", "-"], input=text, encoding="utf-8",
                                  capture_output=True)
            assert done.returncode == 0, f"{name(page)}: {done.stderr}\n{text}"


@needs_tool
def test_commands_and_options_exist():
    """Also those that are only mentioned in a sentence."""
    def help_of(*words):
        return subprocess.run([TOOL, *words, "--help"], capture_output=True, encoding="utf-8").stdout

    subcommands = set(re.findall(r"^  ([a-z]+) ", help_of().split("ubcommands:", 1)[1], re.MULTILINE))
    helps = {s: help_of(s) for s in subcommands}
    assert {"check", "score", "why"} <= subcommands
    wrong = []
    for page in ALL_PAGES:
        text = page.read_text(encoding="utf-8")
        spans = re.findall(r"`(northline [^`]+)`", FENCE.sub("", text))
        spans += [line for info, block, *_ in blocks(page) if info in ("sh", "") for line in block.split("\n")
                  if line.startswith("northline ")]
        for span in spans:
            word = span.split()[1]
            if word.startswith("-"):
                continue
            if word not in subcommands:
                wrong.append(f"{name(page)}: {span}: there is no {word}")
                continue
            for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", span):
                if not re.search(rf"(?<![\w-]){option}(?![\w-])", helps[word]):
                    wrong.append(f"{name(page)}: {span}: {word} has no {option}")
    assert not wrong, "\n".join(wrong)


@needs_tool
def test_members_of_the_output():
    """The tables of docs/outputs.md name every member that is printed, and no other."""
    def printed(*words):
        return json.loads(subprocess.run([TOOL, *words], capture_output=True, encoding="utf-8").stdout)

    broken = {"northline": 1, "as_of": "2026-11-21", "visions": {"v": {"title": "Home"}},
              "goals": {"g": {"title": "Grow", "supports": "nobody", "importance": 120}}}
    council = ROOT / "examples/strategies/council.json"
    done = subprocess.run([TOOL, "check", "--format", "json", "-"], input=json.dumps(broken), encoding="utf-8",
                          capture_output=True)
    check, score = json.loads(done.stdout), printed("score", "--format", "json", council)
    goal = next(iter(score["goals"].values()))
    dimensions = [d for g in score["goals"].values() for d in g["dimensions"].values() if d["applicable"]]
    why = printed("why", council, next(iter(score["goals"])), "--format", "json")

    def nodes(tree):
        yield tree
        for child in tree.get("children", []):
            yield from nodes(child)

    assert any("fix" in f for f in check["findings"])
    real = {
        "check": set(check),
        "finding": set().union(*map(set, check["findings"])),
        "summary": set(check["summary"]),
        "score": set(score),
        "number": set(score["overall"]),
        "goal": set(goal),
        "dimension": set(dimensions[0]),
        "spend": set(score["aligned_spend"]["money"]),
        "why": set(why),
        "node": set().union(*map(set, nodes(why["tree"]))),
    }
    page = (ROOT / "docs/outputs.md").read_text(encoding="utf-8")
    for what, members in real.items():
        table = re.search(rf"<!-- members: {what} -->\n(.*?)\n\n", page, re.DOTALL)
        assert table, f"docs/outputs.md has no table of the members of {what}."
        rows = [row.split("|")[1] for row in table[1].split("\n")[2:]]
        named = {m for row in rows for m in re.findall(r"`([a-z_]+)`", row)}
        sometimes = {
            "node": {"assumed", "power", "label"},
            "why": {"changes", "inputs"},
            "check": {"stats"},
            "finding": {"suppressed", "baselined", "caused_by", "reason", "until"},
        }.get(what, set())
        assert named - sometimes == members - sometimes, f"The members of {what}."


# ---- Python ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted({*pages_with("python"), *pages_with("pycon")} - {ROOT / "docs/embedding.md"}), ids=name)
def test_python_does_what_is_shown(page, tmp_path, monkeypatch):
    pytest.importorskip("northline", reason="The Python package is not installed.")
    place_to_work(tmp_path)
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    shown, now = [], []
    for info, text, start, end in blocks(page):
        if info == "python":
            exec(compile(text, name(page), "exec"), names)
        if info != "pycon":
            continue
        parts = []
        for example in doctest.DocTestParser().get_examples(text):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                try:
                    exec(compile(example.source, name(page), "single"), names)
                except Exception as e:
                    print("Traceback (most recent call last):\n    ...")
                    print("".join(traceback.format_exception_only(type(e), e)), end="")
            prompts = [f"{'>>>' if i == 0 else '...'} {line}".rstrip() + "\n"
                       for i, line in enumerate(example.source.rstrip("\n").split("\n"))]
            parts += prompts + [out.getvalue().replace("\n\n", "\n<BLANKLINE>\n")]
        shown.append((start, end, text))
        now.append("".join(parts))
    compare(page, shown, now)


# ---- C and C++ -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (BUILD / "lib/libnorthline.so").exists(), reason="The library is not built.")
@pytest.mark.parametrize(("language", "compiler", "standard"), [("c", "cc", "c99"), ("cpp", "c++", "c++20")])
def test_programs_of_the_readme(language, compiler, standard, tmp_path):
    (program,) = [text for info, text, *_ in blocks(ROOT / "README.md") if info == language]
    (tmp_path / f"program.{language}").write_text(program, encoding="utf-8")
    subprocess.run([compiler, f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-I", ROOT / "include",
                    tmp_path / f"program.{language}", "-o", tmp_path / "program", "-L", BUILD / "lib", "-lnorthline",
                    f"-Wl,-rpath,{BUILD / 'lib'}"], check=True)
    done = subprocess.run([tmp_path / "program"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "NL202" in done.stdout, done.stdout + done.stderr


# ---- numbers ---------------------------------------------------------------------------------------------------

ROW = re.compile(r"^\|(?P<text>[^|\n]*`(?P<case>[a-z]+-[a-z-]+)`[^|\n]*)\|(?P<numbers>(?:[^|\n]*\|){4})$", re.MULTILINE)


def number(x):
    return "nobody knows" if x is None else f"{x:.4f}".rstrip("0").rstrip(".")


def test_worked_examples_of_the_scores():
    """The numbers of docs/scores.md come out of the reference evaluator, four decimals shown."""
    page = ROOT / "docs/scores.md"
    cases = {c["id"]: c for c in json.loads((ROOT / "tests/cases/alignment.json").read_text(encoding="utf-8"))["cases"]}
    text = page.read_text(encoding="utf-8")
    shown, now, seen = [], [], set()
    for row in ROW.finditer(text):
        case = cases[row["case"]]
        dimension = case["dimension"]
        goal = next(iter(case["expect"]))
        found = alignment.score(case["document"])["goals"][goal]["dimensions"][dimension]
        seen.add(dimension)
        shown.append((row.start("numbers"), row.end("numbers"), row["numbers"]))
        now.append("".join(f" {number(found[part])} |" for part in ("score", "lower", "upper", "known")))
    assert seen == set(alignment.DIMENSIONS), "Every dimension has a worked example."
    compare(page, shown, now)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_arithmetic(page):
    def value(node):
        if isinstance(node, ast.Expression):
            return value(node.body)
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        if isinstance(node, ast.Call) and node.func.id in ("min", "max"):
            return {"min": min, "max": max}[node.func.id](*map(value, node.args))
        a, b = value(node.left), value(node.right)
        return {ast.Add: a + b, ast.Sub: a - b, ast.Mult: a * b, ast.Div: a / (b or 1)}[type(node.op)]

    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for span in re.findall(r"`([\d(−m][^`=]*= [\d.]+)`", text):
        left, right = span.replace("·", "*").replace("−", "-").replace("×", "*").split("=")
        if not re.fullmatch(r"(?:[\d\s.,+*/()-]|min|max)+", left):
            continue
        decimals = len(right.strip().partition(".")[2])
        got = round(value(ast.parse(left.strip(), mode="eval")), decimals)
        assert got == float(right), f"{name(page)}: {span}: it is {got}."


# ---- tables and links ------------------------------------------------------------------------------------------


def checks_table():
    spec = importlib.util.spec_from_file_location("generate_checks_table", ROOT / "docs/generate_checks_table.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator


def test_table_of_the_checks():
    generator = checks_table()
    page = ROOT / "docs/checks.md"
    text = page.read_text(encoding="utf-8")
    assert text.count(generator.BEGIN) == 1 and text.count(generator.END) == 1, "docs/checks.md lost the marks of its table."
    if UPDATE:
        page.write_text(generator.written(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == generator.written(), (
        "The table of docs/checks.md differs from the pages: python3 docs/generate_checks_table.py --write.")


def test_pages_name_the_levels_of_their_fixes():
    """A page says what the tool offers, and at which level, where the check states fixes, and nowhere else."""
    said = {code: fixes for _, code, _, _, _, fixes in checks_table().checks()}
    faults = []
    for file in sorted((ROOT / "src/check/rules").glob("*/*.cpp")):
        source = file.read_text(encoding="utf-8")
        code = re.search(r'\.code = "(NL\d{3})"', source)[1]
        levels = [n for n in ("safe", "unsafe", "display") if f"Safety::{n}" in source]
        wanted = ", ".join(levels).replace("display", "suggestion")
        if ".fix = " not in source:
            wanted = "–"
        elif not levels:  # of a function that several checks share
            wanted = said[code] if said[code] != "–" else "a level"
        if said[code] != wanted:
            faults.append(f"docs/checks/{code}.md: under \"How to fix\" it says {said[code]}, the check {wanted}.")
    assert not faults, "\n".join(faults)


@needs_tool
def test_pages_are_what_the_tool_says():
    """Every check has a page whose head agrees with its metadata."""
    listed = subprocess.run([TOOL, "explain"], capture_output=True, encoding="utf-8", check=True).stdout
    generator = checks_table()
    heads = {code: (n, severity, question) for _, code, n, severity, question, _ in generator.checks()}
    for line in listed.splitlines():
        code, check, severity, question = line.split(None, 3)
        assert heads.get(code) == (check, severity, question), f"docs/checks/{code}.md against northline explain."
    assert len(heads) == len(listed.splitlines()), "A page belongs to no check."


def anchors(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found = set()
    for heading in re.findall(r"^#+ +(.+?)\s*$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        found.add(re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name(page)} links to {target}, which is not there."
        assert ROOT in file.parents, f"{name(page)} links to {target}, outside of the repository."
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{name(page)} links to {target}; the page has no such heading."


FOLDERS = "bindings|cmake|docs|examples|include|src|tests"


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_files_named_in_sentences_exist(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for path in re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", text):
        assert (ROOT / path).exists(), f"{name(page)} names {path}, which is not there."


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_no_paths_of_one_machine(page):
    """An absolute path that exists here and is not part of every system came from somebody's own machine."""
    for path in re.findall(r"(?<![\w.:/~<}*])/[A-Za-z][\w.-]*/[\w./-]+", page.read_text(encoding="utf-8")):
        first = path.split("/")[1]
        assert first in ("bin", "dev", "etc", "usr") or not (pathlib.Path("/") / first).exists(), f"{name(page)}: {path}"
