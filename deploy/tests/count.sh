# Turns what a step printed into numbers; sourced by deploy/test.
# shellcheck shell=bash

passed=0
failed=0

# Adds to the totals: tally PASSED FAILED
tally() {
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# Keeps what is read as the words of a failure, to be said again at the end, where a log that was cut
# still shows it: note STEP. The caller sets $notes to a file of its own.
note() {
    sed -e "s|^|$1: |" | cut -c1-400 | head -n 60 >>"$notes"
}

# Says again what failed, just before the totals.
tell_notes() {
    [[ -s $notes ]] || return 0
    say "what failed"
    cat "$notes"
}

# Adds to the totals; a step that ended badly without naming a failure, or that counted nothing, is
# a failure itself, and the last it printed is kept: tally_step PASSED FAILED STATUS FILE
tally_step() {
    local good=$1 bad=$2 status=$3
    if ((bad == 0 && (status != 0 || good == 0))); then
        bad=1
        { echo "ended with status $status"; tail -n 20 "$4"; } | note "${4##*/}"
    fi
    tally "$good" "$bad"
}

# The number of lines of a file that match.
lines_like() { grep -cE "$1" "$2" || true; }

# Swift Testing's output: count_swift_tests FILE STATUS
#
# Failures are the failed tests by name; the summary tells how many there were, and when it is
# missing the run crashed: then what had passed counts, and one failure more.
count_swift_tests() {
    local log="$1.plain" status=$2 total=0 bad skipped summary
    sed 's/\x1b\[[0-9;]*m//g' "$1" >"$log"
    grep -E ' recorded an issue |^[^A-Za-z]*Test .* failed after' "$log" | note swift-test || true
    bad="$(grep -E '^[^A-Za-z]*Test .* failed after' "$log" | grep -cvE 'Test (run with|case )' || true)"
    skipped="$(lines_like '^[^A-Za-z]*Test (".*"|[^ ]+) skipped' "$log")"
    summary="$(sed -nE 's/.*Test run with ([0-9]+) tests?.* (passed|failed).*/\1/p' "$log")"
    if [[ -z $summary ]]; then
        total="$(grep -E '^[^A-Za-z]*Test .* passed after' "$log" | grep -cvE 'Test (run with|case )' || true)"
        tail -n 20 "$log" | note swift-test
        tally "$total" $((bad + 1))
        return
    fi
    local number
    for number in $summary; do total=$((total + number)); done
    local good=$((total - bad - skipped))
    ((good >= 0)) || good=0
    ((skipped == 0)) || say "$skipped tests were skipped"
    tally_step "$good" "$bad" "$status" "$log"
}

# A JUnit report: count_junit FILE STATUS
count_junit() {
    local numbers good bad skipped
    if ! numbers="$(junit_numbers "$1")"; then
        echo "no report" | note conform
        tally 0 1
        return
    fi
    read -r good bad skipped <<<"$numbers"
    ((skipped == 0)) || say "$skipped fixtures were not played"
    junit_failures "$1" | note conform
    tally_step "$good" "$bad" "$2" "$1"
}

# Prints how many cases of a JUnit report passed, failed and were skipped.
junit_numbers() {
    python3 - "$1" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

counts = [0, 0, 0]
for case in tree.parse(sys.argv[1]).getroot().iter("testcase"):
    kinds = {child.tag for child in case}
    counts[1 if kinds & {"failure", "error"} else 2 if "skipped" in kinds else 0] += 1
print(*counts)
PYTHON
}

# Prints the names of a JUnit report's failed cases.
junit_failures() {
    python3 - "$1" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

for case in tree.parse(sys.argv[1]).getroot().iter("testcase"):
    if {child.tag for child in case} & {"failure", "error"}:
        print(case.get("classname"), case.get("name"))
PYTHON
}

# Lines `ok …` and `not ok …`; `ok … # SKIP …` is neither: count_lines FILE STATUS
count_lines() {
    local good bad skipped
    skipped="$(lines_like '^ok .*# SKIP' "$1")"
    good=$(($(lines_like '^ok ' "$1") - skipped))
    bad="$(lines_like '^not ok ' "$1")"
    ((skipped == 0)) || say "$skipped checks were skipped"
    # What was seen stands in the line that follows.
    grep -E -A1 '^not ok ' "$1" | grep -E '^(not ok|#) ' | note "${1##*/}" || true
    # A step that could try nothing here, and said so, is neither good nor bad.
    ((good + bad > 0 || skipped == 0 || $2 != 0)) || return 0
    tally_step "$good" "$bad" "$2" "$1"
}
