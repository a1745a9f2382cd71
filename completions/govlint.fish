# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Completion of govlint's command line for fish.

set -l commands check explain log rules schema show test init demo help

function __govlint_rules
    govlint rules --color never 2>/dev/null | string match -rg '^\s*([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'
end

function __govlint_tables
    govlint show 2>/dev/null | string match -rg '^\s+(\S+)'
end

# Whether the word before is this one.
function __govlint_behind
    set -l words (commandline -opc)
    test "$words[-1]" = "$argv[1]"
end

function __govlint_revisions
    git for-each-ref --format='%(refname:short)' 2>/dev/null
end

complete -c govlint -f -n "not __fish_seen_subcommand_from rules schema test demo help; and not __govlint_behind explain; and not __govlint_behind show" -a "(__fish_complete_directories)"

complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a check -d "Lint repositories (the default)"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a explain -d "Why a rule is there, with examples"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a rules -d "List the rules"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a log -d "Tell which commits brought and ended findings"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a show -d "Print the rows of a table"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a schema -d "Print a JSON Schema"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a test -d "Run the examples of a pack"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a demo -d "Lint a bundled sample"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a init -d "Write a configuration, a hook and a workflow"
complete -c govlint -n "not __fish_seen_subcommand_from $commands" -a help -d "Show help for a command"

complete -c govlint -f -n "__govlint_behind explain" -a "(__govlint_rules)"
complete -c govlint -f -n "__govlint_behind show" -a "(__govlint_tables)"
complete -c govlint -f -n "__fish_seen_subcommand_from schema" -a "govlint pack rule tables"
complete -c govlint -f -n "__fish_seen_subcommand_from test" -a "common bytecode-alliance"
complete -c govlint -f -n "__govlint_behind help" -a "$commands"
complete -c govlint -f -n "__fish_seen_subcommand_from rules demo help"

complete -c govlint -n "not __fish_seen_subcommand_from show rules log" -l format -x -a "text concise json sarif github markdown rdjson gitlab junit" -d "Form of the report"
complete -c govlint -f -n "__fish_seen_subcommand_from log" -a "(__govlint_revisions)"
complete -c govlint -n "__fish_seen_subcommand_from log" -l rule -x -a "(__govlint_rules)" -d "Tell of these rules only"
complete -c govlint -n "__fish_seen_subcommand_from log" -l summary -d "Counts, lifetimes and the longest-lived findings"
complete -c govlint -n "__fish_seen_subcommand_from log" -s n -l max-count -x -d "Look only at the newest commits"
complete -c govlint -n "__fish_seen_subcommand_from log" -l all-parents -d "Also commits of merged branches"
complete -c govlint -n "__fish_seen_subcommand_from log" -l reverse -d "Oldest first"
complete -c govlint -n "__fish_seen_subcommand_from log" -l no-sharing -d "Lint each commit by itself"
complete -c govlint -n "__fish_seen_subcommand_from show log" -l format -x -a "text csv json" -d "Form of the table"
complete -c govlint -n "__fish_seen_subcommand_from rules" -l format -x -a "text json markdown" -d "Form of the list"
complete -c govlint -l rev -x -a "(__govlint_revisions)" -d "Lint this revision"
complete -c govlint -l since -x -a "(__govlint_revisions)" -d "Report only what is new since then"
complete -c govlint -l all -d "With --since, also what was known"
complete -c govlint -l staged -d "Lint what would be committed"
complete -c govlint -l repo -x -d "Bind a repository by hand: NAME=PATH or NAME=URL"
complete -c govlint -l refresh -d "Fetch repositories given by URL again"
complete -c govlint -l rules -x -a "(__fish_complete_directories)" -d "Use the pack in this folder"
complete -c govlint -l select -x -a "(__govlint_rules)" -d "Run these rules only"
complete -c govlint -l ignore -x -a "(__govlint_rules)" -d "Leave out these rules"
complete -c govlint -l severity -x -a "note warning error" -d "Leave out findings below"
complete -c govlint -l fail-on -x -a "note warning error never" -d "Severity that fails"
complete -c govlint -l as-of -x -d "Take this day for today"
complete -c govlint -s j -l jobs -x -d "Threads to read files on"
complete -c govlint -l color -x -a "auto always never" -d "When to colour"
complete -c govlint -l fix -d "Fix what is safe to fix"
complete -c govlint -l unsafe-fixes -d "Also fix what a person must look at"
complete -c govlint -l diff -d "Print the fixes as a patch"
complete -c govlint -s q -l quiet -d "Findings and errors only"
complete -c govlint -l stats -d "Also what the run took"
complete -c govlint -s o -l output -r -d "Write the report to a file"
complete -c govlint -s V -l version -d "Print the version"
complete -c govlint -s h -l help -d "Print the usage"
complete -c govlint -n "__fish_seen_subcommand_from init" -l hook -d "Also write a pre-commit hook"
complete -c govlint -n "__fish_seen_subcommand_from init" -l workflow -d "Also write a workflow for GitHub Actions"
