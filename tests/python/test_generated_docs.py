"""What is printed from the registry and committed is what the registry says today.

After a change of the registry: `tests/update_generated.sh`.
"""

import json
import os
import pathlib
import re
import subprocess

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD", ROOT / "build/release"))

BEGIN = "<!-- tables: printed from the registry -->\n"
END = "<!-- end of the tables -->\n"


def printed(what):
    tool = BUILD / "bin" / "registry_dump"
    return subprocess.run([tool, what], check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize(
    ("what", "file"),
    [("typescript", "bindings/typescript/northline.d.ts"), ("dictionary", "tests/fuzz/northline.dict")],
)
def test_generated_file(what, file):
    committed = (ROOT / file).read_text(encoding="utf-8")
    assert committed == printed(what), f"{file} differs from the registry; run tests/update_generated.sh."


def test_tables_of_the_document_format():
    page = (ROOT / "docs/document-format.md").read_text(encoding="utf-8")
    assert page.count(BEGIN) == 1 and page.count(END) == 1, "docs/document-format.md lost the marks around its tables."
    tables = page.split(BEGIN)[1].split(END)[0]
    assert tables.strip() == printed("tables").strip(), "The tables differ from the registry; run tests/update_generated.sh."


def test_example_of_the_document_format():
    page = (ROOT / "docs/document-format.md").read_text(encoding="utf-8")
    examples = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)]
    assert examples, "docs/document-format.md shows no document."
    validator = jsonschema.Draft202012Validator(json.loads(printed("schema")))
    for example in examples:
        assert not list(validator.iter_errors(example))
    lines = "".join(f"{json.dumps(e)}\n" for e in examples)
    run = subprocess.run([BUILD / "bin" / "strict_batch", "--why"], input=lines, capture_output=True, encoding="utf-8")
    assert run.returncode == 0 and run.stdout == "", f"The reader finds problems in the page's example: {run.stdout}"


def test_typescript_declarations_compile(tmp_path):
    """Real documents are of the declared type, and what the vocabulary does not know is not."""
    examples = sorted((ROOT / "examples/strategies").glob("*.json"))
    page = (ROOT / "docs/document-format.md").read_text(encoding="utf-8")
    documents = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    documents += [t for t in (f.read_text(encoding="utf-8") for f in examples) if '"northline"' in t]
    wrong = [
        "{northline: 2}",
        '{northline: 1, goals: {a: {titel: "misspelt"}}}',
        '{northline: 1, goals: {a: {type: "trusty"}}}',
        '{northline: 1, goals: {a: {due: "next year"}}}',
        '{northline: 1, goals: {a: {reaches: "b"}}}',
        '{northline: 1, goals: {a: {supports: {b: {low: 1, high: 2}}}}}',
        '{northline: 1, audiences: {a: {size: {low: 1}}}}',
        '{northline: 1, visions: [{statement: "a list"}]}',
    ]
    source = ['import type { Strategy } from "./northline";']
    source += [f"export const right{i}: Strategy = {text};" for i, text in enumerate(documents)]
    source += [f"// @ts-expect-error\nexport const wrong{i}: Strategy = {text};" for i, text in enumerate(wrong)]
    (tmp_path / "documents.ts").write_text("\n".join(source), encoding="utf-8")
    (tmp_path / "northline.d.ts").write_text(
        (ROOT / "bindings/typescript/northline.d.ts").read_text(encoding="utf-8"), encoding="utf-8"
    )
    compiler = ROOT / "tests/node/node_modules/typescript/bin/tsc"
    options = ["--strict", "--noEmit", "--target", "es2022", "--module", "es2022"]
    run = subprocess.run(
        ["node", compiler, *options, "documents.ts", "northline.d.ts"], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout[-3000:]


def test_base_rates_name_checks_that_there_are():
    listed = subprocess.run([os.environ["NORTHLINE_BIN"], "explain"], capture_output=True,
                            text=True, encoding="utf-8", check=True).stdout
    names = {line.split()[0]: line.split()[1] for line in listed.splitlines()}
    rows = re.findall(r"^\| \[(NL\d+)\]\(checks/\1\.md\) (\S+) \| (\w+) \|",
                      (ROOT / "docs/base-rates.md").read_text(encoding="utf-8"), re.M)
    assert len(rows) > 30, "docs/measure_base_rates.py writes the page"
    assert {(code, name) for code, name, _ in rows} <= set(names.items())
    assert "error" not in {severity for _, _, severity in rows}
