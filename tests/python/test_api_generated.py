"""The C API is written once: what is printed from src/capi/api.yaml is committed as printed, and what the guide
and the C++ header show works against the built library."""

import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build" / "release")
LIBRARY = BUILD / "lib/libnorthline.so"
API = yaml.safe_load((ROOT / "src/capi/api.yaml").read_text(encoding="utf-8"))
FUNCTIONS = [f for m in API["modules"] for f in m["functions"]]
GUIDE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
COMPILERS = {"c": ("cc", "c99"), "cpp": ("c++", "c++20")}


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def guide_blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_committed_files_are_what_the_data_say():
    run(sys.executable, ROOT / "src/capi/generate.py", "--check")


def test_version_is_that_of_the_project():
    project = re.search(r"project\(northline VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    assert API["version"] == project[1]


def test_pinned_numbers():
    """A number that has been given out means the same for ever; this list only grows."""
    pinned = {
        "OK": 0, "INVALID_ARGUMENT": 1, "NOT_FOUND": 2, "OUT_OF_RANGE": 3, "INVALID_UTF8": 4, "WRONG_STATE": 5,
        "UNSUPPORTED": 6, "NOT_JSON": 10, "NOT_XML": 11, "REFUSED": 12, "CONFIGURATION": 13, "LIMIT": 20,
        "CANCELLED": 21, "OUT_OF_MEMORY": 30, "INTERNAL": 31,
    }
    assert {s["name"]: s["number"] for s in API["statuses"]} == pinned


def test_every_function_has_one_guard():
    """No work of an entry point stands outside its guard, where an exception would end the host."""
    source = "\n".join(f.read_text(encoding="utf-8") for f in sorted((ROOT / "src/capi").glob("*.cpp")))
    for function in FUNCTIONS:
        name = function["name"]
        body = re.search(rf"^(?:\w[\w *]*?){name}\([^{{;]*\) noexcept {{(?:([^\n]*) }}$|(.*?)^}}$)", source, re.MULTILINE | re.DOTALL)
        assert body, f"{name} has no definition that is noexcept"
        if function.get("returns", "northline_status") in ("northline_status", "void"):
            assert (body[1] or body[2]).count(f'"{name}"') == 1, f"{name} does not name itself to one guard"


def test_every_function_is_in_the_cpp_header():
    """northline.hpp covers the C API, so that a C++ host never needs to leave it."""
    text = (ROOT / "include/northline/northline.hpp").read_text(encoding="utf-8")
    # Statuses and versions are plain numbers and names; the exception carries an error's own status.
    plain = {"northline_version", "northline_version_number", "northline_abi_version", "northline_error_status",
             "northline_text_copy"}
    missing = [f["name"] for f in FUNCTIONS if f["name"] not in text and f["name"] not in plain]
    assert not missing, missing


def test_frozen_struct():
    class View(ctypes.Structure):
        _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]

    assert (View.data.offset, View.size.offset, ctypes.sizeof(View)) == (0, 8, 16)
    library = ctypes.CDLL(str(LIBRARY))
    view = View()
    assert library.northline_rule_code(ctypes.c_size_t(0), ctypes.byref(view), None) == 0
    assert re.fullmatch(rb"NL\d{3}", ctypes.string_at(view.data, view.size))


def test_ffi_declarations_agree_with_the_header(tmp_path):
    text = (ROOT / "bindings/ffi/northline_ffi.h").read_text(encoding="utf-8")
    assert "#" not in text
    # C11 accepts a repeated declaration only if it says the same; the enumerations are taken out, for they may
    # not be repeated at all.
    functions = text[text.index("typedef struct northline_error "):]
    (tmp_path / "both.c").write_text(f"#include <northline/northline.h>\n{functions}\nint main(void) {{ return 0; }}\n")
    run("cc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", ROOT / "include", "-c", tmp_path / "both.c",
        "-o", tmp_path / "both.o")
    header = (ROOT / "include/northline/northline.h").read_text(encoding="utf-8")
    for name, number in re.findall(r"(NORTHLINE_\w+) = (\d+)", text):
        assert re.search(rf"\b{name} = {number}\b", header), name


@pytest.mark.parametrize("language", ["c", "cpp"])
def test_programs_of_the_guide(tmp_path, language):
    compiler, standard = COMPILERS[language]
    programs = [b for b in guide_blocks(language) if "int main" in b]
    assert len(programs) >= (1 if language == "cpp" else 6)
    for i, program in enumerate(programs):
        source = tmp_path / f"guide{i}.{language}"
        source.write_text(program, encoding="utf-8")
        run(compiler, f"-std={standard}", *WARNINGS, "-I", ROOT / "include", source, "-o", tmp_path / f"guide{i}",
            "-L", BUILD / "lib", "-lnorthline", f"-Wl,-rpath,{BUILD / 'lib'}")
        run(tmp_path / f"guide{i}")


def test_python_of_the_guide(tmp_path):
    (block,) = guide_blocks("python")
    (tmp_path / "guide.py").write_text(block, encoding="utf-8")
    output = run(sys.executable, tmp_path / "guide.py", ROOT / "bindings/ffi/northline_ffi.h", LIBRARY)
    assert '"overall"' in output


@pytest.mark.parametrize("compiler, standard", [("cc", "c99"), ("cc", "c11"), ("c++", "c++17"), ("c++", "c++20")])
def test_example_in_c_is_that_for_every_standard(tmp_path, compiler, standard):
    """A C host that is one day compiled as C++ meets no surprise in the header."""
    if compiler == "c++":
        program = "#include <northline/northline.h>\nint main() { return northline_abi_version() == NORTHLINE_ABI_VERSION ? 0 : 1; }\n"
        source = tmp_path / "main.cpp"
        source.write_text(program)
    else:
        source = tmp_path / "main.c"
        shutil.copy(ROOT / "examples/embed-c/main.c", source)
    run(compiler, f"-std={standard}", *WARNINGS, "-I", ROOT / "include", source, "-o", tmp_path / "program",
        "-L", BUILD / "lib", "-lnorthline", f"-Wl,-rpath,{BUILD / 'lib'}")
    run(tmp_path / "program")
