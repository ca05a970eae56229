package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.WithheldFailure;
import dev.codebasemcp.mcp.tools.ProjectPart.NotSearched;
import dev.codebasemcp.mcp.tools.ProjectPart.Searched;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.repositories.SearchScopes.ResolvedScope;
import dev.codebasemcp.requests.FirstIndexing;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.WeighedResponse;
import dev.codebasemcp.threads.NamedThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks several projects one question, {@value #AT_ONCE} at a time in the whole process. Reads only: a project that is not
 * ready or not indexed stays so. A project that fails, also for lack of memory, does not fail the others. Thread-safe.
 */
public final class SeveralProjects {
    private static final Logger LOG = LoggerFactory.getLogger(SeveralProjects.class);
    private static final int AT_ONCE = 8;
    private static final long IDLE_SECONDS = 10;

    private final ProjectProvisioner provisioner;
    private final SearchScopes scopes;
    private final FirstIndexing first;
    private final FreshnessMonitor freshness;
    private final SearchService search;
    private final ExecutorService threads = threads();

    /** Creates the searches; starts no thread yet. */
    public SeveralProjects(
            ProjectProvisioner provisioner,
            SearchScopes scopes,
            FirstIndexing first,
            FreshnessMonitor freshness,
            SearchService search) {
        this.provisioner = provisioner;
        this.scopes = scopes;
        this.first = first;
        this.freshness = freshness;
        this.search = search;
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("project-search"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Searches the projects.
     *
     * @param request without a scope
     * @param places the session's directories
     * @return a part for each project, in their order
     */
    List<ProjectPart> search(List<ResolvedProject> projects, SearchRequest request, List<Path> places, ToolCall call)
            throws InterruptedException {
        List<Future<ProjectPart>> running = new ArrayList<>();
        List<ProjectPart> parts = new ArrayList<>();
        try {
            projects.forEach(project ->
                    running.add(threads.submit(() -> guarded(project, () -> search(project, request, places)))));
            for (Future<ProjectPart> part : running) {
                parts.add(part.get());
                if (projects.size() > AT_ONCE) {
                    call.progress(parts.size(), projects.size(), parts.size() + " projects searched");
                }
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a guarded search does not fail", bug.getCause());
        } finally {
            // After an interrupt nobody waits for the others.
            running.forEach(part -> part.cancel(true));
        }
        return parts;
    }

    /** The search of one project. */
    @FunctionalInterface
    interface OneSearch {
        ProjectPart part() throws InterruptedException;
    }

    /** A fault of one project, or of the program in it, costs no other project its answer. */
    static ProjectPart guarded(ResolvedProject project, OneSearch search) throws InterruptedException {
        try {
            return search.part();
        } catch (CodebaseException failure) {
            return new NotSearched(project, failure.worded(Term::of), Optional.of(failure));
        } catch (OutOfMemoryError full) {
            LOG.error("Not enough memory for a search of {} among others", project.database(), full);
            return NotSearched.because(
                    project,
                    "There was not enough memory. Search fewer projects at once, or give the server more (-Xmx).");
        } catch (RuntimeException | Error bug) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("nobody waits for the answer");
            }
            LOG.error(
                    "Internal error in a search of {} among others",
                    project.database(),
                    WithheldFailure.withoutMessages(bug));
            return NotSearched.because(project, "Internal error; the log has its cause.");
        }
    }

    private ProjectPart search(ResolvedProject project, SearchRequest request, List<Path> places)
            throws InterruptedException {
        if (project.dryRun()) {
            return NotSearched.because(project, "Its config sets \"dry_run\": true.");
        }
        ReadyProject ready = provisioner.requireReady(project);
        ResolvedScope scope =
                scopes.find(ready, new SearchScopes.Wanted(places, Optional.empty(), Optional.empty(), true, true));
        if (scope.refusal().isPresent()) {
            return NotSearched.because(project, scope.refusal().get());
        }
        Optional<JobReport> running = scope.neverCompleted() ? first.running(ready, scope.roots()) : Optional.empty();
        if (scope.scope().repositories().isEmpty()) {
            return NotSearched.because(project, "Nothing is indexed in it yet.");
        }
        SearchRequest within = request.within(scope.scope());
        DirectoryReading reading = new DirectoryReading(within, scope.roots(), places);
        FreshnessMonitor.Pending pending = freshness.look(ready, scope.scope().repositories());
        WeighedResponse response = reading.first(one -> search.weighed(ready.database(), one));
        if (response.response().results().isEmpty()) {
            reading.refuseOutside();
        }
        return new Searched(project, response, scope.scope(), pending.await(), running, scope.notes());
    }
}
