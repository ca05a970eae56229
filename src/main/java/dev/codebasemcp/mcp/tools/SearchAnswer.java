package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchResult;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders the answer to a search within a budget. Whole results that do not fit are dropped from the end; if the
 * first one alone does not fit, it is shortened.
 *
 * <p>In the text, each result has a numbered heading, and each line of code begins with a bar. No line of a file can
 * therefore look like a heading, a note or the project line.
 */
final class SearchAnswer {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final String BAR = "| ";
    private static final JsonMapper JSON = new JsonMapper();

    private final int budget;
    private final SearchScope scope;

    /**
     * Creates a renderer for answers of at most {@code maxTokens}; {@code scope} names the repositories if there are
     * several.
     */
    SearchAnswer(int maxTokens, SearchScope scope) {
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
        this.scope = scope;
    }

    /** The input of an answer. */
    private record Parts(SearchResponse response, ProjectFreshness freshness, boolean building, ProjectFacts project) {
        /** Each search checks the shown files, but all files only now and then. */
        int staleFiles() {
            return Math.max(response.staleFiles(), freshness.staleFiles());
        }
    }

    /** Renders as many of the best results as fit. Both forms must fit, since clients show either one. */
    ToolAnswer render(SearchResponse response, ProjectFreshness freshness, boolean building, ProjectFacts project) {
        Parts parts = new Parts(response, freshness, building || freshness.refreshing(), project);
        for (int shown = response.results().size(); shown > 0; shown--) {
            ToolAnswer answer = render(parts, response.results().subList(0, shown), false);
            if (fits(answer)) {
                return answer;
            }
        }
        return response.results().isEmpty()
                ? nothing(parts)
                : shortened(parts, response.results().get(0));
    }

    private ToolAnswer nothing(Parts parts) {
        ToolAnswer answer = render(parts, List.of(), false);
        return fits(answer) ? answer : render(parts, List.of(), true);
    }

    /** Returns the first result with as many lines as fit; then with brief surroundings; at worst without lines. */
    private ToolAnswer shortened(Parts parts, SearchResult result) {
        for (boolean brief : new boolean[] {false, true}) {
            for (SearchResult shorter : ShorterResults.of(result)) {
                ToolAnswer answer = render(parts, List.of(shorter), brief);
                if (fits(answer)) {
                    return answer;
                }
            }
        }
        return render(parts, List.of(ShorterResults.withoutLines(result)), true);
    }

    private boolean fits(ToolAnswer answer) {
        return answer.text().length() <= budget && length(answer.structured()) <= budget;
    }

    private ToolAnswer render(Parts parts, List<SearchResult> results, boolean brief) {
        SearchResponse response = parts.response();
        int omitted = response.results().size() - results.size();
        List<String> notes = notes(parts, results, omitted, brief);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "results",
                results.stream().map(result -> structured(result, brief)).toList());
        answer.put("total_count", response.totalCount());
        answer.put("omitted", omitted);
        answer.put("latency_ms", response.latencyMillis());
        answer.put("index", index(parts));
        answer.put("project", ProjectAnswer.structured(parts.project(), brief));
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        return new ToolAnswer(answer, text(parts, results, notes, brief));
    }

    private static List<String> notes(Parts parts, List<SearchResult> results, int omitted, boolean brief) {
        SearchResponse response = parts.response();
        List<String> notes = new ArrayList<>();
        response.emptyReason().ifPresent(notes::add);
        notes.addAll(response.notes());
        boolean cut =
                !results.isEmpty() && !results.get(0).equals(response.results().get(0));
        if (cut) {
            notes.add("Shortened to stay within " + Term.of("max_tokens")
                    + (omitted > 0 ? ", and " + Counted.of(omitted, "more result") + " omitted." : "."));
        } else if (omitted > 0) {
            notes.add(
                    Counted.of(omitted, "more result") + (omitted == 1 ? " was" : " were") + " omitted to stay within "
                            + Term.of("max_tokens") + "; raise it, or ask for " + Term.of("detail \"concise\"") + ".");
        }
        int stale = parts.staleFiles();
        if (stale > 0 || parts.building()) {
            notes.add(stale(stale, parts.building()));
        }
        notes.addAll(parts.freshness().notes());
        return brief
                ? List.of(Quoted.brief(Term.plain(String.join(" ", notes)), ProjectAnswer.BRIEF_NOTES))
                : notes.stream().map(Quoted::line).toList();
    }

    /** A document's heading is foreign text, so it is put in quotation marks. */
    private static String named(SearchResult.Definition definition, boolean brief) {
        String symbol = Quoted.brief(definition.symbol(), brief ? ProjectAnswer.BRIEF : Quoted.BRIEF);
        return definition.kind() == DefinitionKind.SECTION ? Quoted.name(symbol) : symbol;
    }

    private static Map<String, Object> index(Parts parts) {
        Map<String, Object> index = new LinkedHashMap<>();
        parts.response().indexedAt().ifPresent(time -> index.put("indexed_at", time.toString()));
        index.put("stale_files", parts.staleFiles());
        index.put("building", parts.building());
        return index;
    }

    private static String stale(int files, boolean refreshing) {
        String state = files == 0
                ? "The index is being updated."
                : Counted.of(files, "file") + (files == 1 ? " has" : " have") + " changed since the last indexing.";
        return state + (refreshing && files > 0 ? " The index is being updated; search again in a moment." : "");
    }

    private Map<String, Object> structured(SearchResult result, boolean brief) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("chunk_id", result.chunkId());
        answer.put("repository_id", result.repositoryId().toString());
        scope.nameOf(result.repositoryId()).ifPresent(name -> answer.put("repository", name));
        answer.put("file_path", result.filePath());
        answer.put("start_line", result.lines().start());
        answer.put("end_line", result.lines().end());
        answer.put("language", result.language());
        result.kind().ifPresent(kind -> answer.put("kind", kind.label()));
        result.symbol()
                .ifPresent(symbol -> answer.put("symbol", brief ? Quoted.start(symbol, ProjectAnswer.BRIEF) : symbol));
        result.partOf().filter(whole -> !brief).ifPresent(whole -> answer.put("part_of", lines(whole)));
        answer.put("content", result.content());
        answer.put("score", result.score());
        answer.put("why", brief ? Quoted.start(result.why(), ProjectAnswer.BRIEF) : result.why());
        return answer;
    }

    private String text(Parts parts, List<SearchResult> results, List<String> notes, boolean brief) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (SearchResult result : results) {
            number++;
            text.append(number)
                    .append(". ")
                    .append(Quoted.name(result.filePath()))
                    .append(':')
                    .append(result.lines().start())
                    .append('-')
                    .append(result.lines().end());
            result.definition().ifPresent(definition -> text.append(' ').append(named(definition, brief)));
            scope.nameOf(result.repositoryId())
                    .ifPresent(name -> text.append(" in ").append(Quoted.name(name)));
            text.append('\n');
            result.content()
                    .stripTrailing()
                    .lines()
                    .forEach(line -> text.append(BAR).append(Quoted.lines(line)).append('\n'));
            result.partOf()
                    .filter(whole -> !brief)
                    .ifPresent(whole -> text.append(partOf(result, whole)).append('\n'));
            text.append('\n');
        }
        if (!results.isEmpty() && !brief) {
            text.append(counted(parts.response(), results.size()));
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.text(parts.project(), brief)).toString();
    }

    /** Has no bar, so that no line of code can look like it. */
    private static String partOf(SearchResult result, LineRange whole) {
        String subject = result.lines().end() < whole.end() ? "More follows: this" : "This";
        return "(" + subject + " is part of lines " + lines(whole) + ".)";
    }

    private static String lines(LineRange range) {
        return range.start() + "-" + range.end();
    }

    private static String counted(SearchResponse response, int shown) {
        return "Shown: the best " + shown + " of " + Counted.of(response.totalCount(), "place")
                + " that were ranked.\n";
    }

    private static int length(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer).length();
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write an answer as JSON", failure);
        }
    }
}
