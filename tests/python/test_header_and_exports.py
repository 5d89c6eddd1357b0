"""What leaves the library: its C header under every standard, its symbols, and what it takes from the system."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build" / "release")
HEADER = ROOT / "include" / "northline" / "northline.h"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wundef", "-Werror"]

# A library lives in somebody else's process: it does not end it, print into it, or let its clock, its
# environment or its locale decide about results.
NOT_OURS_TO_CALL = re.compile(
    r"^(_?exit|_Exit|quick_exit|abort|raise|kill"
    r"|v?f?printf|__v?f?printf_chk|puts|putchar|perror|stdout|stderr"
    r"|_ZSt4cout|_ZSt4cerr|_ZSt4clog|_ZSt3cin"
    r"|getenv|secure_getenv|setenv|putenv|setlocale|localeconv"
    r"|time|clock|gettimeofday|clock_gettime|localtime(_r)?|gmtime(_r)?|_ZNSt6chrono3_V21\d+\w+_clock3nowEv"
    r"|rand|srand|getrandom|_ZNSt13random_device\w+)$"
)


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def declared_functions():
    """Names of the functions that northline.h declares, comments and macros resolved by the compiler."""
    text = run("cc", "-E", "-P", HEADER)
    return set(re.findall(r"\b(northline_\w+)\s*\(", text))


def symbols(*arguments):
    """(object, size, type letter, name) of the lines nm prints; the object only with -A, the size only with -S."""
    line_of_nm = re.compile(r"^(?:[^:]*:)?(?:(.*?):)?(?:[0-9a-f]+)?(?: ([0-9a-f]+))?\s+([A-Za-z]) (\S+)$")
    for line in run("nm", *arguments).splitlines():
        match = line_of_nm.match(line)
        if match:
            yield match[1], int(match[2] or "0", 16), match[3], match[4].split("@")[0]


def test_only_our_functions_are_exported():
    exported = {name for _, _, kind, name in symbols("-D", "--defined-only", BUILD / "lib/libnorthline.so") if kind != "A"}
    strangers = sorted(n for n in exported if not n.startswith("northline_"))
    assert not strangers, f"libnorthline.so exports what is not ours: {strangers[:10]}"
    declared = declared_functions()
    assert exported == declared, (
        f"Declared in northline.h but not exported: {sorted(declared - exported)}; "
        f"exported but not declared: {sorted(exported - declared)}."
    )


def foreign_objects():
    """Names of the objects that were taken out of other libraries' archives."""
    names = {p.name for library in ("pugixml", "re2") for p in (BUILD / library).iterdir()}
    assert len(names) > 10, f"{BUILD} does not hold the objects of pugixml and RE2 where this test looks for them."
    return names


def symbols_of_our_objects(*arguments):
    """What nm says of the archive's members, without those of pugixml and RE2, which are not ours."""
    foreign = foreign_objects()
    found = [s for s in symbols("-A", *arguments, BUILD / "lib/libnorthline.a") if s[0] not in foreign]
    assert len({s[0] for s in found}) > 50, "The archive has hardly any objects, or nm prints another form than this test reads."
    return found


def test_objects_call_nothing_a_library_must_not():
    wrong = [f"{o} refers to {name}" for o, _, _, name in symbols_of_our_objects("-u") if NOT_OURS_TO_CALL.match(name)]
    assert not wrong, "\n".join(wrong)


def test_nothing_runs_before_main():
    """Only the unit with the bodies of Boost.JSON has an initialiser of its own; it registers one empty object.

    Where a unit includes Boost.JSON the compiler leaves an initialiser that is nothing but a return.
    """
    found = symbols_of_our_objects("-S")
    assert any(name.startswith("_GLOBAL__sub_I") for _, _, _, name in found), "nm does not show initialisers any more."
    wrong = [
        f"{object_file}: {name}"
        for object_file, size, _, name in found
        if name.startswith("_GLOBAL__sub_I") and size > 8 and object_file != "boost_json.cpp.o"
    ]
    assert not wrong, "Static initialisers:\n" + "\n".join(wrong)


USE_IN_C = """
#include <northline/northline.h>
int {name}(void);
int {name}(void) {{ return (int)sizeof(&{function}) > 0 ? 0 : 1; }}
"""

STANDARDS = [("cc", "c", "c99"), ("cc", "c", "c11"), ("c++", "cpp", "c++17"), ("c++", "cpp", "c++20")]


@pytest.mark.parametrize("compiler, suffix, standard", STANDARDS, ids=[s[2] for s in STANDARDS])
def test_header_in_two_units(tmp_path, compiler, suffix, standard):
    """Two units, because a definition that slips into a header is found only when they are linked."""
    functions = sorted(declared_functions())
    calls = {"first": functions[0], "second": functions[-1]}
    for name, function in calls.items():
        (tmp_path / f"{name}.{suffix}").write_text(USE_IN_C.format(name=name, function=function))
    (tmp_path / f"main.{suffix}").write_text(
        "int first(void);\nint second(void);\nint main(void) { return first() + second(); }\n"
    )
    flags = [*WARNINGS, f"-std={standard}", "-I", ROOT / "include"]
    # -Wshadow and the like are asked of the header with clang too, where it is there.
    for tool in [compiler, {"cc": "clang-16", "c++": "clang++-16"}[compiler]]:
        if shutil.which(tool) is None:
            continue
        program = tmp_path / f"program-{tool}"
        sources = [tmp_path / f"{n}.{suffix}" for n in ("first", "second", "main")]
        run(tool, *flags, *sources, "-o", program, "-L", BUILD / "lib", "-lnorthline", f"-Wl,-rpath,{BUILD / 'lib'}")
        run(program)


def test_cpp_header_in_two_units(tmp_path):
    for name in ("first", "second"):
        (tmp_path / f"{name}.cpp").write_text(f"#include <northline/northline.hpp>\nint {name}();\nint {name}() {{ return 0; }}\n")
    (tmp_path / "main.cpp").write_text("int first();\nint second();\nint main() { return first() + second(); }\n")
    program = tmp_path / "program"
    run("c++", *WARNINGS, "-std=c++20", "-I", ROOT / "include", *sorted(tmp_path.glob("*.cpp")), "-o", program,
        "-L", BUILD / "lib", "-lnorthline", f"-Wl,-rpath,{BUILD / 'lib'}")
    run(program)


def test_archive_is_complete(tmp_path):
    """Every declared function is linked from the archive with nothing but the C++ runtime and the C library."""
    functions = sorted(declared_functions())
    lines = ["#include <northline/northline.h>", "typedef void (*any_function)(void);", "int main(void) {"]
    lines.append(f"  any_function all[{len(functions)}];")
    lines += [f"  all[{i}] = (any_function){f};" for i, f in enumerate(functions)]
    lines += [f"  for (int i = 0; i < {len(functions)}; ++i) if (all[i] == 0) return 1;", "  return 0;", "}"]
    (tmp_path / "main.c").write_text("\n".join(lines) + "\n")
    program = tmp_path / "program"
    run("cc", "-std=c99", "-Wall", "-Werror", "-I", ROOT / "include", tmp_path / "main.c", "-o", program,
        BUILD / "lib/libnorthline.a", "-lstdc++", "-lm")
    run(program)
    needed = re.findall(r"NEEDED.*\[(.*?)\]", run("readelf", "-d", program))
    assert set(needed) <= {"libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6"}, needed


def test_shared_library_needs_the_runtime_and_re2_only():
    needed = re.findall(r"NEEDED.*\[(.*?)\]", run("readelf", "-d", BUILD / "lib/libnorthline.so"))
    needed = {n for n in needed if not re.fullmatch(r"libre2\.so\.\d+", n)}
    assert needed <= {"libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6"}, needed
