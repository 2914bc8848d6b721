# Completion of `standoff` for bash. The program itself is asked what may stand under the cursor:
# `standoff __complete` knows the verbs, the flags, and the names in the game file that was given.
# Load it with:  source <(standoff completions bash)

_standoff() {
    local line=${COMP_LINE:0:COMP_POINT} word= before reply prefix= breaks
    # bash splits words at `=` and `:` too; the line is split at blanks only.
    read -a before <<< "$line"
    if [[ $line != *[[:space:]] ]]; then
        word=${before[${#before[@]} - 1]}
        unset "before[${#before[@]} - 1]"
    fi
    # What stands before the last `=` or `:` stays on the line: bash completes what follows it.
    breaks=${COMP_WORDBREAKS//[^=:]/}
    [[ -n $breaks ]] && prefix=${word%"${word##*[$breaks]}"}
    COMPREPLY=()
    while IFS=$'\t' read -r reply _; do
        if [[ $reply == :files ]]; then
            compopt -o filenames 2> /dev/null
            while IFS= read -r reply; do COMPREPLY+=("$reply"); done \
                < <(compgen -f -- "${word#"$prefix"}")
            return
        fi
        reply=${reply#"$prefix"}
        [[ $reply == *[=.:+] ]] && compopt -o nospace 2> /dev/null
        [[ $reply == *' '* ]] && printf -v reply %q "$reply"
        COMPREPLY+=("$reply")
    done < <("${before[0]}" __complete "--word=$word" -- "${before[@]:1}" 2> /dev/null)
}

complete -F _standoff standoff
