# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The mistakes that corpus.sh makes, by line of the file, and the findings that each must bring.
# shellcheck shell=sh disable=SC2154,SC2016 # variables of corpus.sh; edits are quoted on purpose

mutate 'nothing' ':' ''
mutate 'a line above moves all' 'sed -i "1i\\\\" $sigs' ''

# SIGs

mutate 'a folder deleted' 'rm -r governance/SIGs/SIG-debugging' \
    "+ sig-without-folder $sigs:22:3
    - sig-without-charter-link $sigs:22:3"
mutate 'a folder of an otherwise written name deleted' 'rm -r governance/SIGs/sig-packaging' \
    "+ sig-without-folder $sigs:14:3
    - sig-without-charter-link $sigs:14:3"
mutate 'a folder renamed' 'mv governance/SIGs/SIG-debugging governance/SIGs/SIG-bugging' \
    "+ sig-without-folder $sigs:22:3
    + sig-folder-not-listed governance/SIGs/SIG-bugging:1:1
    - sig-without-charter-link $sigs:22:3"
mutate 'a folder archived' 'mv governance/SIGs/SIG-debugging governance/SIGs/archived/' \
    "+ sig-archived-but-current $sigs:22:3
    - sig-without-charter-link $sigs:22:3"
mutate 'a folder no longer archived' 'mv governance/SIGs/archived/SIG-Registries governance/SIGs/' \
    "+ sig-archived-but-current $sigs:31:3"
mutate 'a past SIG listed as current' 'sed -i "25a* SIG Registries (Ada Example, Chair)" $sigs' \
    "+ sig-archived-but-current $sigs:26:3"
mutate 'a name as its folder is called' 'sed -i "21s/Types/TypeS/" $sigs' \
    "- sig-name-differs-from-folder $sigs:21:3"
mutate 'a name in other letters' 'sed -i "22s/Debug/DeBug/" $sigs' \
    "+ sig-name-differs-from-folder $sigs:22:3"
mutate 'a name in small letters' 'sed -i "15s/Guest Languages/guest languages/" $sigs' ''
mutate 'a name in other words, linked' \
    'sed -i "23s/SIG Documentation/[SIG Docs](SIG-documentation)/" $sigs' \
    "+ sig-name-differs-from-folder $sigs:23:4
    - sig-without-charter-link $sigs:23:3"
mutate 'a name in other words, linked to another' \
    'sed -i "23s/SIG Documentation/[SIG Docs](SIG-debugging)/" $sigs' \
    "+ sig-without-folder $sigs:23:4
    + sig-folder-not-listed governance/SIGs/SIG-documentation:1:1
    - sig-without-charter-link $sigs:23:3"
mutate 'a folder unknown' 'mkdir governance/SIGs/SIG-new && echo x >governance/SIGs/SIG-new/proposal.md' \
    '+ sig-folder-not-listed governance/SIGs/SIG-new:1:1
    + proposal-section-missing governance/SIGs/SIG-new/proposal.md:1:1'
mutate 'an entry deleted' 'sed -i 22d $sigs' \
    "+ sig-folder-not-listed governance/SIGs/SIG-debugging:1:1
    - sig-without-charter-link $sigs:22:3"
mutate 'a charter deleted' 'rm governance/SIGs/SIG-embedded/proposal.md' \
    "+ sig-charter-missing $sigs:25:3
    - sig-name-differs-from-folder $sigs:25:3
    - sig-without-charter-link $sigs:25:3"
mutate 'a charter linked' 'sed -i "22s/SIG Debugging/[&](SIG-debugging\/proposal.md)/" $sigs' \
    "- sig-without-charter-link $sigs:22:3"
mutate 'another charter linked' 'sed -i "22s/SIG Debugging/[&](SIG-embedded\/proposal.md)/" $sigs' ''

mutate 'a chair deleted with the parentheses' 'sed -i "25s/ (.*//" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'a chair deleted, the role left' 'sed -i "25s/(.*,/(,/" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'a chair deleted with the comma' 'sed -i "25s/(.*, /(/" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'a chair deleted, the parentheses left' 'sed -i "25s/(.*)/()/" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'a chair deleted, blanks left' 'sed -i "25s/(.*,/( ,/" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'a chair to be determined' 'sed -i "25s/(.*,/(TBD,/" $sigs' \
    "+ sig-without-chair $sigs:25:3"
mutate 'both chairs deleted' 'sed -i "14s/(.*,/(,/" $sigs' \
    "+ sig-without-chair $sigs:14:3"
mutate 'one of two chairs deleted' 'sed -i "14s/ and [^,]*//" $sigs' \
    "+ sig-chair-role-mismatch $sigs:14:31"
mutate 'the first of two chairs deleted' 'sed -i "24s/(.* and /(/" $sigs' \
    "+ sig-chair-role-mismatch $sigs:24:31"
mutate 'chairs of a SIG with subgroups deleted' 'sed -i "15s/ (.*//" $sigs' \
    "+ sig-without-chair $sigs:15:3"
mutate 'a chair of a subgroup deleted' 'sed -i "18s/ (.*//" $sigs' \
    "+ subgroup-without-chair $sigs:18:5"
mutate 'a chair of a subgroup with a sign deleted' 'sed -i "17s/(.*,/(,/" $sigs' \
    "+ subgroup-without-chair $sigs:17:5"
mutate 'one of two chairs of a subgroup deleted' 'sed -i "16s/ and [^,]*//" $sigs' \
    "+ sig-chair-role-mismatch $sigs:16:41"
mutate 'Chair after two' 'sed -i "16s/Co-chairs/Chair/" $sigs' \
    "+ sig-chair-role-mismatch $sigs:16:60"
mutate 'Co-chairs after one' 'sed -i "22s/Chair/Co-chairs/" $sigs' \
    "+ sig-chair-role-mismatch $sigs:22:35"

mutate 'a parenthesis not closed' 'sed -i "25s/)//" $sigs' \
    "+ sig-entry-malformed $sigs:25:3
    - sig-name-differs-from-folder $sigs:25:3
    - sig-without-charter-link $sigs:25:3"
mutate 'no role' 'sed -i "23s/, Co-chairs//" $sigs' \
    "+ sig-entry-malformed $sigs:23:3
    - chair-spelled-like $sigs:23:42
    - sig-without-charter-link $sigs:23:3"
mutate 'an empty item' 'sed -i "25a*" $sigs' "+ sig-entry-malformed $sigs:26:1"
mutate 'an empty item within' 'sed -i "20a\\  -" $sigs' "+ sig-entry-malformed $sigs:21:3"
mutate 'a nested item without chair' 'sed -i "25a\\  * Zig Subgroup" $sigs' \
    "+ subgroup-without-chair $sigs:26:5"
mutate 'listed twice' 'sed -i "25a* SIG debugging (Ada Example, Chair)" $sigs' \
    "+ sig-listed-twice $sigs:26:3"
mutate 'the heading renamed' 'sed -i "s/^## Current SIGs/## Groups at Work/" $sigs' \
    "+ table-missing $sigs:1:1
    - chair-spelled-like $sigs:23:42
    ~ chair-spelled-like
    ~ handle-differs-for-name
    ~ handle-link-mismatch
    ~ handle-malformed
    ~ name-differs-for-handle
    ~ name-order-swapped
    ~ sig-archived-but-current
    ~ sig-chair-role-mismatch
    ~ sig-charter-missing
    ~ sig-entry-malformed
    ~ sig-folder-not-listed
    ~ sig-listed-twice
    ~ sig-name-differs-from-folder
    ~ sig-without-chair
    ~ sig-without-charter-link
    ~ sig-without-folder
    ~ subgroup-without-chair
    - sig-name-differs-from-folder $sigs:21:3
    - sig-name-differs-from-folder $sigs:25:3
    - sig-without-charter-link $sigs:14:3
    - sig-without-charter-link $sigs:15:3
    - sig-without-charter-link $sigs:21:3
    - sig-without-charter-link $sigs:22:3
    - sig-without-charter-link $sigs:23:3
    - sig-without-charter-link $sigs:24:3
    - sig-without-charter-link $sigs:25:3"
mutate 'the heading at another level' 'sed -i "s/^## Current SIGs/### Current SIGs/" $sigs' ''
mutate 'CRLF' 'sed -i "s/\$/\r/" $sigs $tsc $board $members $contributors' ''
mutate 'a byte-order mark' 'sed -i "1s/^/\xef\xbb\xbf/" $sigs $tsc $board $members $contributors' ''
mutate 'CRLF and a chair deleted' 'sed -i "s/\$/\r/; 16s/ (.*)//" $sigs' \
    "+ subgroup-without-chair $sigs:16:5"
mutate 'Latin-1 in Markdown' 'sed -i "16s/\xc3\xba/\xfa/" $sigs' \
    "+ not-utf8 $sigs:16:29
    - chair-spelled-like $sigs:23:42
    ~ chair-spelled-like
    ~ handle-differs-for-name
    ~ handle-link-mismatch
    ~ handle-malformed
    ~ name-differs-for-handle
    ~ name-order-swapped
    ~ proposal-names-other-sig
    ~ sig-archived-but-current
    ~ sig-chair-role-mismatch
    ~ sig-charter-missing
    ~ sig-entry-malformed
    ~ sig-folder-not-listed
    ~ sig-listed-twice
    ~ sig-name-differs-from-folder
    ~ sig-without-chair
    ~ sig-without-charter-link
    ~ sig-without-folder
    ~ subgroup-without-chair
    - sig-name-differs-from-folder $sigs:21:3
    - sig-name-differs-from-folder $sigs:25:3
    - sig-without-charter-link $sigs:14:3
    - sig-without-charter-link $sigs:15:3
    - sig-without-charter-link $sigs:21:3
    - sig-without-charter-link $sigs:22:3
    - sig-without-charter-link $sigs:23:3
    - sig-without-charter-link $sigs:24:3
    - sig-without-charter-link $sigs:25:3
    ~ yaml-duplicate-key"

# Proposals

template=governance/templates/SIGs/proposal.md
proposal=governance/SIGs/SIG-community/proposal.md
mutate 'a template taken as it is' 'cp $template $proposal' \
    "+ proposal-placeholder-left $proposal:1:22
    + proposal-placeholder-left $proposal:3:39
    + proposal-placeholder-left $proposal:5:1
    + proposal-placeholder-left $proposal:7:1
    + proposal-placeholder-left $proposal:9:1
    + proposal-placeholder-left $proposal:13:51
    + proposal-placeholder-left $proposal:15:3"
mutate 'a template half filled in' \
    'sed "s/\$SIG_NAME/SIG Community/; 5s/_//g; 7s/_.*/We do it./; 15s/.*/- TBD/" $template >$proposal' \
    "+ proposal-placeholder-left $proposal:5:1
    + proposal-placeholder-left $proposal:9:1
    + proposal-placeholder-left $proposal:15:3"
mutate 'a template of CRLF' 'sed "s/\$SIG_NAME/SIG Community/; s/\$/\r/; 5,9d; 15d" $template >$proposal' ''
mutate 'something still to be written' 'sed -i "5iTODO: describe the scope.\n" $proposal' \
    "+ proposal-placeholder-left $proposal:5:1"
mutate 'a heading deleted' 'sed -i "/^## Supporting/d" $proposal' \
    "+ proposal-section-missing $proposal:1:1"
mutate 'a heading misspelled' 'sed -i "s/^## Supporting Members/## Suporting Member/" $proposal' \
    "+ proposal-section-missing $proposal:1:1"
mutate 'a heading of another level' 'sed -i "s/^## Supporting Members/#### 3. *Supporting* members:/" $proposal' ''
mutate 'another name in the title' 'sed -i "1s/Community/Debugging/" $proposal' \
    "+ proposal-names-other-sig $proposal:1:22"
mutate 'a name misspelled' 'sed -i "3s/Community/Comunity/" $proposal' \
    "+ proposal-names-other-sig $proposal:3:39"
mutate 'the proposal of another SIG copied' 'cp governance/SIGs/SIG-debugging/proposal.md $proposal' \
    "+ proposal-names-other-sig $proposal:1:22"
mutate 'a parenthesis of a supporter deleted' 'sed -i "/Bailey/s/)//" $proposal' \
    "+ supporter-malformed $proposal:24:3"
mutate 'an entry of a supporter empty' 'echo >>$proposal; echo - >>$proposal' \
    "+ supporter-malformed $proposal:25:1"
supported=governance/SIGs/SIG-debugging/proposal.md
mutate 'a bracket of a supporter deleted' 'sed -i "26s/\]//" $supported' \
    "+ supporter-malformed $supported:26:3"
mutate 'a blank in the link of a supporter' 'sed -i "26s/\](/] (/" $supported' \
    "+ supporter-malformed $supported:26:3"
mutate 'no link of a supporter' 'sed -i "26s/(https[^)]*)//" $supported' \
    "+ supporter-malformed $supported:26:17"
mutate 'no brackets of a supporter' 'sed -i "26s/\[\(.*\)\](.*) (/\1 (/" $supported' ''
project=governance/projects/hosted/shovel
mutate 'a project that is not listed' \
    'mkdir -p $project; sed "s/\$PROJECT_NAME/Shovel/g; s/(Core.Hosted)/Hosted/; /^_/d; /^- \[/d; /^- _/d; /Full Name/d" \
        governance/templates/projects/proposal.md >$project/proposal.md; echo "* [Rake](https://github.com/example/rake)" >governance/projects/README.md' \
    "+ project-not-listed $project/proposal.md:1:1"
mutate 'a project without its headings' \
    'mkdir -p $project; printf "# Proposal to Create Spade\n\n## Project Summary\n" >$project/proposal.md' \
    "+ proposal-names-other-sig $project/proposal.md:1:22
    + proposal-section-missing $project/proposal.md:1:1
    + proposal-section-missing $project/proposal.md:1:1
    + proposal-section-missing $project/proposal.md:1:1
    + proposal-section-missing $project/proposal.md:1:1
    + proposal-section-missing $project/proposal.md:1:1"

# Handles and the two lists of the TSC

mutate 'no handle on the site' 'sed -i 6d $tsc' "+ person-without-handle $tsc:5:3"
mutate 'an empty handle on the site' 'sed -i "6s/:.*/:/" $tsc' "+ person-without-handle $tsc:6:3"
mutate 'a null handle on the site' 'sed -i "6s/:.*/: ~/" $tsc' "+ person-without-handle $tsc:6:3"
mutate 'no handle of a director' 'sed -i 16d $board' "+ person-without-handle $board:15:3"
mutate 'no mention of a member' 'sed -i "5s/ \[.*//" $members' "+ tsc-member-malformed $members:5:3"
mutate 'no handle of a member' 'sed -i "6s/@[^]]*//" $members' "+ tsc-member-malformed $members:6:18"
mutate 'no link of a member' 'sed -i "6s/\[\(@.*\)\].*/\1/" $members' \
    "+ tsc-member-malformed $members:6:3"
mutate 'no name of a member' 'sed -i "6s/\* .* \[/* [/" $members' \
    "+ tsc-member-malformed $members:6:3"
mutate 'another handle on the site' 'sed -i "6s/: .*/: another/" $tsc' \
    "+ tsc-lists-disagree $tsc:6:11
    + tsc-lists-disagree $members:5:22"
mutate 'another handle in governance' 'sed -i "7s/\[.*/[@another](https:\/\/github.com\/another)/" $members' \
    "+ tsc-lists-disagree $members:7:24
    + tsc-lists-disagree $tsc:16:11
    + tsc-member-not-contributor $members:7:24"
mutate 'another person on the site' 'sed -i "5s/: .*/: Ada Example/; 6s/: .*/: ada-example/" $tsc' \
    "+ tsc-lists-disagree $tsc:6:11
    + tsc-lists-disagree $members:5:22"
mutate 'a member more on the site' \
    'printf "\n- name: Ada Example\n  github: ada\n  title: Elected Delegate\n" >>$tsc' \
    "+ tsc-lists-disagree $tsc:20:11"
mutate 'a member less on the site' 'sed -i 5,9d $tsc' "+ tsc-lists-disagree $members:5:22"
mutate 'a member less in governance' 'sed -i 5d $members' \
    "+ tsc-lists-disagree $tsc:6:11
    + tsc-delegate-count $members:3:4"
mutate 'handles in another letter case' 'sed -i "6s/fitz/Fitz/" $tsc' ''
mutate 'two handles of the site swapped' \
    'a=$(sed -n 6p $tsc) b=$(sed -n 11p $tsc); sed -i "6s/.*/$b/; 11s/.*/$a/" $tsc' \
    "+ tsc-lists-disagree $tsc:6:11
    + tsc-lists-disagree $tsc:11:11
    + tsc-lists-disagree $members:5:22
    + tsc-lists-disagree $members:6:19"
mutate 'a handle of each list put into the other' \
    'sed -i "6s/: .*/: ricochet-two/" $tsc; sed -i "7s/@[^]]*/@ada/; 7s/com.[^)]*/com\/ada/" $members' \
    "+ tsc-lists-disagree $tsc:6:11
    + tsc-lists-disagree $members:5:22
    + tsc-lists-disagree $tsc:16:11
    + tsc-lists-disagree $members:7:24
    + tsc-member-not-contributor $members:7:24"
mutate 'handles of both lists swapped alike' \
    'sed -i "6s/: .*/: one/" $tsc; sed -i "5s/@[^]]*/@one/; 5s/com.[^)]*/com\/one/" $members' \
    "+ tsc-member-not-contributor $members:5:22
    + handle-differs-for-name $tsc:6:11"
mutate 'a link to another account' 'sed -i "6s/\(github.com.\).*)/\1other)/" $members' \
    "+ handle-link-mismatch $members:6:19"
mutate 'a link to another account of a contributor' 'sed -i "11s/\(github.com.\)[^)]*/\1other/" $contributors' \
    "+ handle-link-mismatch $contributors:11:26"
mutate 'no @ of a contributor' 'sed -i "11s/@//" $contributors' \
    "+ contributor-malformed $contributors:11:3"
mutate 'no comma of a contributor' 'sed -i "11s/,/./" $contributors' ''
mutate 'a contributor twice' 'sed -i "11{p;s/^\* \w*/* Example/}" $contributors' \
    "+ contributor-listed-twice $contributors:12:28"
mutate 'an @ before a handle on the site' "sed -i \"6s/: \\(.*\\)/: '@\\1'/\" \$tsc" \
    "+ handle-malformed $tsc:6:12"
mutate 'a handle that GitHub does not allow on the site' 'sed -i "6s/: .*/: f\xc3\xadtz/" $tsc' \
    "+ handle-malformed $tsc:6:11"
mutate 'a handle that GitHub does not allow in governance' \
    'sed -i "5s/@[^]]*/@fitz_gen/; 5s/com.[^)]*/com\/fitz_gen/" $members' \
    "+ handle-malformed $members:5:22"
mutate 'a handle that is a URL on the site' 'sed -i "6s|: |: https://github.com/|" $tsc' \
    "+ handle-malformed $tsc:6:11"
mutate 'a director twice' 'sed -n 5,7p $board | tr "\n" "^" | tr "^" "\n" >add; echo >>$board; cat add >>$board' \
    "+ person-listed-twice $board:52:11"
mutate 'an unknown key' 'sed -i "7s/title/tilte/" $tsc' \
    "+ person-unknown-field $tsc:7:3"
mutate 'a key twice' 'sed -i "7a\\  github: another" $tsc' "+ yaml-duplicate-key $tsc:8:3"
mutate 'an entry is a text' 'printf "\n- Ada Example\n" >>$tsc' "+ person-malformed $tsc:19:3"

# People in several lists

mutate 'a chair spelled as the contributor' 'sed -i "23s/Danniel/Daniel/" $sigs' \
    "- chair-spelled-like $sigs:23:42"
mutate 'a chair misspelled' 'sed -i "22s/Fitzgerald/Fitgzerald/" $sigs' \
    "+ chair-spelled-like $sigs:22:18"
mutate 'a chair of a subgroup misspelled' 'sed -i "17s/Silesmo/Silessmo/" $sigs' \
    "+ chair-spelled-like $sigs:17:18"
mutate 'a supporter without a handle misspelled' 'sed -i "34s/Prewitt/Prewwitt/" $languages' \
    "+ chair-spelled-like $languages:34:3"
mutate 'a supporter with a handle misspelled' 'sed -i "28s/Nick/Nik/" $debugging' \
    "+ chair-spelled-like $debugging:28:3"
mutate 'a chair whom no list knows' 'sed -i "22s/Nick Fitzgerald/Ada Example/" $sigs' ''
mutate 'a chair of another name' 'sed -i "21s/Wang Xin/Wang Min/" $sigs' ''
mutate 'a chair by a short form' 'sed -i "23s/Danniel/Dan/" $sigs' "- chair-spelled-like $sigs:23:42"
mutate 'a contributor of another name' 'sed -i "11s/Birch Jr, Johnnie L/Example, Ada/" $contributors' \
    "+ name-differs-for-handle $debugging:25:3"
mutate 'a supporter of another name' 'sed -i "25s/Birch, Johnnie/Example, Ada/" $debugging' \
    "+ name-differs-for-handle $debugging:25:3"
mutate 'a director of another name' 'sed -i "15s/: .*/: Ada Example/" $board' \
    "+ name-differs-for-handle $board:15:9"
mutate 'a director with a middle name' 'sed -i "15s/Hickey/Q. Public Hickey/" $board' ''
mutate 'a delegate of another name on the site' 'sed -i "5s/Nick/Robin/" $tsc' \
    "+ name-differs-for-handle $tsc:5:9"
mutate 'a handle of another supporter' 'sed -i "28s/fitzgen/abrown/g" $debugging' \
    "+ handle-differs-for-name $debugging:28:22"
mutate 'a director with another handle' 'sed -i "16s/: .*/: pat-hickey/" $board' \
    "+ handle-differs-for-name $board:16:11"
mutate 'a contributor with another handle' 'sed -i "/squillace/s/squillace/ralph/g" $contributors' \
    "+ handle-differs-for-name $contributors:88:23"
mutate 'the account of a supporter mended' 'sed -i "31s/penzn/ppenzin/g" $typescript' \
    "- handle-differs-for-name $typescript:31:18"
mutate 'a delegate swapped' 'sed -i "5s/Fitzgerald, Nick/Nick, Fitzgerald/" $members' \
    "+ name-order-swapped $members:5:3"
mutate 'a contributor swapped' 'sed -i "/fitzgen/s/Fitzgerald, Nick/Nick, Fitzgerald/" $contributors' \
    "+ name-order-swapped $contributors:33:3"
mutate 'a supporter swapped' 'sed -i "25s/Birch, Johnnie/Johnnie, Birch/" $debugging' ''
mutate 'a supporter the right way round' 'sed -i "31s/Jiaxiao, Zhou/Zhou, Jiaxiao/" $languages' \
    "- name-order-swapped $languages:31:3"
mutate 'a delegate no contributor' 'sed -i "/fitzgen/d" $contributors' \
    "+ tsc-member-not-contributor $members:5:22"
mutate 'a delegate of a project no contributor' \
    'sed -i "5d" $members; printf "\n* Example, Ada [@ada](https://github.com/ada)\n" >>$members; printf "\n- name: Ada Example\n  github: ada\n  title: Delegate\n" >>$tsc; sed -i 5,9d $tsc' \
    "+ tsc-delegate-count $members:3:4"
mutate 'a delegate less in both lists' 'sed -i 5d $members; sed -i 5,9d $tsc' \
    "+ tsc-delegate-count $members:3:4"
mutate 'a number of the charter in words' 'sed -i "s/elect 3 TSC/elect four TSC/" $charter' \
    "+ tsc-delegate-count $members:3:4"
mutate 'no number in the charter' 'sed -i "s/elect 3 TSC/elect some TSC/" $charter' ''
mutate 'a core project without a delegate' \
    'mkdir -p governance/projects; printf "# Core Projects\n\n* Wasmtime\n" >governance/projects/README.md' \
    "+ tsc-delegate-count governance/projects/README.md:3:3"
mutate 'a handle of a supporter that GitHub does not allow' 'sed -i "139s/@woodsmc/@woods_mc/" $embedded' \
    "+ handle-malformed $embedded:139:26"
mutate 'a link of a supporter to another account' 'sed -i "25s/com.jlb6740/com\/other/" $debugging' \
    "+ handle-link-mismatch $debugging:25:20"

# Files that cannot be read

unread_tsc="~ chair-spelled-like
    ~ handle-differs-for-name
    ~ handle-malformed
    ~ name-differs-for-handle
    ~ name-order-swapped
    ~ person-listed-twice
    ~ person-malformed
    ~ person-unknown-field
    ~ person-without-handle
    ~ person-without-name
    ~ person-without-title
    ~ tsc-lists-disagree"
unparsed_tsc="$unread_tsc
    ~ yaml-duplicate-key"
mutate 'YAML indented wrongly' 'sed -i "7s/^ */ /" $tsc' "+ yaml-syntax $tsc:7:2
    $unparsed_tsc"
mutate 'YAML with a bracket open' 'sed -i "7s/: .*/: [a/" $tsc' "+ yaml-syntax $tsc:7:10
    $unparsed_tsc"
mutate 'YAML with a tab' 'sed -i "7s/^ */\t/" $tsc' "+ yaml-syntax $tsc:7:1
    $unparsed_tsc"
mutate 'YAML with a quote open' "sed -i \"17s/: .*/: 'a/\" \$tsc" "+ yaml-syntax $tsc:17:10
    $unparsed_tsc"
mutate 'YAML of another file' 'printf "a: [1\n" >website/_data/other.yml' \
    "+ yaml-syntax website/_data/other.yml:1:4
    ~ yaml-duplicate-key"
mutate 'Latin-1 in YAML' 'sed -i "5s/Nick/N\xedck/" $tsc' "+ not-utf8 $tsc:5:10
    $unparsed_tsc"
mutate 'the file deleted' 'rm $tsc' "+ table-missing $tsc:1:1
    $unread_tsc"
mutate 'the list of contributors deleted' 'rm $contributors' "+ table-missing $contributors:1:1
    - contributor-malformed $contributors:22:3
    - contributor-malformed $contributors:60:3
    - handle-link-mismatch $contributors:22:21
    - handle-differs-for-name $typescript:31:18
    + handle-differs-for-name $embedded:152:16
    - name-order-swapped $typescript:31:3
    - name-order-swapped $languages:31:3
    ~ chair-spelled-like
    ~ contributor-listed-twice
    ~ contributor-malformed
    ~ handle-differs-for-name
    ~ handle-link-mismatch
    ~ handle-malformed
    ~ name-differs-for-handle
    ~ name-order-swapped
    ~ tsc-member-not-contributor"
mutate 'front matter not closed' 'sed -i "2,\${/^---/d}" website/join.md' \
    '+ front-matter-syntax website/join.md:1:1
    ~ yaml-duplicate-key'
mutate 'front matter broken' 'sed -i "2s/: /: \"/" website/join.md' \
    '+ front-matter-syntax website/join.md:2:9
    ~ yaml-duplicate-key'
