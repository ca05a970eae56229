package dev.codebasemcp.mcp;

import dev.codebasemcp.quoting.Quoted;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's root directories: asked for once, then kept until the client says that they have changed. A client that
 * does not answer has none, so that it costs one timeout and not one for each request; each answer tells of that. Safe
 * for many threads; {@link #forget} never waits, because the thread that reads the client's answers calls it.
 */
final class ClientRoots {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRoots.class);
    private static final Answer NONE = new Answer(List.of(), List.of());

    private final Object asking = new Object();
    private volatile Known known = new Known(Optional.empty());

    /**
     * What the client said.
     *
     * @param warnings why there may be more roots than these
     */
    record Answer(List<Path> directories, List<String> warnings) {
        Answer {
            directories = List.copyOf(directories);
            warnings = List.copyOf(warnings);
        }
    }

    /** An identity of its own each time, by which a change in the middle of a question is noticed. */
    private static final class Known {
        private final Optional<Answer> answer;

        Known(Optional<Answer> answer) {
            this.answer = answer;
        }
    }

    /** Has the next request ask again: the client's roots have changed. */
    synchronized void forget() {
        known = new Known(Optional.empty());
    }

    /** The roots; asks the client if that has not been done since the last change, and waits for a bounded time. */
    Answer get(McpSyncServerExchange exchange) {
        Optional<Answer> remembered = known.answer;
        if (remembered.isPresent()) {
            return remembered.get();
        }
        synchronized (asking) {
            Known before = known;
            return before.answer.orElseGet(() -> askAndRemember(exchange, before));
        }
    }

    private Answer askAndRemember(McpSyncServerExchange exchange, Known before) {
        var capabilities = exchange.getClientCapabilities();
        Answer answer = capabilities == null || capabilities.roots() == null ? NONE : ask(exchange);
        // A call that was cancelled has learned nothing about the client.
        if (!Thread.currentThread().isInterrupted()) {
            remember(before, answer);
        }
        return answer;
    }

    /** Keeps what the client said, unless its roots have changed since it was asked. */
    private synchronized void remember(Known before, Answer answer) {
        if (known == before) {
            known = new Known(Optional.of(answer));
        }
    }

    private static Answer ask(McpSyncServerExchange exchange) {
        try {
            return directories(exchange.listRoots().roots());
        } catch (RuntimeException failure) {
            LOG.info("The client did not tell its roots");
            LOG.debug("Why the client did not tell its roots", failure);
            return new Answer(
                    List.of(),
                    List.of("The client did not tell its roots, so they do not count;"
                            + " call set_working_directory to say where the session works."));
        }
    }

    private static Answer directories(List<Root> roots) {
        List<Path> directories = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Root root : roots) {
            try {
                directories.add(Path.of(URI.create(root.uri())));
            } catch (IllegalArgumentException | FileSystemNotFoundException failure) {
                warnings.add("The client's root " + Quoted.brief(String.valueOf(root.uri()))
                        + " is not a directory of this machine and does not count.");
            }
        }
        return new Answer(directories, warnings);
    }
}
