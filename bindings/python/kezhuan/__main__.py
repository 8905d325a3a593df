"""``python -m kezhuan``: the command line."""

import signal
import sys

from . import _core


def main() -> int:
    # As in the program: Ctrl-C, and a pipe nobody reads any more, end it.
    for name in ("SIGINT", "SIGPIPE"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    sys.stdout.flush()
    sys.stderr.flush()
    return _core.run_cli(["kezhuan", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
