#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The real repositories of governance and meetings: what is found, and what each of many mistakes
# brings, as in corpus.sh. Skipped (77) as that.
# corpus-meetings.sh PROGRAM
# shellcheck disable=SC2016 # edits are quoted on purpose
set -u

. "$(dirname "$0")/corpus-prelude.sh"

rules="table-missing,codeowners-*,meetings-*,minutes-*,sig-without-meetings-folder"
rules="$rules,sig-without-codeowner"
beside=meetings
sigs=governance/SIGs/README.md
owners=meetings/CODEOWNERS
cranelift=meetings/cranelift/2024/cranelift-12-04.md

lint base.json real/governance real/meetings
findings list base.json >base

# What is found: wrong years that came from a template, and a heading twice copied; one SIG without
# a folder, one without owners; a group without a README, two that are not listed; a pattern for a
# folder that was archived.
grep -c ' minutes-date-mismatch ' base | grep -qx 11 || fail "not eleven dates that differ"
grep -v ' minutes-date-mismatch ' base | grep -c '^[a-z]' |
    grep -qx 6 || fail "not six other findings about meetings"

mutate 'nothing' ':' ''

# Folders of groups

mutate 'the folder of a SIG deleted' 'rm -r meetings/SIG-Debugging' \
    "+ sig-without-meetings-folder $sigs:22:3
    + codeowners-path-missing $owners:5:1"
mutate 'the folder of a SIG archived' 'mv meetings/SIG-Debugging meetings/archived/' \
    "+ sig-without-meetings-folder $sigs:22:3
    + codeowners-path-missing $owners:5:1"
mutate 'the folder of a SIG in other letter case' 'mv meetings/SIG-Debugging meetings/sig-debugging' \
    "+ codeowners-path-missing $owners:5:1"
mutate 'a SIG more' 'sed -i "25a* SIG Tooling (Ada Example, Chair)" $sigs' \
    "+ sig-without-meetings-folder $sigs:26:3"
mutate 'a SIG more that has a folder' \
    'sed -i "25a* SIG Winch (Ada Example, Chair)" $sigs' ''
mutate 'a SIG more, set up by the guide' \
    'sed -i "25a* SIG Tooling (Ada Example, Chair)" $sigs
    mkdir meetings/SIG-tooling; echo "# Tooling" >meetings/SIG-tooling/README.md
    echo "/SIG-tooling/ @bytecodealliance/sig-tooling-chairs" >>$owners
    sed -i "\$a* [SIG Tooling](./SIG-tooling) (weekly)" meetings/README.md' ''
mutate 'a SIG is past' 'sed -i "22{h;d};\${p;g;s/ (.*//}" $sigs' ''
mutate 'a SIG cannot be read' 'sed -i "22s/)//" $sigs' ''
mutate 'no README' 'rm meetings/SIG-Debugging/README.md' \
    '+ meetings-folder-without-readme meetings/SIG-Debugging:1:1'
mutate 'no README of a SIG without minutes' 'rm meetings/SIG-Packaging/README.md' \
    '+ meetings-folder-without-readme meetings/SIG-Packaging:1:1'
mutate 'no README of a project' 'rm meetings/winch/README.md' \
    '+ meetings-folder-without-readme meetings/winch:1:1'
mutate 'no README of a subgroup' 'rm meetings/SIG-Guest-Languages/Go/README.md' \
    '+ meetings-folder-without-readme meetings/SIG-Guest-Languages/Go:1:1'
mutate 'no README of what is archived' 'rm meetings/archived/sig-registries/README.md' ''
mutate 'a README of another spelling' 'mv meetings/winch/README.md meetings/winch/Readme.md' ''
mutate 'folders that are no groups' \
    'mkdir -p meetings/logos/2024 meetings/.github; echo x >meetings/logos/2024/logo-1.svg; echo x >meetings/.github/TEMPLATE.md' ''

# The list in the README

readme=meetings/README.md
mutate 'a project not listed' 'sed -i 15d $readme' \
    '+ meetings-folder-not-listed meetings/wasmtime:1:1'
mutate 'a SIG not listed' 'sed -i 21d $readme' \
    '+ meetings-folder-not-listed meetings/SIG-Debugging:1:1'
mutate 'a SIG without minutes not listed' 'sed -i 28d $readme' \
    '+ meetings-folder-not-listed meetings/SIG-Packaging:1:1'
mutate 'a subgroup not listed' 'sed -i 25d $readme' \
    '+ meetings-folder-not-listed meetings/SIG-Guest-Languages/JavaScript:1:1'
mutate 'a subgroup without minutes not listed' 'sed -i 27d $readme' \
    '+ meetings-folder-not-listed meetings/SIG-Guest-Languages/Csharp:1:1'
mutate 'a link mistyped' 'sed -i "15s/.wasmtime/\/wasmtme/" $readme' ''
mutate 'no link' 'sed -i "15s/\[\(.*\)\](.*)/\1/" $readme' ''
mutate 'another name' 'sed -i "15s/Wasmtime/The runtime/" $readme' ''
mutate 'a link to the README' 'sed -i "15s/.wasmtime/&\/README.md/; 15s/Wasmtime/The runtime/" $readme' ''
mutate 'a group listed' 'sed -i "17a* [Winch](./winch)" $readme' \
    '- meetings-folder-not-listed meetings/winch:1:1'
mutate 'a group more' 'mkdir -p meetings/tooling/2025; echo "# January 7" >meetings/tooling/2025/tooling-01-07.md' \
    '+ meetings-folder-not-listed meetings/tooling:1:1
    + meetings-folder-without-readme meetings/tooling:1:1'
mutate 'a list that is gone' 'rm $readme' "+ table-missing $readme:1:1
    - meetings-folder-not-listed meetings/wamr:1:1
    - meetings-folder-not-listed meetings/winch:1:1
    ~ meetings-folder-not-listed"

# Owners

mutate 'the line of a SIG deleted' 'sed -i 5d $owners' \
    '+ sig-without-codeowner meetings/SIG-Debugging:1:1'
mutate 'the line of a SIG commented out' 'sed -i "5s/^/# /" $owners' \
    '+ sig-without-codeowner meetings/SIG-Debugging:1:1'
mutate 'the owners of a SIG deleted' 'sed -i "5s/ .*//" $owners' \
    '+ sig-without-codeowner meetings/SIG-Debugging:1:1'
mutate 'the line of a subgroup deleted' 'sed -i 11d $owners' \
    '+ sig-without-codeowner meetings/SIG-Guest-Languages/Go:1:1'
mutate 'the line of a subgroup of another name deleted' 'sed -i 10d $owners' \
    '+ sig-without-codeowner meetings/SIG-Guest-Languages/Csharp:1:1'
mutate 'the line of a SIG with subgroups deleted' 'sed -i 9d $owners' \
    '+ sig-without-codeowner meetings/SIG-Guest-Languages:1:1'
mutate 'the line of a project deleted' 'sed -i 31d $owners' ''
mutate 'a line for all folders of SIGs' \
    'sed -i "5s/^/SIG-*\/ @ada # /" $owners' '- sig-without-codeowner meetings/SIG-Packaging:1:1'
mutate 'lines of other forms' \
    'sed -i "5s/Debugging/&\/**/; 7s/^.//; 17s/SIG-Community./SIG-Community\/*/" $owners' ''
mutate 'the line of the archived SIG mended' 'sed -i "15s/^\/SIG-R/\/archived\/sig-r/" $owners' \
    "- codeowners-path-missing $owners:15:1"
mutate 'a pattern in other letter case' 'sed -i "17s/Community/community/" $owners' \
    "+ codeowners-path-missing $owners:17:1"
mutate 'a pattern mistyped' 'sed -i "31s/winch/wnich/" $owners' \
    "+ codeowners-path-missing $owners:31:1"
mutate 'a pattern twice' 'sed -i "31p" $owners' "+ codeowners-path-twice $owners:32:1"
mutate 'a pattern twice with a slash' 'sed -i "\$a/SIG-Debugging/ @ada" $owners' \
    "+ codeowners-path-twice $owners:32:1"
mutate 'an owner without @' 'sed -i "25s/@//" $owners' "+ codeowners-owner-malformed $owners:25:20"
mutate 'a comma between owners' 'sed -i "31s/core /core, /" $owners' \
    "+ codeowners-owner-malformed $owners:31:9"
mutate 'an owner mailed to' 'sed -i "25s/@.*/ada@example.org/" $owners' ''
mutate 'the file in another place' 'mkdir meetings/.github && mv $owners meetings/.github/' \
    '- codeowners-path-missing meetings/CODEOWNERS:15:1
    + codeowners-path-missing meetings/.github/CODEOWNERS:15:1'
mutate 'the file deleted' 'rm $owners' "+ table-missing meetings/.github/CODEOWNERS:1:1
    - codeowners-path-missing $owners:15:1
    - sig-without-codeowner meetings/SIG-Packaging:1:1
    ~ sig-without-codeowner"

# Dates

mutate 'another day in the heading' 'sed -i "1s/04/05/" $cranelift' \
    "+ minutes-date-mismatch $cranelift:1:3"
mutate 'another month in the heading' 'sed -i "1s/December/November/" $cranelift' \
    "+ minutes-date-mismatch $cranelift:1:3"
mutate 'the year of the folder in the heading' 'sed -i "1s/04/&, 2024/" $cranelift' ''
mutate 'last year in the heading' 'sed -i "1s/04/&, 2023/" $cranelift' \
    "+ minutes-date-mismatch $cranelift:1:3"
mutate 'the date in other words' 'sed -i "1s/.*/# Call of Wed, 4th Dec. 2024/" $cranelift' ''
mutate 'the date in numbers' 'sed -i "1s/.*/# Call of 12\/4\/2024/" $cranelift' ''
mutate 'another date in numbers' 'sed -i "1s/.*/# Call (2024-12-05)/" $cranelift' \
    "+ minutes-date-mismatch $cranelift:1:9"
mutate 'days in the heading' 'sed -i "1s/04/4 and 5/" $cranelift' ''
mutate 'a meeting moved' 'sed -i "1s/.*/# Call moved to December 6/" $cranelift' ''
mutate 'no date in the heading' 'sed -i "1s/.*/# Agenda/" $cranelift' ''
mutate 'a month mistyped' 'sed -i "1s/December/Decmber/" $cranelift' ''
mutate 'a file renamed' 'mv $cranelift meetings/cranelift/2024/cranelift-12-05.md' \
    '+ minutes-date-mismatch meetings/cranelift/2024/cranelift-12-05.md:1:3'
mutate 'the template of the year before' \
    'mkdir meetings/winch/2025; sed "1s/.*/# January 7, 2024 project call/" meetings/winch/TEMPLATE.md >meetings/winch/2025/winch-01-07.md' \
    '+ minutes-date-mismatch meetings/winch/2025/winch-01-07.md:1:3'
mutate 'a copy with the old heading' \
    'mkdir meetings/cranelift/2025 && cp $cranelift meetings/cranelift/2025/cranelift-01-08.md' \
    '+ minutes-date-mismatch meetings/cranelift/2025/cranelift-01-08.md:1:3'
mutate 'a wrong heading mended' 'sed -i "1s/.*/# July 25th Community stream/" meetings/community/2023/community-07-25.md' \
    '- minutes-date-mismatch meetings/community/2023/community-07-25.md:1:3'

mutate 'minutes beside the years' 'mv $cranelift meetings/cranelift/' \
    '+ minutes-outside-year-folder meetings/cranelift/cranelift-12-04.md:1:1'
mutate 'minutes at the top' 'mv $cranelift meetings/cranelift-2024-12-04.md' \
    '+ minutes-outside-year-folder meetings/cranelift-2024-12-04.md:1:1'
mutate 'minutes of a subgroup beside the years' \
    'mv meetings/SIG-Guest-Languages/Python/2023/guest-python-11-09.md meetings/SIG-Guest-Languages/Python/' \
    '+ minutes-outside-year-folder meetings/SIG-Guest-Languages/Python/guest-python-11-09.md:1:1'
mutate 'the minutes of January in the folder of last year' \
    'echo "# January 8, 2025" >meetings/cranelift/2024/cranelift-2025-01-08.md' \
    '+ minutes-outside-year-folder meetings/cranelift/2024/cranelift-2025-01-08.md:1:1'
mutate 'the minutes of January in the folder of last year, the year only in the heading' \
    'echo "# January 8, 2025" >meetings/cranelift/2024/cranelift-01-08.md' \
    '+ minutes-date-mismatch meetings/cranelift/2024/cranelift-01-08.md:1:3'
mutate 'a year mistyped in the name' \
    'cd meetings/SIG-Guest-Languages/2024; mv guest-langs-01-02-2024.md guest-langs-01-02-2042.md' \
    '+ minutes-date-mismatch meetings/SIG-Guest-Languages/2024/guest-langs-01-02-2042.md:1:4'

echo "$cases mistakes made"
finish
