#!/usr/bin/env python3
"""Checks who includes whom.

core <- model <- acts <- policy <- {path, income} <- registry <- {report, exchange} <- cli <- bindings

A room includes itself and rooms below it. Public headers include the standard library and kezhuan
only, and open their namespace so that a shared library exports what they declare. A third-party
library is known to one place (ALLOWED), so that it can be changed there.
"""

import argparse
import pathlib
import re
import sys

RANK = {"core": 0, "model": 1, "acts": 2, "policy": 3, "path": 4, "income": 4, "registry": 5,
        "report": 6, "exchange": 6, "cli": 7, "bindings": 8}

# Start of the included name -> start of the paths that may include it.
ALLOWED = {
    "nlohmann/": "src/core/json_reader.cpp",
    "yaml-cpp/": "src/core/yaml_reader.cpp",
    "SQLiteCpp/": "src/registry/sqlite/",
    "sqlite3": "src/registry/sqlite/",
    "CLI/": "src/cli/",
    "csv.h": "src/exchange/csv.cpp",
    "iconv.h": "src/exchange/text_file.cpp",
}

STANDARD = set("""
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono
cinttypes climits clocale cmath compare complex concepts condition_variable coroutine csetjmp
csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception
execution filesystem format forward_list fstream functional future initializer_list iomanip ios
iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new
numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set
shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view
syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set
utility valarray variant vector version
""".split())

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(path):
    """The room a file belongs to, None for the umbrella header and anything outside the rooms."""
    parts = path.split("/")
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    if parts[:2] == ["include", "kezhuan"] and len(parts) > 3:
        return parts[2]
    return "bindings" if parts[0] == "bindings" else None


def room_included(name):
    parts = name.split("/")
    if parts[0] == "kezhuan":
        return parts[1] if len(parts) > 2 else None
    return parts[0] if len(parts) > 1 and parts[0] in RANK else None


def problem_of(path, bracket, name):
    """What is wrong with `path` including `name`, or None."""
    own, other = room_of(path), room_included(name)
    if ".." in name.split("/"):
        return "includes by a relative path; start from the room"
    if own is not None and other is not None and own != other:
        if other not in RANK:
            return f"includes from '{other}', which is no room"
        if RANK[other] >= RANK[own]:
            return f"{own} must not include from {other}"
    for start, place in ALLOWED.items():
        if name.startswith(start) and not path.startswith(place):
            return f"<{name}> may be included by {place} only"
    if path.startswith("include/") and other is None and not name.startswith("kezhuan/"):
        if bracket == '"' or name not in STANDARD:
            return f"a public header must not include {name}"
    if path.startswith("include/") and bracket == '"' and not name.startswith("kezhuan/"):
        return f"a public header must not include the private header {name}"
    return None


def opens_hidden(path, line):
    """Whether a public header opens the namespace as one whose names nobody else can link."""
    return path.startswith("include/") and line.startswith("namespace kezhuan {")


def problems(root):
    found = []
    for folder in ("include", "src", "bindings"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".hpp", ".cpp", ".h"):
                continue
            path = file.relative_to(root).as_posix()
            room = room_of(path)
            if room is not None and room not in RANK:
                found.append(f"{path}:1: '{room}' is no room; see RANK in scripts/checks/layers.py")
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if opens_hidden(path, line):
                    found.append(f"{path}:{number}: a public header opens its namespace as "
                                 'namespace [[gnu::visibility("default")]] kezhuan')
                include = INCLUDE.match(line)
                if include:
                    problem = problem_of(path, include[1], include[2])
                    if problem:
                        found.append(f"{path}:{number}: {problem}")
    return found


def main():
    parser = argparse.ArgumentParser(description="Checks who includes whom.")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    found = problems(parser.parse_args().root)
    print("\n".join(found) if found else "layers: every include goes down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
