"""Findings in every format: valid by the format's own definition, complete, and with all user text escaped."""
import html.parser
import json
import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from jsonschema import Draft7Validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not BIN, reason="NORTHLINE_BIN does not name the tool")

# The standard's schema, as a package for JavaScript tests of the format ships it (tests/node/package.json).
SARIF_SCHEMA = ROOT / "tests/node/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
STRATEGIES = sorted(f for f in (ROOT / "examples/strategies").glob("*.json") if ".defects" not in f.name)
FORMATS = ["text", "json", "sarif", "github", "junit", "markdown", "html"]

HOSTILE = [
    '<script>alert("x")</script>', '"><img src=x onerror=alert(1)>', "]]>&lt;!-- -->", "::error file=x::y%0A", "a\nb\r\nc",
    "\u202eRTL override\u202c", "\u2066isolate", "bell\u0007 esc\u001b[31m nul\u0001 c1\u0085", "| pipe | `code` **bold** [x](y)",
    "{focus} {0} %s {…}", "'single' & \"double\"", "𝔘nicode 你好 Ω", "\uffff\ufffe", "x" * 300]


def run(*arguments, text=None, code=None):
    done = subprocess.run([BIN, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120,
                          encoding="utf-8")
    if code is not None:
        assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr)
    return done


def report(format, *files, options=()):
    return run("check", *files, "--format", format, "--as-of", "2026-11-21", "--fail-on", "never", *options, code=0).stdout


def findings_of(file, options=()):
    return json.loads(report("json", file, options=options))["findings"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Titles, ids and values that try to break out of every format."""
    d = {"northline": 1, "title": HOSTILE[0] + HOSTILE[5], "as_of": "2026-11-21", "goals": {}, "programs": {}}
    for i, text in enumerate(HOSTILE):
        safe_id = re.sub(r"[\x00-\x1f\x7f-\x9f]", "?", text).strip()[:60] + str(i)
        d["goals"][safe_id] = {"title": text, "supports": text or "x", "unknown " + text: 1, "due": text}
        d["programs"]["p" + str(i)] = {"title": text}
    file = tmp_path_factory.mktemp("hostile") / "plan ,:%<b>.json"
    file.write_text(json.dumps(d), encoding="utf-8")
    return file


# ---- SARIF ----


def validate_sarif(log):
    assert SARIF_SCHEMA.exists(), "npm ci --prefix tests/node brings the schema of SARIF"
    errors = sorted(Draft7Validator(draft7(json.loads(SARIF_SCHEMA.read_text()))).iter_errors(log), key=str)
    assert not errors, [f"{list(e.absolute_path)}: {e.message[:200]}" for e in errors[:5]]


def draft7(schema):
    """The schema is written in draft 4, which differs here in the name of its id only."""
    schema = dict(schema)
    schema.pop("id", None)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    return schema


@pytest.mark.parametrize("file", STRATEGIES, ids=lambda f: f.stem)
def test_sarif_is_valid_and_complete(file):
    log = json.loads(report("sarif", file))
    validate_sarif(log)
    found = findings_of(file)
    (one,) = log["runs"]
    assert one["tool"]["driver"]["name"] == "Northline" and one["tool"]["driver"]["version"]
    assert one["columnKind"] == "unicodeCodePoints" and one["invocations"][0]["executionSuccessful"] is True
    rules = one["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted({f["code"] for f in found})
    assert len(one["results"]) == len(found)
    text = file.read_bytes()
    for result, finding in zip(one["results"], found):
        assert result["ruleId"] == finding["code"] == rules[result["ruleIndex"]]["id"]
        assert result["message"]["text"] == finding["message"]
        assert result["level"] == {"advice": "note"}.get(finding["severity"], finding["severity"])
        assert result["partialFingerprints"]["northline/v1"] == finding["fingerprint"]
        place = result["locations"][0]
        region = place["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding["line"], finding["column"])
        assert (region["byteOffset"], region["byteLength"]) == (finding["offset"], finding["length"])
        # The end of the region, counted here in code points, is where the bytes end.
        before = text[:finding["offset"] + finding["length"]].decode("utf-8")
        assert region["endLine"] == before.count("\n") + 1
        assert region["endColumn"] == len(before) - (before.rfind("\n") + 1) + 1
        logical = place["logicalLocations"][0]
        assert logical.get("name") == finding["focus"]
        if finding["focus"] is not None:
            assert logical["kind"] == finding["kind"] and logical["fullyQualifiedName"] == finding["pointer"]
        assert {r["logicalLocations"][0]["name"] for r in result.get("relatedLocations", [])} == set(finding["related"])


def test_fixes_are_replacements_that_mend_the_text(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text('{"northline": 1, "title": "Ä", "visions": {"v": {"title": "V"}},\n'
                    ' "goals": {"g": {"title": "G", "supports": ["v", "ghost"], "imporance": 3}}}', encoding="utf-8")
    log = json.loads(report("sarif", file))
    validate_sarif(log)
    fixed = [r for r in log["runs"][0]["results"] if "fixes" in r]
    assert {r["ruleId"] for r in fixed} >= {"NL001", "NL014"}
    for result in fixed:
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        data = file.read_bytes()
        for replacement in reversed(change["replacements"]):
            region = replacement["deletedRegion"]
            start, end = region["byteOffset"], region["byteOffset"] + region["byteLength"]
            data = data[:start] + replacement["insertedContent"]["text"].encode() + data[end:]
        mended = tmp_path / "mended.json"
        mended.write_bytes(data)
        assert result["partialFingerprints"]["northline/v1"] not in {f["fingerprint"] for f in findings_of(mended)}


def test_sarif_of_several_files_has_an_artifact_for_each():
    files = STRATEGIES[:3]
    log = json.loads(report("sarif", *files))
    validate_sarif(log)
    (one,) = log["runs"]
    assert [a["location"]["uri"].rsplit("/", 1)[1] for a in one["artifacts"]] == [f.name for f in files]
    assert [a["length"] for a in one["artifacts"]] == [len(f.read_bytes()) for f in files]
    by_file = [0, 0, 0]
    for r in one["results"]:
        by_file[r["locations"][0]["physicalLocation"]["artifactLocation"]["index"]] += 1
    assert by_file == [len(findings_of(f)) for f in files]


def test_sarif_tells_what_is_suppressed_and_what_was_there_before(tmp_path):
    plan = {"northline": 1, "visions": {"v": {"title": "V"}}, "goals": {"g": {"title": "G"}, "h": {"title": "H"}},
            "checks": {"suppress": [{"code": "NL202", "element": "g", "reason": "Known <b>."}]}}
    file, baseline = tmp_path / "plan.json", tmp_path / "baseline.json"
    file.write_text(json.dumps(plan))
    log = json.loads(report("sarif", file))
    validate_sarif(log)
    suppressed = [r for r in log["runs"][0]["results"] if r.get("suppressions")]
    assert [(r["ruleId"], r["suppressions"][0]["justification"]) for r in suppressed] == [("NL202", "Known <b>.")]
    run("check", file, "--write-baseline", baseline, "--as-of", "2026-11-21", code=0)
    plan["goals"]["new"] = {"title": "New"}
    file.write_text(json.dumps(plan))
    log = json.loads(report("sarif", file, options=["--baseline", baseline]))
    validate_sarif(log)
    states = {(r["ruleId"], r["locations"][0]["logicalLocations"][0].get("name")): r["baselineState"]
              for r in log["runs"][0]["results"]}
    assert states["NL202", "h"] == "unchanged" and states["NL202", "new"] == "new"


def test_a_converted_plan_has_no_lines(tmp_path):
    plan = ROOT / "examples/stratml/tarnbrook-plan.xml"
    log = json.loads(report("sarif", plan))
    validate_sarif(log)
    assert log["runs"][0]["results"]
    for r in log["runs"][0]["results"]:
        assert "region" not in r["locations"][0]["physicalLocation"]
    assert ",line=" not in report("github", plan)


# ---- GitHub ----


def unescape(text, extra=()):
    for code, character in [*extra, ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")]:
        text = text.replace(code, character)
    return text


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_annotations_stand_on_the_lines_of_the_findings(hostile):
    for file in [STRATEGIES[0], *STRATEGIES[2:4], hostile]:
        found = findings_of(file)
        lines = report("github", file).split("\n")
        assert lines.pop() == ""
        assert len(lines) == len(found)
        for line, finding in zip(lines, found):
            match = COMMAND.fullmatch(line)
            assert match, line
            kind, properties, message = match.groups()
            named = dict(p.split("=", 1) for p in properties.split(","))
            assert kind == {"advice": "notice"}.get(finding["severity"], finding["severity"])
            assert unescape(named["file"], [("%3A", ":"), ("%2C", ",")]) == str(file)
            assert int(named["line"]) == finding["line"]
            assert "col" not in named or int(named["col"]) == finding["column"]
            assert named["title"] == f"{finding['code']} {finding['name']}"
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
            if not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", finding["message"]):
                assert unescape(message).split("\n")[0] == finding["message"]


# ---- JUnit ----


def test_junit_counts_what_it_lists(hostile):
    for file in [*STRATEGIES[:2], hostile]:
        found = findings_of(file)
        for fail_on in ["error", "advice", "never"]:
            text = run("check", file, "--format", "junit", "--as-of", "2026-11-21", "--fail-on", fail_on).stdout
            suites = ElementTree.fromstring(text.encode("utf-8"))
            (suite,) = suites
            cases = list(suite)
            failures = [c for c in cases if c.find("failure") is not None]
            assert suites.tag == "testsuites" and suite.get("name") == str(file)
            assert len(cases) == int(suite.get("tests")) == int(suites.get("tests")) == max(1, len(found))
            assert len(failures) == int(suite.get("failures")) == int(suites.get("failures"))
            assert len({c.get("name") for c in cases}) == len(cases)
            expected = {"error": ["error"], "advice": ["error", "warning", "advice"], "never": []}[fail_on]
            assert len(failures) == sum(f["severity"] in expected for f in found)


def test_a_plan_without_findings_is_a_test_that_passed(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text('{"northline":1,"visions":{"v":{"title":"V","owned_by":"p"}},"stakeholders":{"p":{"title":"P"}}}')
    if findings_of(file):
        pytest.skip("the smallest plan has findings")
    suites = ElementTree.fromstring(report("junit", file).encode())
    assert suites.get("tests") == "1" and suites.get("failures") == "0"
    assert "No check has anything to say." in report("html", file)
    assert "No check has anything to say." in report("markdown", file)


def test_suppressed_findings_are_skipped_tests(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({
        "northline": 1, "visions": {"v": {"title": "V"}}, "goals": {"g": {"title": "G"}},
        "checks": {"suppress": [{"code": "NL202", "element": "g", "reason": "Later & < soon."}]}}))
    suite = ElementTree.fromstring(report("junit", file).encode())[0]
    skipped = [c for c in suite if c.find("skipped") is not None]
    assert len(skipped) == int(suite.get("skipped")) == 1
    assert "Later & < soon." in skipped[0].find("skipped").get("message")


# ---- Markdown ----


def test_markdown_is_one_table_row_for_each_finding(hostile):
    for file in [STRATEGIES[0], hostile]:
        found = findings_of(file)
        text = report("markdown", file, options=["--max-findings", "1000"])
        rows = [l for l in text.split("\n") if l.startswith("| ") and not l.startswith("| ---")][1:]
        assert len(rows) == len(found)
        for row in rows:
            assert len(re.findall(r"(?<!\\)\|", row)) == 5, row
        assert "<" not in text.replace("&lt;", "") and "\u202e" not in text
        assert not re.search(r"(?<!\\)\]\(", text), "a link came through"


# ---- HTML ----

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(html.parser.HTMLParser):
    """Collects elements, and insists that they are closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.words = [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        assert all(name.count('"') == 0 for name, _ in attributes)
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag):
        return [a for t, a in self.elements if t == tag]


ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1", "h2", "h3", "p",
    "bdi", "dl", "div", "dt", "dd", "ol", "ul", "li", "span", "a", "strong", "em", "code", "table", "caption", "thead", "tbody",
    "tr", "th", "td"}


def check_page(text, language="en"):
    page = Page(text)
    assert {t for t, _ in page.elements} <= ALLOWED
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("src", "srcset", "action") for name in attributes)
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert page.all("a") and all(a["href"].startswith("#") and a["href"][1:] in ids for a in page.all("a"))
    assert "url(" not in text and "@import" not in text
    assert page.all("html")[0]["lang"] == language and len(page.all("h1")) == 1
    # Headings step down one level at a time, and every heading cell says what it heads.
    levels = [int(t[1]) for t, _ in page.elements if t in ("h1", "h2", "h3")]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    assert all(a.get("scope") in ("col", "row") for a in page.all("th"))
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    return page


@pytest.mark.parametrize("file", STRATEGIES, ids=lambda f: f.stem)
def test_the_page_tells_all_and_needs_nothing(file):
    text = report("html", file, options=["--max-findings", "1000"])
    if not findings_of(file):
        return
    page = check_page(text)
    words = "".join(page.words)
    for finding in findings_of(file):
        assert finding["message"] in words
        assert finding["code"] in words
    assert "What to do first" in words and "How well it hangs together" in words
    for media in ("@media print", "prefers-color-scheme:dark"):
        assert media in text


def test_sarif_makes_no_links_of_text(tmp_path):
    file = tmp_path / "plan.json"
    title = "See [here](javascript:alert(1))\u202e\u2028\u001b[31m and [there] (2)"
    file.write_text(json.dumps({"northline": 1, "goals": {"g[](x)": {"title": title}},
                                "checks": {"suppress": [{"code": "NL704", "reason": title}]}}), encoding="utf-8")
    log = json.loads(report("sarif", file))
    validate_sarif(log)
    said = [r["message"]["text"] for r in log["runs"][0]["results"]]
    assert any("See [here] (javascript:alert(1))" in text and "(g[] (x))" in text for text in said)
    said += [s["justification"] for r in log["runs"][0]["results"] for s in r.get("suppressions", [])]
    for text in said:
        assert "](" not in text and not re.search("[\u202e\u2028\u001b]", text)
    # The pages' own links lead nowhere from a report; an address is named by its words.
    pages = [r["help"] for r in log["runs"][0]["tool"]["driver"]["rules"]]
    assert pages and all(p["text"] == p["markdown"] and "](../" not in p["text"] and "\nSource: " in p["text"] for p in pages)


def test_long_titles_are_cut_in_the_page(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"northline": 1, "title": "t" * 5000, "goals": {"g": {"title": "g" * 5000}}}), encoding="utf-8")
    words = "".join(check_page(report("html", file)).words)
    assert "g" * 80 + "…" in words and "g" * 81 not in words
    assert "t" * 200 + "…" in words and "t" * 201 not in words


def test_hostile_text_stays_text(hostile):
    for page in (check_page(report("html", hostile, options=["--max-findings", "1000"])),
                 check_page(report("html", hostile, STRATEGIES[0], hostile))):
        words = "".join(page.words)
        assert '<script>alert("x")</script>' in words and "\"><img src=x onerror=alert(1)>" in words


def test_a_page_of_several_files_has_a_section_for_each():
    files = [f for f in STRATEGIES if findings_of(f)][:3]
    page = check_page(report("html", *files))
    assert len([a for a in page.all("section") if a.get("class") == "strategy"]) == len(files)


def contrast(a, b):
    def luminance(colour):
        colour = colour.lstrip("#")
        if len(colour) == 3:
            colour = "".join(c * 2 for c in colour)
        channels = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_page_can_be_read_in_light_and_dark_and_on_paper():
    text = report("html", STRATEGIES[0])
    themes = re.findall(r":root\{([^}]*--paper[^}]*)\}", text)
    assert len(themes) == 3
    for theme in themes:
        colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", theme))
        for ink in ("ink", "soft", "link", "error", "warning", "advice"):
            for paper in ("paper", "panel"):
                assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper, theme)
        for kind in ("error", "warning", "advice"):
            assert contrast(colours[kind], colours[kind + "-bg"]) >= 4.5, (kind, theme)


# ---- all ----


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_document_gives_the_same_bytes(format, hostile):
    assert report(format, hostile, STRATEGIES[0]) == report(format, hostile, STRATEGIES[0])


@pytest.mark.parametrize("format", FORMATS[1:])
def test_reports_are_written_to_files(format, tmp_path):
    out = tmp_path / "report"
    run("check", STRATEGIES[0], "--format", format, "--as-of", "2026-11-21", "--fail-on", "never", "-o", out, code=0)
    assert out.read_text(encoding="utf-8") == report(format, STRATEGIES[0])


def test_one_faulty_file_does_not_hide_the_others(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    for format in FORMATS:
        done = run("check", bad, STRATEGIES[0], "--format", format, "--as-of", "2026-11-21", code=2)
        assert "bad.json" in done.stderr and STRATEGIES[0].name in done.stdout or format == "json"
