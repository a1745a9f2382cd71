# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Completion of govlint's command line for bash.

# Where the value of the option before the cursor is known, completes it.
_govlint_value() {
    local option=$1 word=$2 command=$3
    case $option in
    --format)
        if [[ $command == show || $command == log ]]; then
            mapfile -t COMPREPLY < <(compgen -W 'text csv json' -- "$word")
        elif [[ $command == rules ]]; then
            mapfile -t COMPREPLY < <(compgen -W 'text json markdown' -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -W 'text concise json sarif github markdown rdjson gitlab junit' -- "$word")
        fi
        ;;
    --severity) mapfile -t COMPREPLY < <(compgen -W 'note warning error' -- "$word") ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'note warning error never' -- "$word") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") ;;
    --rules) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --rev | --since) mapfile -t COMPREPLY < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$word") ;;
    --select | --ignore | --rule) mapfile -t COMPREPLY < <(compgen -W "$(_govlint_rules)" -- "$word") ;;
    --repo | --as-of | -j | --jobs | -n | --max-count) ;;
    *) return 1 ;;
    esac
}

_govlint_rules() {
    govlint rules --color never 2>/dev/null | awk '$1 ~ /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/ { print $1 }'
}

_govlint_tables() {
    govlint show 2>/dev/null | awk '/^ / { print $1 }'
}

_govlint() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local commands='check explain log rules schema show test init demo help'
    local options='--format --rev --since --all --staged --repo --refresh --rules --select --ignore --severity --fail-on --as-of --jobs --color
        --fix --unsafe-fixes --diff --quiet --stats --hook --workflow --rule --summary -n --max-count --all-parents --reverse --no-sharing -j -q -o --output -V --version -h --help'
    local command='' i
    COMPREPLY=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ " $commands " == *" ${COMP_WORDS[i]} "* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done

    _govlint_value "$before" "$word" "$command" && return
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ $before == explain ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_govlint_rules)" -- "$word")
    elif [[ $before == show ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_govlint_tables)" -- "$word")
    elif [[ $command == schema ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'govlint pack rule tables' -- "$word")
    elif [[ $command == test ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'common bytecode-alliance' -- "$word")
    elif [[ $command == log ]]; then
        mapfile -t COMPREPLY < <(
            compgen -d -- "$word"
            compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$word"
        )
    elif [[ $command == help ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    elif [[ $command == demo || $command == rules ]]; then
        :
    else
        mapfile -t COMPREPLY < <(
            compgen -d -- "$word"
            [[ -n $command ]] || compgen -W "$commands" -- "$word"
        )
    fi
}

complete -o filenames -F _govlint govlint
