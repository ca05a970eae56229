package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code search_code}. */
public final class SearchCodeTool implements Tool {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchService search;
    private final SearchScopes scopes;
    private final FreshnessMonitor freshness;
    private final JobQueue queue;

    /**
     * Creates the tool.
     *
     * @param scopes decide which repositories a search covers
     * @param freshness checks during each search whether the index is current
     * @param queue knows which jobs are running
     */
    public SearchCodeTool(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            SearchService search,
            SearchScopes scopes,
            FreshnessMonitor freshness,
            JobQueue queue) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.search = search;
        this.scopes = scopes;
        this.freshness = freshness;
        this.queue = queue;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.SEARCH_CODE;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        SearchRequest unscoped = request(arguments);
        int budget = arguments.integer("max_tokens");
        SessionContext session = call.session();
        ResolvedProject resolved = resolver.resolve(arguments.optionalText("project_id"), session);
        if (resolved.dryRun()) {
            return new SearchAnswer(budget, SearchScope.EVERYTHING)
                    .render(dryRun(resolved), ProjectFreshness.NONE, false, ProjectFacts.of(resolved));
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        SearchScopes.Wanted wanted = wanted(arguments, resolved, session);
        SearchScopes.ResolvedScope found = scopes.find(ready, wanted);
        SearchAnswer answer = new SearchAnswer(budget, found.scope());
        boolean building = isBuilding(ready, found);
        List<SearchRequest> readings = readings(unscoped.within(found.scope()), found.roots(), wanted.directories());
        if (found.refusal().isPresent()) {
            return answer.render(
                    SearchResponse.nothing(found.refusal().get()),
                    ProjectFreshness.NONE,
                    building,
                    ProjectFacts.of(ready));
        }
        FreshnessMonitor.Pending pending = freshness.begin(ready, found.scope().repositories());
        SearchResponse response = search(ready, readings);
        ProjectFreshness state = pending.await();
        if (state.changed()) {
            response = search(ready, readings);
        }
        if (response.results().isEmpty()) {
            refuseOutside(unscoped, found.roots(), wanted.directories());
        }
        for (String note : arguments.notes()) {
            response = response.with(note);
        }
        return answer.render(response, state.withNotes(found.notes()), building, ProjectFacts.of(ready));
    }

    /** Returns one request per possible directory. */
    private static List<SearchRequest> readings(SearchRequest request, List<Path> roots, List<Path> places) {
        return request.directory()
                .map(given -> DirectoryReadings.of(given, roots, places).paths().stream()
                        .map(request::below)
                        .toList())
                .orElse(List.of(request));
    }

    /** Returns the response to the first reading with results, or else to the very first reading. */
    private SearchResponse search(ReadyProject project, List<SearchRequest> readings) {
        SearchResponse first = search.search(project.database(), readings.get(0));
        for (SearchRequest other : readings.subList(1, readings.size())) {
            if (first.results().isEmpty()) {
                SearchResponse response = search.search(project.database(), other);
                if (!response.results().isEmpty()) {
                    return response.with(Term.of("directory") + " was interpreted as "
                            + Quoted.name(other.directory().orElse(".")) + ", relative to the session's directory.");
                }
            }
        }
        return first;
    }

    private static void refuseOutside(SearchRequest request, List<Path> roots, List<Path> places) {
        request.directory()
                .flatMap(given -> DirectoryReadings.of(given, roots, places).refusal())
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    private static SearchScopes.Wanted wanted(Arguments arguments, ResolvedProject project, SessionContext session) {
        boolean ownOrDefault =
                project.tier() != ResolutionTier.EXPLICIT || project.config().isPresent() || project.isDefault();
        Optional<Path> configured = project.config().map(ProjectConfig::directory);
        return new SearchScopes.Wanted(
                session.directories(configured),
                configured,
                arguments.optionalText("repository_id"),
                arguments.text("scope").equals("project"),
                !ownOrDefault);
    }

    private boolean isBuilding(ReadyProject project, SearchScopes.ResolvedScope found) {
        return queue.unfinished(project.id()).stream()
                .map(report -> report.job().root())
                .anyMatch(busy -> found.roots().isEmpty()
                        || found.roots().stream().anyMatch(root -> root.startsWith(busy) || busy.startsWith(root)));
    }

    private static SearchRequest request(Arguments arguments) {
        return new SearchRequest(
                arguments.text("query"),
                SearchScope.EVERYTHING,
                arguments.optionalText("file_type").map(SearchFilters::extension),
                arguments.optionalText("directory"),
                arguments.optionalText("language").map(SearchFilters::language),
                arguments.integer("limit"),
                Detail.valueOf(arguments.text("detail").toUpperCase(Locale.ROOT)));
    }

    private static SearchResponse dryRun(ResolvedProject project) {
        return SearchResponse.nothing("Dry run: would search project " + project.name() + " (database "
                + project.database() + "). Set \"dry_run\": false in its config to do it.");
    }
}
