#compdef standoff
# Completion of `standoff` for zsh. The program itself is asked what may stand under the cursor:
# `standoff __complete` knows the verbs, the flags, and the names in the game file that was given.
# Save it as `_standoff` in a folder of $fpath, or load it with:
# source <(standoff completions zsh)

_standoff() {
    local line reply
    local -a open closed open_shown closed_shown
    local word=${(Q)words[CURRENT]}
    for line in ${(f)"$(${(Q)words[1]} __complete "--word=$word" -- "${(@Q)words[2,CURRENT-1]}" 2> /dev/null)}"; do
        if [[ $line == :files ]]; then
            _files
            return
        fi
        reply=${line%%$'\t'*}
        # After these a word goes on; after the others it ends.
        if [[ $reply == *[=.:+] ]]; then
            open+=("$reply")
            open_shown+=("${line/$'\t'/  -- }")
        else
            closed+=("$reply")
            closed_shown+=("${line/$'\t'/  -- }")
        fi
    done
    (( $#open )) && compadd -l -S '' -d open_shown -a open
    (( $#closed )) && compadd -l -d closed_shown -a closed
}

if [[ $funcstack[1] == _standoff ]]; then
    _standoff "$@"
else
    compdef _standoff standoff
fi
