#!/usr/bin/env bash
# Starts it.
set -e

MAX_RETRIES=3
readonly NAME="x"
export PATH_TO=/a
alias ll='ls -l'

# Greets.
function greet() {
  local who="$1"
  inner=1
  echo "hi $who"
}

bye () {
  greet you
}

function plain {
  :
}
if true; then
  late() { :; }
fi
