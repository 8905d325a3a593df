#!/usr/bin/env python3
"""Checks that a shared library exports public names of kezhuan alone.

    exports.py LIBRARY

Names every symbol that is not kezhuan's, every private one, and what is missing of the public ones
without which nobody could use it. Needs nm of the binutils.
"""
import re
import subprocess
import sys

OWN = re.compile(r"((vtable|VTT|typeinfo|typeinfo name|guard variable) for )?kezhuan::")
# Functions every user needs, and the type information by which exceptions are caught.
PUBLIC = ["kezhuan::Registry::open(", "kezhuan::Snapshot::changes(", "kezhuan::act_types()",
          "kezhuan::operator+(kezhuan::Money const&", "kezhuan::operator+(kezhuan::Date const&",
          "kezhuan::operator*(kezhuan::Ratio const&",
          "typeinfo for kezhuan::Error", "typeinfo for kezhuan::Refused"]
# From headers that are not installed.
PRIVATE = ["kezhuan::read_entry(", "kezhuan::Store::", "kezhuan::find_written("]


def problems_of(symbols):
    """What is wrong with the demangled names a library exports."""
    problems = [f"not ours: {each}" for each in symbols if not OWN.match(each)]
    problems += [f"private: {each}" for each in symbols
                 if any(each.startswith(name) for name in PRIVATE)]
    problems += [f"missing: {name}" for name in PUBLIC
                 if not any(each.startswith(name) for each in symbols)]
    return problems


def symbols_of(library):
    out = subprocess.run(["nm", "-DC", "--defined-only", library], check=True,
                         capture_output=True, text=True).stdout
    return [line.split(" ", 2)[2] for line in out.splitlines()]


def main():
    symbols = symbols_of(sys.argv[1])
    problems = problems_of(symbols)
    for problem in problems:
        print(f"exports: {problem}", file=sys.stderr)
    if problems:
        return 1
    print(f"exports: {len(symbols)} names, all public, all our own")
    return 0


if __name__ == "__main__":
    sys.exit(main())
