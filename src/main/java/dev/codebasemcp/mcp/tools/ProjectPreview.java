package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.threads.NamedThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Resolves the project of a directory without waiting for a database that is not ready yet. Thread-safe. */
public final class ProjectPreview {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** The maximum number of threads. A server that does not start blocks each of them until it gives up. */
    private static final int MAX_THREADS = 2;

    private final ProjectResolver resolver;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new NamedThreads("project-preview"));

    public ProjectPreview(ProjectResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Returns the project of a call from {@code directory}, and changes nothing.
     *
     * @return empty if the registry is not available now
     * @throws RejectedException if such a call would be refused
     */
    Optional<ResolvedProject> of(Path directory) throws InterruptedException {
        SessionContext session = SessionContext.at(directory);
        CompletableFuture<ResolvedProject> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> resolve(session, answer));
            return Optional.of(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failure) {
            return refused(failure.getCause());
        } catch (TimeoutException | RejectedExecutionException notNow) {
            return Optional.empty();
        }
    }

    private void resolve(SessionContext session, CompletableFuture<ResolvedProject> answer) {
        try {
            answer.complete(resolver.resolve(Optional.empty(), session));
        } catch (Throwable failure) {
            // Errors also belong to the caller.
            answer.completeExceptionally(failure);
        }
    }

    private static Optional<ResolvedProject> refused(@Nullable Throwable failure) {
        if (failure instanceof UnavailableException) {
            return Optional.empty();
        }
        if (failure instanceof CodebaseException refusal) {
            throw new RejectedException(String.valueOf(refusal.getMessage()), refusal);
        }
        throw new IllegalStateException("the project cannot be resolved", failure);
    }
}
