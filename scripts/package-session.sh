# shellcheck shell=bash
# Sourced by scripts that make and test packages.

# This user's settings of the program, which may name the daily database.
unset "${!CODEBASE_MCP_@}"

# package_session DIRECTORY COMMAND...: a session of the server that COMMAND starts. It indexes and searches a tiny
# repository in DIRECTORY, which must not exist, and ends as a client ends it. The answers are in DIRECTORY/answers.
package_session() {
    local directory=$1
    shift
    package_repository "$directory/repository"
    package_requests "$directory" >"$directory/requests"
    : >"$directory/answers"
    package_client "$directory" | "$@" >"$directory/answers"
}

package_repository() {
    mkdir -p "$1"
    printf 'class Greeter {\n    /** Says hello to a guest. */\n    void greet(String guest) {}\n}\n' \
        >"$1/Greeter.java"
    printf '# Guests\n\nEach guest is greeted once.\n' >"$1/README.md"
    git -C "$1" init -q
}

package_requests() {
    local repository
    repository=$(cd "$1/repository" && pwd)
    # Git's shell on Windows has paths of its own.
    ! command -v cygpath >/dev/null || repository=$(cygpath -m "$repository")
    cat <<JSON
{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"package","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"set_working_directory","arguments":{"directory":"$repository"}}}
{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"index_repository","arguments":{"repo_path":"$repository"}}}
{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"search_code","arguments":{"query":"who greets a guest"}}}
JSON
}

# Sends the requests one by one, each after the answer to the one before, and then ends the input.
package_client() {
    local line id tries
    while IFS= read -r line; do
        printf '%s\n' "$line"
        id=$(printf '%s' "$line" | sed -n 's/.*"id":\([0-9]*\),.*/\1/p')
        tries=600
        while [ -n "$id" ] && ! grep -q "\"id\":${id}[,}]" "$1/answers"; do
            tries=$((tries - 1))
            [ "$tries" -gt 0 ] || { echo "no answer to $line" >&2 && return 1; }
            sleep 0.2
        done
    done <"$1/requests"
}

# Removes a directory with a home, whose embedded PostgreSQL would end by itself some seconds after its last session.
package_remove() {
    local file tries=150
    find "$1" -name postmaster.pid | while IFS= read -r file; do
        kill -INT "$(head -n 1 "$file")" 2>/dev/null || true
    done
    while find "$1" -name postmaster.pid | grep -q . && [ "$tries" -gt 0 ]; do
        tries=$((tries - 1))
        sleep 0.2
    done
    # What watches the server ends a little later, and may write until then.
    until rm -rf "$1" 2>/dev/null || [ "$tries" -le 0 ]; do
        tries=$((tries - 1))
        sleep 0.2
    done
    rm -rf "$1"
}
