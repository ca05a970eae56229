package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.repositories.SearchScopes.ResolvedScope;
import dev.codebasemcp.repositories.SearchScopes.Wanted;
import dev.codebasemcp.requests.FirstIndexing;
import dev.codebasemcp.requests.FirstIndexing.Declined;
import dev.codebasemcp.requests.FirstIndexing.Start;
import dev.codebasemcp.requests.FirstIndexing.Started;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the repositories of a search. If the session's repository was never indexed, has it indexed and waits until
 * there is something to search. Thread-safe.
 */
final class IndexedScopes {
    private final SearchScopes scopes;
    private final FirstIndexing first;

    IndexedScopes(SearchScopes scopes, FirstIndexing first) {
        this.scopes = scopes;
        this.first = first;
    }

    /**
     * What a search covers.
     *
     * @param running the job that indexes it at the moment
     */
    record Indexed(ResolvedScope scope, Optional<JobReport> running) {
        /** Whether a part of the files was never indexed, so that comparing them with the index makes no sense. */
        boolean isFirstRun() {
            return running.isPresent() && scope.neverCompleted();
        }
    }

    /**
     * Finds what to search.
     *
     * @param start when the call began, by {@link System#nanoTime}
     */
    Indexed find(ResolvedProject resolved, ReadyProject ready, Wanted wanted, ToolCall call, long start)
            throws InterruptedException {
        ResolvedScope found = scopes.find(ready, wanted);
        if (call.readsOnly()) {
            return new Indexed(found, first.running(ready, found.roots()));
        }
        if (found.unindexed().isPresent()) {
            Path root = found.unindexed().get();
            Start begun = first.begin(resolved, ready, root, wanted.directories());
            if (begun instanceof Started started) {
                JobReport last = await(started.job(), start, call);
                return new Indexed(started(scopes.find(ready, wanted), root, last), unfinished(last));
            }
            return new Indexed(declined(found, root, (Declined) begun), first.running(ready, found.roots()));
        }
        Optional<JobReport> running = first.running(ready, found.roots());
        return new Indexed(
                found,
                running.isPresent() && found.neverCompleted()
                        ? unfinished(await(running.get(), start, call))
                        : running);
    }

    private JobReport await(JobReport job, long start, ToolCall call) throws InterruptedException {
        return first.await(job.job().id(), start, report -> IndexingProgress.tell(report, call));
    }

    private static Optional<JobReport> unfinished(JobReport job) {
        return Optional.of(job).filter(report -> !report.status().isFinal());
    }

    /** The job may not have registered the repository, yet or before it failed. */
    private static ResolvedScope started(ResolvedScope found, Path root, JobReport job) {
        String repository = "The session's repository " + PathText.textOf(root);
        if (found.unindexed().isEmpty()) {
            return found;
        }
        return job.status().isFinal()
                ? found.refusing(repository + " could not be indexed: " + job.message())
                : found.refusing(repository
                        + " is being indexed, and nothing of it can be searched yet; search again in a moment.");
    }

    private static ResolvedScope declined(ResolvedScope found, Path root, Declined declined) {
        return declined.reason()
                .map(reason -> found.refusing("The session's repository " + PathText.textOf(root)
                        + " is not indexed, and this search did not start that. " + reason + " "
                        + Term.of("index_repository") + " indexes a directory."))
                .orElse(found);
    }
}
