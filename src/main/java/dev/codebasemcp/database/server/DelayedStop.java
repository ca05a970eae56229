package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The order to stop the server after a while, unless somebody comes. A small shell process carries it out, so that the
 * one who leaves last need not wait.
 *
 * <p>The order is a file. Who comes deletes it; the shell renames it before it stops the server. Only one of the two can
 * succeed, and who sees a renamed order waits until the shell has deleted it.
 */
final class DelayedStop {
    private static final String ORDER = "stop-order-";
    private static final String BEGUN = "stop-begun-";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Arguments: delay, order, renamed order, then the command that stops the server. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            sleep "$1"; order=$2; begun=$3; shift 3
            mv "$order" "$begun" 2>/dev/null || exit 0
            "$@"
            rm -f "$begun"
            """;

    private final ServerFiles files;

    DelayedStop(ServerFiles files) {
        this.files = files;
    }

    /** Gives the order. */
    void order(List<String> stopCommand, Duration delay) throws IOException {
        String id = UUID.randomUUID().toString();
        Path order = Files.createFile(files.home().resolve(ORDER + id));
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "codebase-mcp-stop",
                String.valueOf(delay.toSeconds()),
                order.toString(),
                files.home().resolve(BEGUN + id).toString()));
        words.addAll(stopCommand);
        new OsCommand(words, files.home(), STOP_PATIENCE).detach();
    }

    /** Takes back every order; where the server is being stopped already, waits until it is. */
    void revoke() throws IOException {
        delete(ORDER);
        Deadline deadline = Deadline.in(STOP_PATIENCE);
        while (!startingWith(BEGUN).isEmpty() && !deadline.isOver()) {
            deadline.pause();
        }
        delete(BEGUN);
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
