#compdef standoff
# Completion of `standoff` for zsh. The program itself is asked what may stand under the cursor:
# `standoff __complete` knows the verbs, the flags, and the names in the game file that was given.
# Save it as `_standoff` in a folder of $fpath, or load it with:
# source <(standoff completions zsh)

_standoff() {
    local found line word=${(Q)words[CURRENT]} tab=$'\t'
    local -a open closed open_shown closed_shown
    found=$("${(Q)words[1]}" __complete "--word=$word" -- "${(@Q)words[2,CURRENT-1]}" 2> /dev/null)
    for line in "${(@f)found}"; do
        if [[ $line == :files ]]; then
            _files
            return
        fi
        # After these a word goes on; after the others it ends.
        case ${line%%$tab*} in
            '') ;;
            *'='|*'.'|*':'|*'+')
                open+=("${line%%$tab*}")
                open_shown+=("${line/$tab/  -- }") ;;
            *)
                closed+=("${line%%$tab*}")
                closed_shown+=("${line/$tab/  -- }") ;;
        esac
    done
    if [[ -n $open ]]; then compadd -l -S '' -d open_shown -a open; fi
    if [[ -n $closed ]]; then compadd -l -d closed_shown -a closed; fi
}

if [[ $funcstack[1] == _standoff ]]; then
    _standoff "$@"
else
    compdef _standoff standoff
fi
