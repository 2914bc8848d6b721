# Completion of `standoff` for Elvish. The program itself is asked what may stand under the cursor:
# `standoff __complete` knows the verbs, the flags, and the names in the game file that was given.
# Load it in rc.elv with:  eval (standoff completions elvish | slurp)

use str

set edit:completion:arg-completer[standoff] = {|@words|
    var program = (external $words[0])
    var found = [($program __complete --word=$words[-1] -- (all $words[1..-1]))]
    for line $found {
        if (eq $line :files) {
            edit:complete-filename $@words
        } else {
            var text @shown = (str:split "\t" $line)
            var suffix = ' '
            for end [= . : +] {
                if (str:has-suffix $text $end) { set suffix = '' }
            }
            var display = $text
            if (> (count $shown) 0) { set display = $text'  '$shown[0] }
            edit:complex-candidate $text &display=$display &code-suffix=$suffix
        }
    }
}
