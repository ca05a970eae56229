package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.provisioning.ProjectFacts;
import dev.codebasemcp.provisioning.ProjectFreshness;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchResult;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the answer to a search within a budget: results that do not fit are dropped from the end, as a whole. */
final class SearchAnswer {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final int budget;
    private final SearchScope scope;

    /** Answers of at most so many tokens; {@code scope} names the repositories where there are several. */
    SearchAnswer(int maxTokens, SearchScope scope) {
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
        this.scope = scope;
    }

    /** The answer with as many of the best results as fit; clients show either form, so that both must. */
    ToolAnswer render(SearchResponse response, ProjectFreshness freshness, boolean building, ProjectFacts project) {
        for (int shown = response.results().size(); shown > 0; shown--) {
            ToolAnswer answer = render(response, shown, freshness, building, project);
            if (answer.text().length() <= budget && length(answer.structured()) <= budget) {
                return answer;
            }
        }
        return render(response, 0, freshness, building, project);
    }

    private ToolAnswer render(
            SearchResponse response, int shown, ProjectFreshness freshness, boolean building, ProjectFacts project) {
        List<SearchResult> results = response.results().subList(0, shown);
        int omitted = response.results().size() - shown;
        List<String> notes = new ArrayList<>();
        response.emptyReason().ifPresent(notes::add);
        if (omitted > 0) {
            notes.add(omitted + " more results were left out to stay within max_tokens; raise it, or ask for"
                    + " detail \"concise\".");
        }
        int stale = staleFiles(response, freshness);
        if (stale > 0 || building) {
            notes.add(stale(stale, building));
        }
        notes.addAll(freshness.notes());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("results", results.stream().map(this::structured).toList());
        answer.put("total_count", response.totalCount());
        answer.put("omitted", omitted);
        answer.put("latency_ms", response.latencyMillis());
        answer.put("index", index(response, freshness, building));
        answer.put("project", ProjectAnswer.structured(project));
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        return new ToolAnswer(answer, text(results, notes, project));
    }

    private static Map<String, Object> index(SearchResponse response, ProjectFreshness freshness, boolean building) {
        Map<String, Object> index = new LinkedHashMap<>();
        response.indexedAt().ifPresent(time -> index.put("indexed_at", time.toString()));
        index.put("stale_files", staleFiles(response, freshness));
        index.put("building", building);
        return index;
    }

    /** The shown files are looked at by each search, all files only now and then. */
    private static int staleFiles(SearchResponse response, ProjectFreshness freshness) {
        return Math.max(response.staleFiles(), freshness.staleFiles());
    }

    private static String stale(int files, boolean refreshing) {
        String what = files == 0
                ? "The index is being updated."
                : files + (files == 1 ? " file has" : " files have") + " changed since the index was made.";
        return what + (refreshing && files > 0 ? " It is being brought up to date; search again in a moment." : "");
    }

    private Map<String, Object> structured(SearchResult result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("chunk_id", result.chunkId());
        answer.put("repository_id", result.repository().toString());
        scope.nameOf(result.repository()).ifPresent(name -> answer.put("repository", name));
        answer.put("file_path", result.filePath());
        answer.put("start_line", result.lines().start());
        answer.put("end_line", result.lines().end());
        answer.put("language", result.language());
        result.kind().ifPresent(kind -> answer.put("kind", kind));
        result.symbol().ifPresent(symbol -> answer.put("symbol", symbol));
        answer.put("content", result.content());
        answer.put("score", result.score());
        answer.put("why", result.why());
        return answer;
    }

    private String text(List<SearchResult> results, List<String> notes, ProjectFacts project) {
        StringBuilder text = new StringBuilder();
        for (SearchResult result : results) {
            text.append(result.filePath())
                    .append(':')
                    .append(result.lines().start())
                    .append('-')
                    .append(result.lines().end());
            result.symbol().ifPresent(symbol -> text.append(' ').append(symbol));
            scope.nameOf(result.repository())
                    .ifPresent(name -> text.append(" in ").append(name));
            text.append('\n').append(result.content().stripTrailing()).append("\n\n");
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.text(project)).toString();
    }

    private static int length(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer).length();
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write an answer as JSON", failure);
        }
    }
}
