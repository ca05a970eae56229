package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.repositories.SearchScopes.ResolvedScope;
import dev.codebasemcp.repositories.SearchScopes.Wanted;
import dev.codebasemcp.requests.FirstIndexing;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks a question about one project's code: finds the project and the repositories, has them indexed if they never were,
 * and compares their files with the index meanwhile. Thread-safe.
 */
public final class ScopedCalls {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final IndexedScopes scopes;
    private final FreshnessMonitor freshness;

    /**
     * Creates the calls.
     *
     * @param scopes decide which repositories a question covers
     * @param first indexes the session's repository if it was never indexed
     * @param freshness checks during each question whether the index is current
     */
    public ScopedCalls(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            SearchScopes scopes,
            FirstIndexing first,
            FreshnessMonitor freshness) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.scopes = new IndexedScopes(scopes, first);
        this.freshness = freshness;
    }

    /** A question on the indexed code. Asked again if the index changed meanwhile. */
    @FunctionalInterface
    interface Question<T> {
        T ask(ReadyProject project, ResolvedScope scope, Wanted wanted);
    }

    /**
     * What came of a question.
     *
     * @param answer empty if it was not asked
     * @param reason why it was not asked
     * @param running the job that indexes what was asked about
     * @param firstRun whether a part of the files was never indexed
     */
    record Asked<T>(
            Optional<T> answer,
            Optional<String> reason,
            ProjectFreshness freshness,
            Optional<JobReport> running,
            boolean firstRun,
            ProjectFacts project,
            SearchScope scope) {
        /** The same with another answer. */
        <R> Asked<R> map(Function<T, R> change) {
            return new Asked<>(answer.map(change), reason, freshness, running, firstRun, project, scope);
        }

        /** The same without an answer. */
        <R> Asked<R> without(String why) {
            return new Asked<>(Optional.empty(), Optional.of(why), freshness, running, firstRun, project, scope);
        }

        /** Why what was not found may be there nevertheless, as the end of a clause; empty if the index has all files as they are. */
        String doubt() {
            int files = freshness.staleFiles();
            String reason = "";
            if (running.isPresent() || firstRun) {
                reason = "the indexing is not finished";
            } else if (files > 0) {
                reason = Counted.of(files, "file") + (files == 1 ? " is" : " are") + " missing in it or changed since";
            } else if (!freshness.complete()) {
                reason = "not all files were compared with it";
            }
            return answer.isEmpty() || reason.isEmpty() ? "" : " in the index, but " + reason;
        }

        /** The sentences on how current and complete the index is. */
        List<String> stateNotes() {
            return new OneProjectFrame(
                            SearchResponse.nothing(""),
                            answer.isPresent() ? freshness : ProjectFreshness.NONE,
                            running,
                            project,
                            scope)
                    .notesAfter();
        }

        private static <T> Asked<T> not(String reason, Optional<JobReport> running, ProjectFacts project) {
            return new Asked<>(
                    Optional.empty(),
                    Optional.of(reason),
                    ProjectFreshness.NONE,
                    running,
                    false,
                    project,
                    SearchScope.EVERYTHING);
        }
    }

    /**
     * Asks a question.
     *
     * @param repository a repository by id, path or name
     * @param wholeProject whether to ask about all repositories of the project
     */
    <T> Asked<T> ask(
            Arguments arguments, ToolCall call, Optional<String> repository, boolean wholeProject, Question<T> question)
            throws InterruptedException {
        long start = System.nanoTime();
        ResolvedProject resolved = resolver.resolve(arguments.optionalText("project_id"), call.session());
        if (resolved.dryRun()) {
            return Asked.not(dryRun(resolved), Optional.empty(), ProjectFacts.of(resolved));
        }
        ReadyProject ready = call.readsOnly() ? provisioner.requireReady(resolved) : provisioner.ensureReady(resolved);
        Wanted wanted = wanted(resolved, call.session(), repository, wholeProject);
        IndexedScopes.Indexed indexed = scopes.find(resolved, ready, wanted, call, start);
        ResolvedScope found = indexed.scope();
        ProjectFacts facts = ProjectFacts.of(ready);
        if (found.refusal().isPresent()) {
            return Asked.not(found.refusal().get(), indexed.running(), facts);
        }
        FreshnessMonitor.Pending pending = indexed.isFirstRun()
                ? () -> ProjectFreshness.NONE
                : freshness.begin(ready, found.scope().repositories());
        T answer = question.ask(ready, found, wanted);
        ProjectFreshness state = pending.await();
        if (state.changed()) {
            answer = question.ask(ready, found, wanted);
        }
        return new Asked<>(
                Optional.of(answer),
                Optional.empty(),
                state.withNotes(found.notes()),
                indexed.running(),
                indexed.isFirstRun(),
                facts,
                found.scope());
    }

    private static Wanted wanted(
            ResolvedProject project, SessionContext session, Optional<String> repository, boolean wholeProject) {
        boolean hasDirectory = !session.directories().isEmpty();
        boolean ownOrDefault = hasDirectory
                && (project.tier() != ResolutionTier.EXPLICIT
                        || project.config().isPresent()
                        || project.isDefault());
        Optional<Path> configured = project.config().map(ProjectConfig::directory);
        return new Wanted(session.directories(configured), configured, repository, wholeProject, !ownOrDefault);
    }

    private static String dryRun(ResolvedProject project) {
        return "Dry run: would search project " + project.name() + " (database " + project.database()
                + "). Set \"dry_run\": false in its config to do it.";
    }
}
