# Completion of `standoff` for PowerShell. The program itself is asked what may stand under the
# cursor: `standoff __complete` knows the verbs, the flags, and the names in the game file given.
# Load it in your profile with:  standoff completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName standoff -ScriptBlock {
    param($word, $line, $cursor)
    $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { $_.Extent.Text.Trim("'`"") })
    $rest = @($before | Select-Object -Skip 1)
    foreach ($found in & $before[0] __complete "--word=$word" '--' @rest 2> $null) {
        # Without any result PowerShell completes files by itself.
        if ($found -eq ':files') { return }
        $text, $shown = $found -split "`t", 2
        if (-not $shown) { $shown = $text }
        [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $shown)
    }
}
