package dev.codebasemcp.web.views;

import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSummary;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.tools.ExplainedAnswer;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.web.PageWords;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search view: what {@code search_code} answers about one project, why each result is where it is, how many results
 * each filter leaves, and what an assistant would read.
 */
public final class SearchRoutes {
    private static final int LONGEST_QUERY = 2_000;
    private static final String PROJECT = "project_id";
    private static final String QUERY = "query";
    private static final String LIMIT = "limit";
    private static final String REPOSITORY = "repository_id";
    private static final String ALL = "all_projects";
    private static final String FACETS = "facets";
    /** The most that the tool gives; several projects have no longer answer. */
    private static final int MOST_TOKENS = 20_000;
    /** The filters that the page offers as chips. */
    private static final Set<String> FILTERS = Set.of("language", "content", "directory", REPOSITORY);

    private static final Set<String> OWN = Set.of(PROJECT, ALL, QUERY, LIMIT, FACETS);

    private static final int PROJECTS_AT_ONCE = 500;

    private final SearchCodeTool tool;
    private final ProjectDirectory projects;
    private final CountedCalls calls;

    /** Creates the routes of a page that searches {@code projects} as {@code tool} does; {@code calls} counts searches. */
    public SearchRoutes(SearchCodeTool tool, ProjectDirectory projects, CountedCalls calls) {
        this.tool = tool;
        this.projects = projects;
        this.calls = calls;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        "POST",
                        "/api/search",
                        request -> calls.count(CodeToolSpecs.SEARCH_CODE.name(), () -> search(request.body()))),
                new Route("GET", "/api/search/projects", request -> Map.of("projects", ready())));
    }

    /** The projects that can be searched, by name. Reads the registry only, so the page can ask at once. */
    private List<Map<String, Object>> ready() {
        List<Map<String, Object>> ready = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ProjectDirectory.Page page = projects.list(cursor, PROJECTS_AT_ONCE);
            page.projects().stream()
                    .filter(project -> project.state() == ProjectState.READY)
                    .map(SearchRoutes::project)
                    .forEach(ready::add);
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return ready;
    }

    private static Map<String, Object> project(ProjectSummary project) {
        return Map.of(
                PROJECT,
                project.id().toString(),
                "name",
                project.name(),
                "files",
                project.repositories().stream()
                        .mapToLong(RepositorySummary::files)
                        .sum());
    }

    private Map<String, ?> search(Map<String, Object> given) throws InterruptedException {
        check(given);
        if (Boolean.TRUE.equals(given.get(ALL))) {
            return searchAll(given);
        }
        boolean faceted = !Boolean.FALSE.equals(given.get(FACETS));
        boolean filtered = given.keySet().stream().anyMatch(FILTERS::contains);
        ExplainedAnswer answer = ask(given, faceted && !filtered);
        Map<String, Object> fields = new LinkedHashMap<>(answer.fields(PageWords.ALL));
        if (faceted) {
            facets(given, answer, filtered).ifPresent(facets -> fields.put(FACETS, facets));
        }
        fields.put("assistant", Map.of("full", text(answer, Detail.FULL), "concise", text(answer, Detail.CONCISE)));
        return fields;
    }

    /** One ranking of all projects, as the tool answers it: what explains a result is known within one project only. */
    private Map<String, ?> searchAll(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(given);
        arguments.keySet().removeAll(Set.of(ALL, FACETS));
        arguments.put("projects", List.of("all"));
        arguments.put("max_tokens", MOST_TOKENS);
        Map<String, Object> fields =
                new LinkedHashMap<>(tool.call(Arguments.check(CodeToolSpecs.SEARCH_CODE, arguments), new PageCall())
                        .worded(PageWords.ALL)
                        .structured());
        @Nullable Object message = fields.remove("message");
        fields.put("notes", message == null ? List.of() : List.of(message));
        return fields;
    }

    /** A pressed filter keeps the count that it had, and the others keep theirs. */
    private Optional<Map<String, Object>> facets(Map<String, Object> given, ExplainedAnswer answer, boolean filtered)
            throws InterruptedException {
        if (!filtered) {
            return answer.facets();
        }
        Map<String, Object> unfiltered = new HashMap<>(given);
        unfiltered.keySet().removeAll(FILTERS);
        unfiltered.put(LIMIT, 1);
        return ask(unfiltered, true).facets();
    }

    private ExplainedAnswer ask(Map<String, Object> given, boolean faceted) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(given);
        arguments.keySet().removeAll(Set.of(ALL, FACETS));
        arguments.put("scope", "project");
        return tool.explained(Arguments.check(CodeToolSpecs.SEARCH_CODE, arguments), faceted, new PageCall());
    }

    private static void check(Map<String, Object> given) {
        String unknown = given.keySet().stream()
                .filter(name -> !OWN.contains(name) && !FILTERS.contains(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new RejectedException("The page's search has no such field: " + unknown + ".");
        }
        checkSwitches(given);
        checkProject(given);
        if (!(given.get(QUERY) instanceof String query) || query.isBlank()) {
            throw new RejectedException("Type a question or a name to search for.");
        }
        if (query.strip().length() > LONGEST_QUERY) {
            throw new RejectedException(String.format(
                    Locale.ROOT,
                    "The question has %,d characters; at most %,d can be searched for. Shorten it.",
                    query.strip().length(),
                    LONGEST_QUERY));
        }
    }

    /** In a text, {@code "false"} would be taken for the usual value. */
    private static void checkSwitches(Map<String, Object> given) {
        for (String name : List.of(ALL, FACETS)) {
            if (given.containsKey(name) && !(given.get(name) instanceof Boolean)) {
                throw new RejectedException(name + ": must be true or false.");
            }
        }
    }

    private static void checkProject(Map<String, Object> given) {
        if (Boolean.TRUE.equals(given.get(ALL))) {
            if (given.containsKey(PROJECT) || given.containsKey(REPOSITORY)) {
                throw new RejectedException("Search either all projects, or one project and its repositories.");
            }
        } else if (!(given.get(PROJECT) instanceof String project) || project.isBlank()) {
            // The page has no directory that could decide it.
            throw new RejectedException(PROJECT + ": missing; choose a project.");
        }
    }

    private static Map<String, Object> text(ExplainedAnswer answer, Detail detail) {
        String text = answer.text(detail);
        return Map.of("text", text, "tokens", ExplainedAnswer.tokens(text));
    }
}
