package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.requests.JobPace;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchResult;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders the answer to a search within a budget. Whole results that do not fit are dropped from the end; if the
 * first one alone does not fit, it is shortened. {@link SearchText} renders results as text.
 */
final class SearchAnswer {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final AnswerForm form;
    private final int budget;
    private final SearchScope scope;
    private final SearchText renderer;

    /**
     * Creates a renderer for answers of at most {@code maxTokens}.
     *
     * @param form which forms of the answer must fit
     * @param scope names the repositories if there are several
     */
    SearchAnswer(AnswerForm form, int maxTokens, SearchScope scope, SearchText renderer) {
        this.form = form;
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
        this.scope = scope;
        this.renderer = renderer;
    }

    /** The input of an answer. */
    private record Parts(
            SearchResponse response, ProjectFreshness freshness, Optional<JobReport> running, ProjectFacts project) {
        boolean building() {
            return running.isPresent() || freshness.refreshing();
        }

        /** Each search checks the shown files, but all files only now and then. */
        int staleFiles() {
            return Math.max(response.staleFiles(), freshness.staleFiles());
        }
    }

    /**
     * Renders as many of the best results as fit.
     *
     * @param running the job that indexes what was searched
     */
    ToolAnswer render(
            SearchResponse response, ProjectFreshness freshness, Optional<JobReport> running, ProjectFacts project) {
        Parts parts = new Parts(response, freshness, running, project);
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

    /** A client may show either form of a structured answer, so both must fit. */
    private boolean fits(ToolAnswer answer) {
        return answer.text().length() <= budget && (form == AnswerForm.TEXT || length(answer.structured()) <= budget);
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

    private List<String> notes(Parts parts, List<SearchResult> results, int omitted, boolean brief) {
        SearchResponse response = parts.response();
        List<String> notes = new ArrayList<>();
        response.emptyReason().ifPresent(notes::add);
        notes.addAll(response.notes());
        omission(response, results, omitted).ifPresent(notes::add);
        if (parts.running().isPresent() && response.indexedAt().isEmpty()) {
            notes.add(partial(parts.running().get()));
        } else if (parts.staleFiles() > 0 || parts.building()) {
            notes.add(stale(parts));
        }
        notes.addAll(parts.freshness().notes());
        return brief
                ? List.of(Quoted.brief(Term.plain(String.join(" ", notes)), ProjectAnswer.BRIEF_NOTES))
                : notes.stream().map(Quoted::line).toList();
    }

    private Optional<String> omission(SearchResponse response, List<SearchResult> results, int omitted) {
        boolean cut =
                !results.isEmpty() && !results.get(0).equals(response.results().get(0));
        if (cut) {
            return Optional.of("Shortened to stay within " + Term.of("max_tokens")
                    + (omitted > 0 ? ", and " + Counted.of(omitted, "more result") + " omitted." : "."));
        }
        return omitted == 0
                ? Optional.empty()
                : Optional.of(Counted.of(omitted, "more result") + (omitted == 1 ? " was" : " were")
                        + " omitted to stay within " + Term.of("max_tokens") + "; raise it"
                        + (renderer.isConcise() ? "." : ", or ask for " + Term.of("detail \"concise\"") + "."));
    }

    private static Map<String, Object> index(Parts parts) {
        Map<String, Object> index = new LinkedHashMap<>();
        parts.response().indexedAt().ifPresent(time -> index.put("indexed_at", time.toString()));
        index.put("stale_files", parts.staleFiles());
        index.put("building", parts.building());
        return index;
    }

    private static String partial(JobReport job) {
        int percent = JobPace.percent(job);
        String share = percent > 0
                ? "Indexing is at " + percent + "%"
                : Counted.of(job.progress().filesIndexed(), "file") + " indexed so far";
        return share + ", so results may be missing; search again in a moment.";
    }

    private static String stale(Parts parts) {
        int files = parts.staleFiles();
        if (files == 0) {
            return "The index is being updated.";
        }
        // Without a completed run there is nothing since which files could have changed.
        String state = parts.response().indexedAt().isEmpty()
                ? (files == 1 ? " is" : " are") + " not indexed yet."
                : (files == 1 ? " has" : " have") + " changed since the last indexing.";
        return Counted.of(files, "file")
                + state
                + (parts.building() ? " The index is being updated; search again in a moment." : "");
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
        StringBuilder text = new StringBuilder(renderer.of(results, brief));
        if (!results.isEmpty() && !brief) {
            text.append(SearchText.counted(results.size(), parts.response().totalCount()));
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.brief(parts.project(), brief)).toString();
    }

    private static String lines(LineRange range) {
        return range.start() + "-" + range.end();
    }

    private static int length(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer).length();
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write an answer as JSON", failure);
        }
    }
}
