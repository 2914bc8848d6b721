# Completion of `standoff` for fish. The program itself is asked what may stand under the cursor:
# `standoff __complete` knows the verbs, the flags, and the names in the game file that was given.
# Save it as ~/.config/fish/completions/standoff.fish

function __standoff_complete
    set -l before (commandline --tokenize --cut-at-cursor --current-process)
    set -l word (commandline --cut-at-cursor --current-token)
    set -l found ($before[1] __complete "--word=$word" -- $before[2..-1] 2> /dev/null)
    if contains -- :files $found
        __fish_complete_path "$word"
    else
        printf '%s\n' $found
    end
end

complete --command standoff --no-files --arguments '(__standoff_complete)'
