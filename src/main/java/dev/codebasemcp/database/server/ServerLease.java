package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One process's claim on the server: an open end of a named pipe that carries no data. The system closes it however the process
 * ends, and the {@link Watchdog} that reads the pipe notices when the last end closes.
 */
final class ServerLease implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /**
     * Arguments: the pipe, the server's pid file, then the command that starts the server in a separate session. Holds a lease
     * until the file says that the server is ready or the server has ended, for at most a minute. Then exits with the server's
     * status, because an exiting JVM waits for its child processes.
     */
    private static final String HOLDING = """
            umask 077
            exec 3<>"$0"
            file=$1; shift
            """ + Watchdog.APART + """
            trap 'exit 0' USR1
            ( {
              tries=600
              until grep -q '^ready' "$file" || ! kill -0 $$ || [ "$tries" -le 0 ]
              do sleep 0.1; tries=$((tries - 1)); done
              kill -USR1 $$
            } </dev/null >/dev/null 2>&1 & )
            $apart "$@" 3>&- &
            wait $!
            """;

    private final FileChannel pipeEnd;

    private ServerLease(FileChannel pipeEnd) {
        this.pipeEnd = pipeEnd;
    }

    /** Takes a lease; creates the pipe if needed. The caller holds the server's lock. */
    static ServerLease take(ServerFiles files) throws IOException {
        Path pipe = files.clientsPipe();
        if (!isPipe(pipe)) {
            Files.deleteIfExists(pipe);
            OsCommand.Result made =
                    new OsCommand(List.of("mkfifo", "-m", "600", pipe.toString()), files.home(), TIMEOUT).run();
            if (!made.succeeded()) {
                throw new IOException(made.output().strip());
            }
        }
        // Open for both, because opening a pipe only for writing waits for a reader.
        return new ServerLease(FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A copied home may have a regular file there, which would read as a pipe without leases. */
    private static boolean isPipe(Path pipe) throws IOException {
        return Files.exists(pipe)
                && Files.readAttributes(pipe, BasicFileAttributes.class).isOther();
    }

    /** A command that starts a server in its own session, and holds a lease until it is ready. */
    static List<String> heldUntilReady(List<String> command, ServerFiles files) {
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                HOLDING,
                files.clientsPipe().toString(),
                files.pidFile().toString()));
        words.addAll(command);
        return words;
    }

    @Override
    public void close() throws IOException {
        pipeEnd.close();
    }
}
