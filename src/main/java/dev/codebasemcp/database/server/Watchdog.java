package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small shell process per home directory that stops the server once no process has held a {@link ServerLease} for a while. It
 * starts before the server and in its own session, so no client's exit, kill or signal leaves a server behind.
 *
 * <p>It creates a stop order, which is a file. A new client deletes the file; the watchdog renames it before it stops the
 * server. Only one of the two can succeed. A client that sees a renamed order waits until the watchdog has deleted it. Programs
 * of versions without leases do the same, and hold the clients' lock.
 */
final class Watchdog {
    private static final String ORDER = "stop-order-";
    private static final String BEGUN = "stop-begun-";
    private static final String NAME = "codebase-mcp-watchdog";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

    /** Sets {@code apart} to a command that runs another one in its own session. */
    static final String APART = """
            apart=
            if command -v setsid >/dev/null 2>&1; then apart=setsid
            elif command -v perl >/dev/null 2>&1; then apart='perl -MPOSIX -e setsid;exec@ARGV'
            fi
            """;

    /** Arguments: the file for the pid, a script and its arguments. The script runs in a separate session. */
    private static final String LAUNCH = """
            umask 077
            exec 3<&0
            """ + APART + """
            name=$0 own=$1 script=$2; shift 2
            $apart /bin/sh -c "$script" "$name" "$own" "$@" <&3 >/dev/null 2>&1 &
            echo $! >"$own"
            """;

    /**
     * Arguments: the pid file, the home directory, the names of the data directory and the lock in it, and the grace in
     * seconds. Reads the pipe of the leases as input, and works in the home. Only Linux lists locks.
     */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            own=$1 home=$2 data=$3 lock=$4 grace=$5
            order=stop-order-$$ begun=stop-begun-$$ pid_file=$data/postmaster.pid
            until_free() { while read -r _; do :; done; }
            is_locked() {
              [ -r /proc/locks ] && set -- $(ls -i "$lock" 2>/dev/null) && [ $# -gt 0 ] && grep -q ":$1 " /proc/locks
            }
            is_server() {
              case $(cat "/proc/$1/comm" 2>/dev/null || ps -o comm= -p "$1" 2>/dev/null) in
                *postgres) ;;
                *) return 1 ;;
              esac
              place=$(readlink "/proc/$1/cwd" 2>/dev/null) || return 0
              [ "$place" = "$home/$data" ]
            }
            is_known() { [ -s "$pid_file" ]; }
            is_gone() { [ ! -e "$pid_file" ] || ! kill -0 "$pid"; }
            await() {
              tries=$1
              until "$2" || [ "$tries" -le 0 ]; do sleep 0.1; tries=$((tries - 1)); done
            }

            while until_free; do
              : >"$order" || exit
              sleep "$grace" || exit
              until_free
              while is_locked; do sleep 0.5; done
              mv "$order" "$begun" && break
              [ -d "$home" ] || exit
            done
            [ -d "$data" ] && await 20 is_known
            if read -r pid <"$pid_file" && is_server "$pid"; then
              kill -INT "$pid"
              await 140 is_gone
            fi
            [ "$(cat "$own")" = $$ ] && rm -f "$own"
            rm -f "$begun"
            """;

    private final ServerFiles files;
    private final Duration grace;

    /** Creates a watchdog that stops the server of {@code files} once it was unused for {@code grace}, in whole seconds. */
    Watchdog(ServerFiles files, Duration grace) {
        this.files = files;
        this.grace = grace;
    }

    /** Starts it unless it is running. The caller has a lease and holds the server's lock. */
    void start() {
        if (isRunning()) {
            return;
        }
        OsCommand launch = new OsCommand(
                List.of(
                        "/bin/sh",
                        "-c",
                        LAUNCH,
                        NAME,
                        ServerFiles.nameOf(files.watchdogPid()),
                        SCRIPT,
                        files.home().toString(),
                        ServerFiles.nameOf(files.data()),
                        ServerFiles.nameOf(files.clientsLock()),
                        String.valueOf(grace.toSeconds())),
                files.home(),
                TIMEOUT);
        OsCommand.Result launched = launch.run(files.clientsPipe());
        if (!launched.succeeded()) {
            throw new UnavailableException("Cannot start the watchdog of the database server: "
                    + launched.output().strip());
        }
    }

    /** Revokes every stop order; if a stop is in progress, waits until it completes. */
    void revoke() throws IOException {
        delete(ORDER);
        Deadline deadline = Deadline.in(STOP_TIMEOUT);
        while (!startingWith(BEGUN).isEmpty() && !deadline.isOver()) {
            deadline.pause();
        }
        delete(BEGUN);
    }

    /** Checks the process's arguments, because the file may name an ended process or a reused pid. */
    private boolean isRunning() {
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readString(files.watchdogPid()).strip()))
                    .map(ProcessHandle::info)
                    .flatMap(ProcessHandle.Info::arguments)
                    .map(List::of)
                    .filter(words ->
                            words.contains(NAME) && words.contains(files.home().toString()))
                    .isPresent();
        } catch (IOException | NumberFormatException noSuchFile) {
            return false;
        }
    }

    private void delete(String prefix) throws IOException {
        for (Path file : startingWith(prefix)) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> startingWith(String prefix) throws IOException {
        try (Stream<Path> children = Files.list(files.home())) {
            return children.filter(child -> ServerFiles.nameOf(child).startsWith(prefix))
                    .toList();
        }
    }
}
