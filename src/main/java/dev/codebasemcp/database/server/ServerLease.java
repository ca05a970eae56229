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
 * One process's claim on the server: an open end of a named pipe that carries nothing. The system closes it when the process
 * ends, however that comes about, and the {@link Watchdog}, which reads the pipe, sees when the last one is closed.
 */
final class ServerLease implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /**
     * Arguments: the pipe, the server's pid file, then the command that starts the server, apart from this process and its
     * terminal. A lease is held until the file says that the server is ready, or the server has ended, for a minute at the
     * most. This ends then, with the server's status: a virtual machine that ends waits for processes of its own.
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

    private final FileChannel end;

    private ServerLease(FileChannel end) {
        this.end = end;
    }

    /** Takes a lease; makes the pipe if there is none. The caller holds the server's lock. */
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
        // For both, since to open a pipe for writing alone waits for who reads it.
        return new ServerLease(FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A copied home may have a file there, which would read as a pipe that nobody holds. */
    private static boolean isPipe(Path pipe) throws IOException {
        return Files.exists(pipe)
                && Files.readAttributes(pipe, BasicFileAttributes.class).isOther();
    }

    /** A command that starts a server in a session of its own, and holds a lease until that is ready. */
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

    /** Gives the lease up. */
    @Override
    public void close() throws IOException {
        end.close();
    }
}
