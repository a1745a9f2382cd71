#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# script/unshown reports exactly what the examples of a pack do not need: unshown.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
script=$(dirname "$0")/../script/unshown
"${PYTHON:-python3}" -c 'import yaml' 2>/dev/null || { echo "SKIPPED: Python has no yaml"; exit 77; }

mkdir "$work/garden"
cat >"$work/garden/pack.yml" <<'EOT'
name: garden
repositories: {garden: {known-by: [beds.md]}}
tables:
  beds:
    read: {repository: garden, file: beds.md, list-under: Beds}
    except: '^(?:\?|(?i:to do))$'
    columns:
      bed: {of: text, match: '^[a-z_]+(?! )'}
EOT
cat >"$work/garden/bed-malformed.yml" <<'EOT'
summary: A bed whose name is none
why: Nobody finds it.
severity: error
for: beds
check: {present: bed}
message: "'{text}' is no name"
examples:
  - bad:
      garden:
        beds.md: "# Beds\n\n* 2\n* to do\n"
    finds: "garden/beds.md:3:3: '2' is no name"
  - good:
      garden:
        beds.md: "# Beds\n\n* roses\n"
EOT
"${PYTHON:-python3}" "$script" --program "$program" "$work/garden" >"$work/out" 2>"$work/err"
cat >"$work/expected" <<'EOT'
pack.yml: tables.beds.except: the examples pass without it
pack.yml: tables.beds.except: the examples pass without the alternative \?
pack.yml: tables.beds.except: the examples pass without the alternative (?i:to do)
pack.yml: tables.beds.columns.bed.match: the examples pass without the lookaround (?! )
pack.yml: tables.beds.columns.bed.match: the examples pass without '_' in [a-z_]
5 unshown
EOT
silent err
diff "$work/expected" "$work/out" || fail "something else is told"

# With an example for each of these there is nothing to tell.
cat >>"$work/garden/bed-malformed.yml" <<'EOT'
  - good:
      garden:
        beds.md: "# Beds\n\n* red_roses\n* ?\n* To Do\n"
  - bad:
      garden:
        beds.md: "# Beds\n\n* r 2\n"
    finds: "garden/beds.md:3:3: 'r 2' is no name"
EOT
sed -i.bak 's/\[a-z_\]+(?! )/[a-z_]+(?![^\\n])/' "$work/garden/pack.yml"
rm "$work/garden/pack.yml.bak"
"${PYTHON:-python3}" "$script" --program "$program" "$work/garden" >"$work/out" 2>"$work/err"
says out '0 unshown'
finish
