#!/usr/bin/env bash
# Builds wheel and sdist, installs the wheel in an environment of its own outside the tree, and
# tests it there.
#
#     bindings/python/test.sh [PYTHON]      default: python3; KEZHUAN_PYTHON_CACHE keeps what pip got
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
python=${1:-python3}
tag=$("$python" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
out=$root/build/python/$tag
mkdir -p "$out"

# The compiler by the name CMake takes of itself, as the cache tells compilers apart by their names.
export CC=${CC:-cc} CXX=${CXX:-c++}
# One place for the tools that build: the compiler cache knows nanobind by its path.
if [ ! -x "$out/tools/bin/python" ]; then
  "$python" -m venv "$out/tools"
  "$out/tools/bin/pip" install --quiet --disable-pip-version-check \
    'scikit-build-core>=0.10' 'nanobind>=2.4' build
fi
echo "== python: wheel and sdist"
rm -rf "$out/dist"
PATH="$out/tools/bin:$PATH" "$out/tools/bin/python" -m build --no-isolation --wheel --sdist \
  --outdir "$out/dist" . >"$out/build.log" 2>&1 || { tail -40 "$out/build.log"; exit 1; }
ls "$out/dist"

echo "== python: everything the wheel was built from is in the sdist"
"$python" bindings/python/check_sdist.py "$out"/dist/*.tar.gz "$(ls -td "$root"/build/python/wheel-* | head -1)"

echo "== python: tests of the installed wheel"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$python" -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check \
  "$(ls "$out"/dist/*.whl)[test]"
cp -r bindings/python/tests "$place/tests"
cp pyproject.toml "$place/"
cd "$place"
export KEZHUAN_SOURCE=$root
venv/bin/python -m pytest -q -p no:cacheprovider tests
venv/bin/python -m kezhuan --version
venv/bin/kezhuan --lang en --help >/dev/null
venv/bin/python -m mypy --config-file pyproject.toml -p kezhuan
if compgen -G "$root/examples/python/*.py" >/dev/null; then
  venv/bin/python -m mypy --config-file pyproject.toml "$root"/examples/python/*.py
fi
if [ -x "$root/examples/python/check" ]; then
  PATH="$place/venv/bin:$PATH" "$root/examples/python/check"
fi
echo "python: passed ($("$place/venv/bin/python" --version))"
