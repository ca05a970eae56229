package dev.codebasemcp.mcp;

import dev.codebasemcp.project.SessionDirectories.Roots;
import dev.codebasemcp.quoting.Quoted;
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
 * Caches the client's root directories until the client reports a change. A client that does not respond has no
 * roots: it costs one timeout, not one per request, and each answer carries a warning. Thread-safe. {@link #forget}
 * never blocks, because the thread that reads the client's messages calls it.
 */
final class ClientRoots {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRoots.class);
    private static final Roots NONE = new Roots(List.of(), List.of());

    private final Object asking = new Object();
    private volatile Known known = new Known(Optional.empty());

    /** Compared by identity, to detect a change of the roots during a request for them. */
    private static final class Known {
        private final Optional<Roots> answer;

        Known(Optional<Roots> answer) {
            this.answer = answer;
        }
    }

    /** Makes the next request ask again, because the client's roots have changed. */
    synchronized void forget() {
        known = new Known(Optional.empty());
    }

    /** Returns the roots; asks the client if they are unknown, for a bounded time. */
    Roots get(CallClient client) {
        if (!client.hasRoots()) {
            return NONE;
        }
        Optional<Roots> remembered = known.answer;
        if (remembered.isPresent()) {
            return remembered.get();
        }
        synchronized (asking) {
            Known before = known;
            return before.answer.orElseGet(() -> askAndRemember(client, before));
        }
    }

    private Roots askAndRemember(CallClient client, Known before) {
        Roots answer = ask(client);
        // A cancelled call has learned nothing about the client.
        if (!Thread.currentThread().isInterrupted()) {
            remember(before, answer);
        }
        return answer;
    }

    /** Caches the answer, unless the roots have changed since the request. */
    private synchronized void remember(Known before, Roots answer) {
        if (known == before) {
            known = new Known(Optional.of(answer));
        }
    }

    private static Roots ask(CallClient client) {
        try {
            return directories(client.askRoots());
        } catch (RuntimeException failure) {
            LOG.info("The client did not report its roots");
            LOG.debug("Why the client did not report its roots", failure);
            return new Roots(
                    List.of(),
                    List.of("The client did not report its roots, so they are not used;"
                            + " call set_working_directory to set the session's directory."));
        }
    }

    private static Roots directories(List<Root> roots) {
        List<Path> directories = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Root root : roots) {
            try {
                directories.add(Path.of(URI.create(root.uri())));
            } catch (IllegalArgumentException | FileSystemNotFoundException failure) {
                warnings.add("The client's root " + Quoted.brief(String.valueOf(root.uri()))
                        + " is not a directory of this machine and is ignored.");
            }
        }
        return new Roots(directories, warnings);
    }
}
