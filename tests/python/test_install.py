"""The installed library as a stranger's project finds it: by find_package and by pkg-config, shared and static."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NORTHLINE_BUILD") or ROOT / "build" / "release")
EXAMPLES = {"embed-c": ("cc", "-std=c99"), "embed-cpp": ("c++", "-std=c++20")}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """An installation that was moved after installing: nothing in it may remember where it was put first."""
    first = tmp_path_factory.mktemp("install") / "first"
    run("cmake", "--install", BUILD, "--prefix", first)
    moved = first.with_name("moved")
    first.rename(moved)
    return moved


@pytest.fixture(params=sorted(EXAMPLES))
def example(request):
    folder = ROOT / "examples" / request.param
    assert folder.is_dir(), f"examples/{request.param} is missing."
    return folder


def libdir(prefix):
    return next(prefix.rglob("libnorthline.a")).parent


def runs(program, prefix, *, shared):
    """Runs an example on a strategy; examples print something and end with 0."""
    needed = run("readelf", "-d", program)
    assert ("libnorthline.so" in needed) == shared, needed
    environment = {**os.environ, "LD_LIBRARY_PATH": str(libdir(prefix))}
    output = run(program, strategy(), cwd=ROOT, env=environment)
    assert output.strip(), f"{program} printed nothing."


def strategy():
    strategies = sorted((ROOT / "examples/strategies").glob("*.json"), key=lambda f: (f.stat().st_size, f.name))
    strategies = [s for s in strategies if not re.search(r"defects|companion|expected", s.name)]
    assert strategies, "examples/strategies holds no strategy."
    return strategies[0]


@pytest.mark.parametrize("kind", ["shared", "static"])
def test_find_package(tmp_path, prefix, example, kind):
    """The example's own CMakeLists.txt; `NORTHLINE_COMPONENT` lets the test ask for the archive as well."""
    text = (example / "CMakeLists.txt").read_text()
    assert "northline::northline" in text
    project = tmp_path / "project"
    shutil.copytree(example, project)
    # A component is the host's choice; the example as it stands takes the default, which is the shared one.
    asked = re.sub(r"find_package\(northline\b([^)]*)\)", rf"find_package(northline\1 COMPONENTS {kind})", text)
    assert asked != text
    (project / "CMakeLists.txt").write_text(text if kind == "shared" else asked)
    run("cmake", "-S", project, "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", tmp_path / "build")
    programs = [p for p in (tmp_path / "build").iterdir() if p.is_file() and os.access(p, os.X_OK)]
    assert len(programs) == 1, programs
    runs(programs[0], prefix, shared=kind == "shared")


@pytest.mark.parametrize("kind", ["shared", "static"])
def test_pkg_config(tmp_path, prefix, example, kind):
    compiler, standard = EXAMPLES[example.name]
    environment = {**os.environ, "PKG_CONFIG_PATH": str(libdir(prefix) / "pkgconfig")}
    flags = run("pkg-config", "--cflags", "northline", env=environment).split()
    libraries = run("pkg-config", "--libs", *(["--static"] if kind == "static" else []), "northline", env=environment).split()
    if kind == "static":
        libraries = [f"{libdir(prefix)}/libnorthline.a" if word == "-lnorthline" else word for word in libraries]
    sources = sorted(s for s in example.iterdir() if s.suffix in (".c", ".cpp"))
    program = tmp_path / "program"
    run(compiler, standard, *WARNINGS, *flags, *sources, "-o", program, *libraries)
    runs(program, prefix, shared=kind == "shared")


def test_version_is_the_same_everywhere(prefix):
    environment = {**os.environ, "PKG_CONFIG_PATH": str(libdir(prefix) / "pkgconfig")}
    version = run("pkg-config", "--modversion", "northline", env=environment).strip()
    assert (libdir(prefix) / f"libnorthline.so.{version}").exists()
    assert (libdir(prefix) / "libnorthline.so.0").is_symlink()
    header = (prefix / "include/northline/northline.h").read_text()
    for part, value in zip(("MAJOR", "MINOR", "PATCH"), version.split(".")):
        assert re.search(rf"#define NORTHLINE_VERSION_{part} {value}\b", header), f"northline.h says another {part} version."


def test_only_public_headers_are_installed(prefix):
    installed = {f.relative_to(prefix).as_posix() for f in (prefix / "include").rglob("*") if f.is_file()}
    assert installed == {"include/northline/northline.h", "include/northline/northline.hpp"}


def test_installed_tool_runs(prefix):
    version = subprocess.run([prefix / "bin/northline", "--version"], capture_output=True, text=True)
    assert version.returncode == 0 and re.search(r"\d+\.\d+\.\d+", version.stdout), version


def test_inside_another_project(tmp_path):
    """add_subdirectory, and so FetchContent: the same target name, and nothing but the library is configured."""
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(host LANGUAGES CXX)\n"
        f"add_subdirectory({ROOT} northline)\nadd_executable(host host.cpp)\ntarget_link_libraries(host northline::northline)\n"
    )
    (tmp_path / "host.cpp").write_text("#include <northline/northline.h>\nint main() { return 0; }\n")
    run("cmake", "-G", "Ninja", "-S", tmp_path, "-B", tmp_path / "build")
    targets = run("ninja", "-C", tmp_path / "build", "-t", "targets", "all")
    assert "libnorthline.so" in targets and "northline_tests" not in targets and "northline_tool" not in targets
