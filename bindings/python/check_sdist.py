"""Whether a source archive holds every file of the tree that a build was made from.

    check_sdist.py kezhuan-0.1.0.tar.gz BUILD-FOLDER

What the compiler read is known to ninja, what CMake read too; building the archive itself anew
would tell no more and take minutes.
"""

import pathlib
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def used(build):
    """Files of the tree that the build depends on."""
    found = set()
    for tool in (["-t", "deps"], ["-t", "inputs", "all"]):
        text = subprocess.run(
            ["ninja", "-C", str(build), *tool], check=True, capture_output=True, text=True
        ).stdout
        for line in text.splitlines():
            path = (build / line.strip()).resolve() if line.strip() else None
            if path and path.is_file() and ROOT in path.parents and ROOT / "build" not in path.parents:
                found.add(path.relative_to(ROOT).as_posix())
    return found


def main():
    archive, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    with tarfile.open(archive) as tar:
        held = {}
        for member in tar.getmembers():
            if member.isfile():
                _, _, name = member.name.partition("/")
                held[name] = tar.extractfile(member).read()
    needed = used(build) | {"pyproject.toml", "CMakeLists.txt"}
    missing = [name for name in sorted(needed) if name not in held]
    other = [n for n in sorted(needed) if n in held and held[n] != (ROOT / n).read_bytes()]
    for name in missing:
        print(f"not in {archive.name}: {name}")
    for name in other:
        print(f"other content in {archive.name}: {name}")
    extra = [name for name in held if name.startswith(("build/", "demo-output/"))]
    for name in extra:
        print(f"does not belong in {archive.name}: {name}")
    if len(needed) < 100:
        print(f"only {len(needed)} files were found to be used: is {build} the build?")
    if missing or other or extra or len(needed) < 100:
        return 1
    print(f"{len(needed)} files used, all in {archive.name} ({len(held)} files)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
