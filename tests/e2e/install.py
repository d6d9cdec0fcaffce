#!/usr/bin/env python3
"""Installs the build into an empty folder and uses it as a stranger would: the header alone, pkg-config, CMake, and the page on embedding."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
build = pathlib.Path(os.environ["BUILD"])
sanitized = "CONVENE_SANITIZE:BOOL=ON" in (build / "CMakeCache.txt").read_text()
flags = ["-fsanitize=address,undefined"] if sanitized else []


def run(*words, **more):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def compile_and_run(prefix, scratch):
    page = (root / "docs/embedding.md").read_text()
    source = re.search(r"```c\n(.*?)```", page, re.S).group(1)
    assert len(source.splitlines()) <= 50, "the page promises a short program"
    (scratch / "groups.c").write_text(source)
    lib = next(prefix.glob("lib/**/libconvene.so")).parent
    env = {**os.environ, "PKG_CONFIG_PATH": str(lib / "pkgconfig"), "LD_LIBRARY_PATH": str(lib)}
    options = run("pkg-config", "--cflags", "--libs", "convene", env=env).split()
    run("cc", "-std=c17", "-Wall", "-Wextra", "-Werror", *flags, scratch / "groups.c", *options, "-o", scratch / "groups")
    out = run(scratch / "groups", root / "fixtures/leadership-2020/conference.json", env=env)
    groups = re.findall(r"^\S+ \((?:experiential|rotating)\): p\d+( p\d+)+$", out, re.M)
    sessions = re.findall(r"^    2020-0[789]-\d\d \d\d:\d\d UTC$", out, re.M)
    assert len(groups) >= 3 and len(sessions) == 4 * len(groups), out
    return lib, env


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        prefix = scratch / "prefix"
        run("cmake", "--install", build, "--prefix", prefix)
        headers = [p.name for p in (prefix / "include").rglob("*") if p.is_file()]
        assert headers == ["convene.h"], headers

        (scratch / "alone.c").write_text("#include <convene.h>\n")
        for compiler, standard in (("cc", "c99"), ("cc", "c17"), ("c++", "c++17")):
            run(compiler, "-x", "c" if compiler == "cc" else "c++", f"-std={standard}", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only",
                f"-I{prefix}/include", scratch / "alone.c")

        lib, env = compile_and_run(prefix, scratch)
        symbols = [line.split()[-1] for line in run("nm", "-D", "--defined-only", lib / "libconvene.so").splitlines()]
        ours = [s for s in symbols if not s.startswith(("__asan", "__ubsan", "__odr_asan", "_init", "_fini"))]
        declared = set(re.findall(r"CVN_API [^;]*?\b(cvn_\w+)\(", (prefix / "include/convene.h").read_text()))
        assert set(ours) == declared, sorted(set(ours) ^ declared)

        project = scratch / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(user C)\nfind_package(convene 0.1 REQUIRED)\n"
                                                "add_executable(groups ../groups.c)\ntarget_link_libraries(groups PRIVATE convene::convene)\n")
        sanitize = [f"-DCMAKE_C_FLAGS={flags[0]}"] if flags else []
        run("cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}", *sanitize)
        run("cmake", "--build", project / "build")

        version = run(prefix / "bin/convene", "--version", env=env)
        assert re.match(r"convene \d+\.\d+\.\d+\ntime-zone data \d{4}[a-z]\n", version), version
        pages = sorted(p.name for p in prefix.glob("share/man/man1/*"))
        verbs = {path.stem.removeprefix("cmd_") for path in (root / "cli").glob("cmd_*.c")}
        assert set(pages) == {"convene.1"} | {f"convene-{verb}.1" for verb in verbs}, pages
        for page in prefix.glob("share/man/man1/*"):
            wrong = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True).stdout
            assert not wrong, wrong
        run("bash", "-n", prefix / "share/bash-completion/completions/convene")
    print("installed, and used by header, pkg-config and CMake")


main()
