package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.FreshnessWatch;
import dev.codebasemcp.provisioning.ProjectFacts;
import dev.codebasemcp.provisioning.ProjectFreshness;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.provisioning.SearchScopes;
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
    private final FreshnessWatch freshness;
    private final JobQueue queue;

    /**
     * Makes the tool.
     *
     * @param scopes which repositories a search is about
     * @param freshness looks beside each search whether the index is up to date
     * @param queue tells whether a job is at work on them at this moment
     */
    public SearchCodeTool(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            SearchService search,
            SearchScopes scopes,
            FreshnessWatch freshness,
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
        ResolvedProject resolved = resolver.resolve(arguments.optionalText("project_id"), call.session());
        if (resolved.dryRun()) {
            return new SearchAnswer(budget, SearchScope.EVERYTHING)
                    .render(dryRun(resolved), ProjectFreshness.NONE, false, ProjectFacts.of(resolved));
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        SearchScopes.Found found = scopes.find(ready, wanted(arguments, resolved, call.session()));
        SearchAnswer answer = new SearchAnswer(budget, found.scope());
        boolean building = isBuilding(ready, found);
        if (found.refusal().isPresent()) {
            return answer.render(
                    nothing(found.refusal().get()), ProjectFreshness.NONE, building, ProjectFacts.of(ready));
        }
        SearchRequest request = unscoped.within(found.scope());
        FreshnessWatch.Pending look = freshness.begin(ready, found.scope().repositories());
        SearchResponse response = search.search(ready.database(), request);
        ProjectFreshness state = look.await();
        if (state.changed()) {
            response = search.search(ready.database(), request);
        }
        return answer.render(response, state.withNotes(found.notes()), building, ProjectFacts.of(ready));
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

    private boolean isBuilding(ReadyProject project, SearchScopes.Found found) {
        return queue.unfinished(project.id()).stream()
                .map(report -> report.job().repository())
                .anyMatch(busy -> found.roots().isEmpty()
                        || found.roots().stream().anyMatch(root -> root.startsWith(busy) || busy.startsWith(root)));
    }

    private static SearchResponse nothing(String reason) {
        return new SearchResponse(List.of(), 0, 0, Optional.empty(), 0, Optional.of(reason));
    }

    private static SearchRequest request(Arguments arguments) {
        return new SearchRequest(
                arguments.text("query"),
                SearchScope.EVERYTHING,
                arguments.optionalText("file_type").map(SearchFilters::extension),
                arguments.optionalText("directory").map(SearchFilters::directory),
                arguments.optionalText("language").map(SearchFilters::language),
                arguments.integer("limit"),
                Detail.valueOf(arguments.text("detail").toUpperCase(Locale.ROOT)));
    }

    private static SearchResponse dryRun(ResolvedProject project) {
        return nothing("Dry run: would search project " + project.name() + " (database " + project.database()
                + "). Set \"dry_run\": false in its config to do it.");
    }
}
