#!/usr/bin/env bash
# Runs the four calls of README.md as they stand there, against another port: readme-curls.sh URL
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
url="${1:?the URL of a demo server}"

# The calls in the README's order, and what the answer to each contains.
dialects=(uazapi mega-API ZapyAPI WhatIsUp)
expected=('"connected":true' '"error":false' '"totalCount":' '"status":"connected"')

# The calls between the markers of a page.
curls() { sed -n '/^<!-- curls -->$/,/^<!-- \/curls -->$/p' "$1" | grep '^curl '; }

if [[ "$(curls README.md)" == "$(curls README.pt-BR.md)" ]]; then
    echo "ok both READMEs show the same calls"
else
    echo "not ok the READMEs show different calls"
fi

mapfile -t calls < <(curls README.md)
if ((${#calls[@]} != ${#expected[@]})); then
    echo "not ok README.md shows ${#calls[@]} calls, not ${#expected[@]}"
fi
for index in "${!calls[@]}"; do
    call="${calls[index]//http:\/\/127.0.0.1:8080/$url}"
    answer="$(bash -c "$call -sS --max-time 10 -w '\n%{http_code}'" 2>&1)" || true
    if ((index < ${#dialects[@]})) && [[ ${answer##*$'\n'} == 200 && $answer == *"${expected[index]:-}"* ]]; then
        echo "ok the call of ${dialects[index]}"
    else
        printf 'not ok the call of %s\n# %s\n' "${dialects[index]:-a fifth}" "${answer//$'\n'/ }"
    fi
done
