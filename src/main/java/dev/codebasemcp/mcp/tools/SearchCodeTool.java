package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.FreshnessWatch;
import dev.codebasemcp.provisioning.ProjectFacts;
import dev.codebasemcp.provisioning.ProjectFreshness;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchService;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code search_code}. */
public final class SearchCodeTool implements Tool {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchService search;
    private final FreshnessWatch freshness;
    private final Predicate<ReadyProject> building;

    /**
     * Makes the tool.
     *
     * @param freshness looks beside each search whether the index is up to date
     * @param building whether a job for the project runs or waits at this moment
     */
    public SearchCodeTool(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            SearchService search,
            FreshnessWatch freshness,
            Predicate<ReadyProject> building) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.search = search;
        this.freshness = freshness;
        this.building = building;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.SEARCH_CODE;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        SearchRequest request = request(arguments);
        SearchAnswer answer = new SearchAnswer(arguments.integer("max_tokens"));
        ResolvedProject resolved = resolver.resolve(arguments.optionalText("project_id"), call.session());
        if (resolved.dryRun()) {
            return answer.render(dryRun(resolved), ProjectFreshness.NONE, false, ProjectFacts.of(resolved));
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        FreshnessWatch.Pending look = freshness.begin(ready, request.repository());
        SearchResponse response = search.search(ready.database(), request);
        ProjectFreshness state = look.await();
        if (state.changed()) {
            response = search.search(ready.database(), request);
        }
        return answer.render(response, state, building.test(ready), ProjectFacts.of(ready));
    }

    private static SearchRequest request(Arguments arguments) {
        return new SearchRequest(
                arguments.text("query"),
                arguments.optionalUuid("repository_id").map(RepositoryId::new),
                arguments.optionalText("file_type").map(SearchFilters::extension),
                arguments.optionalText("directory").map(SearchFilters::directory),
                arguments.optionalText("language").map(SearchFilters::language),
                arguments.integer("limit"),
                Detail.valueOf(arguments.text("detail").toUpperCase(Locale.ROOT)));
    }

    private static SearchResponse dryRun(ResolvedProject project) {
        String reason = "Dry run: would search project " + project.name() + " (database " + project.database()
                + "). Set \"dry_run\": false in its config to do it.";
        return new SearchResponse(List.of(), 0, 0, Optional.empty(), 0, Optional.of(reason));
    }
}
