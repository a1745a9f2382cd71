#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Faults of the system and the lack of memory, one at a time: see faults.py.
# faults.sh PROGRAM PYTHON SHIM calls|signals|memory [SCENARIO…]
set -u

. "$(dirname "$0")/../prelude.sh"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
python=$2
shim=$3
shift 3
command -v "$python" >/dev/null || { echo "SKIPPED: there is no $python"; exit 77; }
# Where flushing costs nothing, there is time for more.
fast=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
at_exit() { rm -rf "$fast"; }
"$python" "$here/faults.py" "$program" "$shim" "$fast" "$@"
