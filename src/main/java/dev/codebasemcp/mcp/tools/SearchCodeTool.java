package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.mcp.tools.ProjectPart.NotSearched;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.ExplainedResponse;
import dev.codebasemcp.search.NotedResponse;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.WeighedResponse;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code search_code}. */
public final class SearchCodeTool implements Tool {
    private static final String PROJECTS = "projects";
    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final String NOTHING_YET = "Nothing that is indexed by now matches.";

    private final ScopedCalls calls;
    private final SearchService search;
    private final NamedProjects named;
    private final SeveralProjects several;
    private final AnswerForm form;

    /**
     * Creates the tool.
     *
     * @param calls find the project and the repositories of a search
     * @param named finds the projects of a search over several
     * @param several searches them
     * @param form which forms of an answer must fit its budget
     */
    public SearchCodeTool(
            ScopedCalls calls, SearchService search, NamedProjects named, SeveralProjects several, AnswerForm form) {
        this.calls = calls;
        this.search = search;
        this.named = named;
        this.several = several;
        this.form = form;
    }

    @Override
    public ToolSpec spec() {
        return CodeToolSpecs.SEARCH_CODE;
    }

    /**
     * Returns the arguments if they can be right whatever is indexed, so that a command can refuse others at once.
     *
     * @throws RejectedException if they cannot
     */
    public static Arguments checked(Arguments arguments) {
        if (!arguments.texts(PROJECTS).isEmpty()) {
            for (String other : List.of("project_id", "repository_id")) {
                if (arguments.optionalText(other).isPresent()) {
                    throw new RejectedException(
                            "Give either " + Term.of(PROJECTS) + " or " + Term.of(other) + ", not both.");
                }
            }
        }
        request(arguments);
        return arguments;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        return checked(arguments).texts(PROJECTS).isEmpty() ? one(arguments, call) : several(arguments, call);
    }

    /**
     * Does the same for one project, for a reader who wants to see how the answer came about.
     *
     * @param faceted whether to count what filters would leave
     */
    public ExplainedAnswer explained(Arguments arguments, boolean faceted, ToolCall call) throws InterruptedException {
        Framed<ExplainedResponse> framed =
                framed(checked(arguments), call, (database, request) -> search.explained(database, request, faceted));
        return new ExplainedAnswer(framed.frame(), framed.found());
    }

    private ToolAnswer one(Arguments arguments, ToolCall call) throws InterruptedException {
        return answer(arguments)
                .render(framed(
                                arguments,
                                call,
                                (database, request) -> new WeighedResponse(search.search(database, request)))
                        .frame());
    }

    private <T extends NotedResponse<T>> Framed<T> framed(
            Arguments arguments, ToolCall call, BiFunction<Database, SearchRequest, T> question)
            throws InterruptedException {
        SearchRequest unscoped = request(arguments);
        ScopedCalls.Asked<Read<T>> asked = calls.ask(
                arguments,
                call,
                arguments.optionalText("repository_id"),
                arguments.text("scope").equals("project"),
                (project, found, wanted) -> {
                    DirectoryReading reading =
                            new DirectoryReading(unscoped.within(found.scope()), found.roots(), wanted.directories());
                    return new Read<>(reading, reading.first(one -> question.apply(project.database(), one)));
                });
        if (asked.answer().isEmpty()) {
            return new Framed<>(
                    OneProjectFrame.nothing(asked.reason().orElse(NOTHING_YET), asked.running(), asked.project()),
                    Optional.empty());
        }
        T found = asked.answer().get().found();
        for (String note : arguments.notes()) {
            found = found.with(note);
        }
        SearchResponse response = found.response();
        if (response.results().isEmpty()) {
            asked.answer().get().reading().refuseOutside();
            response = asked.firstRun() ? nothingYet(arguments) : response;
        }
        return new Framed<>(
                new OneProjectFrame(response, asked.freshness(), asked.running(), asked.project(), asked.scope()),
                Optional.of(found));
    }

    private static SearchResponse nothingYet(Arguments arguments) {
        SearchResponse response = SearchResponse.nothing(NOTHING_YET);
        for (String note : arguments.notes()) {
            response = response.with(note);
        }
        return response;
    }

    /** A search that was made. */
    private record Read<T>(DirectoryReading reading, T found) {}

    /**
     * The frame of an answer.
     *
     * @param found the response in it; empty if nothing was searched
     */
    private record Framed<T>(OneProjectFrame frame, Optional<T> found) {}

    /** Only projects that the caller names, and not even the session's own if it is not among them. */
    private ToolAnswer several(Arguments arguments, ToolCall call) throws InterruptedException {
        long start = System.nanoTime();
        SearchRequest request = request(arguments);
        SessionContext session = call.session();
        NamedProjects.Found found = named.find(arguments.texts(PROJECTS), session);
        List<ProjectPart> parts = several.search(found.projects(), request, session.directories(), call);
        refuseIfAllDo(parts);
        List<String> notes = new ArrayList<>(arguments.notes());
        notes.addAll(found.notes());
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLISECOND;
        return answer(arguments).render(SeveralProjectsFrame.of(parts, request.limit(), notes, millis));
    }

    /** An argument that each project refuses is wrong. */
    private static void refuseIfAllDo(List<ProjectPart> parts) {
        List<RejectedException> refusals = parts.stream()
                .filter(NotSearched.class::isInstance)
                .flatMap(part -> ((NotSearched) part).failure().stream())
                .filter(RejectedException.class::isInstance)
                .map(RejectedException.class::cast)
                .toList();
        if (refusals.size() == parts.size()) {
            throw refusals.get(0);
        }
    }

    private SearchAnswer answer(Arguments arguments) {
        SearchText renderer = new SearchText(detail(arguments), arguments.flag("why"));
        return new SearchAnswer(form, arguments.integer("max_tokens"), renderer);
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
                .withContent(SearchFilters.content(arguments.texts("content")));
    }

    private static Detail detail(Arguments arguments) {
        return Detail.valueOf(arguments.text("detail").toUpperCase(Locale.ROOT));
    }
}
