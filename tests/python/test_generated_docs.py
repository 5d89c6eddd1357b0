"""What is printed from the registry and committed is what the registry says today.

After a change of the registry: `tests/update_generated.sh`.
"""

import os
import pathlib
import subprocess

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
