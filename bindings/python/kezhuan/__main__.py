"""``python -m kezhuan``: the command line."""

import sys

from . import _core


def main() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    return _core.run_cli(["kezhuan", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
