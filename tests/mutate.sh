#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Random damage to the demo's repositories, the fixtures and, where there are any, the real ones:
# govlint must end by itself, with a known status and a whole report. The same seed does the same.
#   MUTATIONS=N   how many (default: as many as fit into 10 seconds, 300 at most)
#   SEED=N        the first seed (default 1); a failure names the seed that brings it back
#   WRAPPER=…     run govlint under it, as WRAPPER="valgrind -q --error-exitcode=99"
# mutate.sh PROGRAM
exec "${PYTHON:-python3}" "${0%.sh}.py" "$@"
