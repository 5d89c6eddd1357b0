"""Every page of a check names its source, and docs/sources.md holds what the pages name, and nothing else."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted((DOCS / "checks").glob("NL[0-9][0-9][0-9].md"))
LINK = re.compile(r"\[([^][]+)\]\(([^)\s]+)\)")
JUDGEMENT = re.compile(r"\bour own\b")
# Besides the bibliography: what a check means because of the format, the score, or the settings.
MEANING = {"document-format.md", "practices.md", "configuration.md", "custom-checks.md", "scores.md",
           "scores-definition.md", "weighing.md"}


def slug(heading):
    plain = LINK.sub(r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def headings(page, level="#+"):
    text = re.sub(r"^```.*?^```$", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [h.strip() for h in re.findall(rf"^{level} +(.+)$", text, re.MULTILINE)]


def why(page):
    text = page.read_text(encoding="utf-8")
    return text.partition("\n## Why\n")[2].partition("\n## ")[0].strip("\n").split("\n")


def source(page):
    return why(page)[-1]


def bibliography():
    """Name: what stands below its heading."""
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    return {name: re.split(r"^## ", body, flags=re.MULTILINE)[0].strip()
            for name, body in zip(parts[1::2], parts[2::2])}


def practices():
    """Practice: its steps, each with what it asks and after which it comes, as the pages have it."""
    text = (DOCS / "practices.md").read_text(encoding="utf-8").partition("\n## The steps\n")[2].partition("\n## ")[0]
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    return {name: {row[0]: (row[1], [] if row[2] == "–" else row[2].split(", "))
                   for row in re.findall(r"^\| ([a-z-]+) \| (.+?) \| (.+?) \|$", body, re.MULTILINE) if row[0] != "step"}
            for name, body in zip(parts[1::2], parts[2::2])}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_names_its_source(page):
    lines = why(page)
    assert sum(line.startswith("Source:") for line in lines) == 1 and lines[-1].startswith("Source: "), (
        f"{page.name}: the last line of \"Why\", and no other, has to begin with \"Source: \".")
    assert len(lines) > 2 and lines[-2] == "", f"{page.name}: the source is a paragraph of its own, after the reason."
    assert lines[-1].endswith("."), f"{page.name}: the source ends with a full stop."
    links = LINK.findall(lines[-1])
    assert links or JUDGEMENT.search(lines[-1]), f"{page.name}: {lines[-1]} names neither a source nor our own judgement."
    for words, target in links:
        path, _, anchor = target.partition("#")
        assert path.startswith("../") and (path[3:] == "sources.md" or path[3:] in MEANING) and anchor, (
            f"{page.name} links to {target}; a source stands in sources.md or in one of {sorted(MEANING)}.")
        assert anchor in {slug(h) for h in headings(path[3:])}, f"{page.name} links to {target}, which is no heading."
        if path == "../sources.md":
            assert slug(words) == anchor, f"{page.name} calls {target} by another name: {words}."


def test_every_source_is_used_and_can_be_had():
    entries = bibliography()
    assert len(entries) == len({slug(name) for name in entries}) == len(headings("sources.md", "###"))
    used = {t.partition("#")[2] for p in PAGES for _, t in LINK.findall(source(p)) if t.startswith("../sources.md#")}
    unused = [name for name in entries if slug(name) not in used]
    assert not unused, f"docs/sources.md lists what no page names: {', '.join(unused)}."
    for name, body in entries.items():
        assert re.search(r"<https?://[^>\s]+>", body), f"docs/sources.md: {name} has no address."
        assert len(re.findall(r"^Taken: ", body, re.MULTILINE)) == 1, f"docs/sources.md: {name} does not say what is taken."


def test_steps_and_answers_of_practices_exist():
    steps = practices()
    text = (DOCS / "practices.md").read_text(encoding="utf-8").partition("\n## The answers\n")[2]
    answers = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE))))
    assert set(steps) == {"landscape", "clover", "five-steps", "channels-later", "smacad"}
    for page in PAGES:
        for practice, said in re.findall(r"\[practice ([a-z-]+)\]\(\.\./practices\.md#\1\)([^;[]*)", source(page)):
            for step in re.findall(r"\bstep ([a-z-]+)", said):
                assert step in steps[practice], f"{page.name}: {practice} has no step {step}."
            for answer in re.findall(r"`([a-z-]+)`", said):
                assert answer in answers, f"{page.name}: no practice answers {answer}."


def test_steps_of_practices_are_those_of_the_library():
    step = re.compile(r'\{\.name = "([a-z-]+)",\s*\.title = "[^"]+",\s*\.guide =\s*((?:"[^"]*"\s*)+),'
                      r"\s*(?:\.after = \{([^}]*)\},)?")
    wanted = {}
    for file in (ROOT / "src/practice").glob("*.cpp"):
        text = file.read_text(encoding="utf-8")
        if name := re.search(r'const Practice \w+ = \{\.name = "([a-z-]+)"', text):
            wanted[name[1]] = {s: ("".join(re.findall(r'"([^"]*)"', guide)), re.findall(r'"([^"]+)"', after))
                               for s, guide, after in step.findall(text)}
    assert practices() == wanted
