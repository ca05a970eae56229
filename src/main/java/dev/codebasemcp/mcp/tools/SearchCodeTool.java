package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.ProjectFreshness;
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
import dev.codebasemcp.requests.FirstIndexing;
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
    private static final String NOTHING_YET = "Nothing that is indexed by now matches.";

    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchService search;
    private final IndexedScopes scopes;
    private final FreshnessMonitor freshness;
    private final AnswerForm form;

    /**
     * Creates the tool.
     *
     * @param scopes decide which repositories a search covers
     * @param first indexes the session's repository if it was never indexed
     * @param freshness checks during each search whether the index is current
     * @param form which forms of an answer must fit its budget
     */
    public SearchCodeTool(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            SearchService search,
            SearchScopes scopes,
            FirstIndexing first,
            FreshnessMonitor freshness,
            AnswerForm form) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.search = search;
        this.scopes = new IndexedScopes(scopes, first);
        this.freshness = freshness;
        this.form = form;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.SEARCH_CODE;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        long start = System.nanoTime();
        SearchRequest unscoped = request(arguments);
        SessionContext session = call.session();
        ResolvedProject resolved = resolver.resolve(arguments.optionalText("project_id"), session);
        if (resolved.dryRun()) {
            return answer(arguments, SearchScope.EVERYTHING)
                    .render(dryRun(resolved), ProjectFreshness.NONE, Optional.empty(), ProjectFacts.of(resolved));
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        SearchScopes.Wanted wanted = wanted(arguments, resolved, session);
        IndexedScopes.Indexed indexed = scopes.find(resolved, ready, wanted, call, start);
        SearchScopes.ResolvedScope found = indexed.scope();
        SearchAnswer answer = answer(arguments, found.scope());
        if (found.refusal().isPresent()) {
            return answer.render(
                    SearchResponse.nothing(found.refusal().get()),
                    ProjectFreshness.NONE,
                    indexed.running(),
                    ProjectFacts.of(ready));
        }
        List<SearchRequest> readings = readings(unscoped.within(found.scope()), found.roots(), wanted.directories());
        FreshnessMonitor.Pending pending = indexed.isFirstRun()
                ? () -> ProjectFreshness.NONE
                : freshness.begin(ready, found.scope().repositories());
        SearchResponse response = search(ready, readings);
        ProjectFreshness state = pending.await();
        if (state.changed()) {
            response = search(ready, readings);
        }
        if (response.results().isEmpty()) {
            refuseOutside(unscoped, found.roots(), wanted.directories());
            response = indexed.isFirstRun() ? SearchResponse.nothing(NOTHING_YET) : response;
        }
        for (String note : arguments.notes()) {
            response = response.with(note);
        }
        return answer.render(response, state.withNotes(found.notes()), indexed.running(), ProjectFacts.of(ready));
    }

    private SearchAnswer answer(Arguments arguments, SearchScope scope) {
        SearchText renderer = new SearchText(scope, detail(arguments), arguments.flag("why"));
        return new SearchAnswer(form, arguments.integer("max_tokens"), scope, renderer);
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

    private static SearchRequest request(Arguments arguments) {
        return new SearchRequest(
                        arguments.text("query"),
                        SearchScope.EVERYTHING,
                        arguments.optionalText("file_type").map(SearchFilters::extension),
                        arguments.optionalText("directory"),
                        arguments.optionalText("language").map(SearchFilters::language),
                        arguments.integer("limit"),
                        detail(arguments))
                .withContent(SearchFilters.content(arguments.list("content")));
    }

    private static Detail detail(Arguments arguments) {
        return Detail.valueOf(arguments.text("detail").toUpperCase(Locale.ROOT));
    }

    private static SearchResponse dryRun(ResolvedProject project) {
        return SearchResponse.nothing("Dry run: would search project " + project.name() + " (database "
                + project.database() + "). Set \"dry_run\": false in its config to do it.");
    }
}
