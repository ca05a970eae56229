package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.SearchResult;
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
    static final int CHARACTERS_PER_TOKEN = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final AnswerForm form;
    private final int budget;
    private final SearchText renderer;

    /**
     * Creates a renderer for answers of at most {@code maxTokens}.
     *
     * @param form which forms of the answer must fit
     */
    SearchAnswer(AnswerForm form, int maxTokens, SearchText renderer) {
        this.form = form;
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
        this.renderer = renderer;
    }

    /** Renders as many of the best results as fit. */
    ToolAnswer render(AnswerFrame frame) {
        List<PlacedResult> results = frame.results();
        for (int shown = results.size(); shown > 0; shown--) {
            ToolAnswer answer = render(frame, results, results.subList(0, shown), false);
            if (fits(answer)) {
                return answer;
            }
        }
        return results.isEmpty() ? nothing(frame) : shortened(frame, results);
    }

    private ToolAnswer nothing(AnswerFrame frame) {
        ToolAnswer answer = render(frame, List.of(), List.of(), false);
        return fits(answer) ? answer : render(frame, List.of(), List.of(), true);
    }

    /** Returns the first result with as many lines as fit; then with brief surroundings; at worst without lines. */
    private ToolAnswer shortened(AnswerFrame frame, List<PlacedResult> results) {
        PlacedResult first = results.get(0);
        for (boolean brief : new boolean[] {false, true}) {
            for (SearchResult shorter : ShorterResults.of(first.result())) {
                ToolAnswer answer = render(frame, results, List.of(first.with(shorter)), brief);
                if (fits(answer)) {
                    return answer;
                }
            }
        }
        return render(frame, results, List.of(first.with(ShorterResults.withoutLines(first.result()))), true);
    }

    /** A client may show either form of a structured answer, so both must fit. */
    private boolean fits(ToolAnswer answer) {
        return answer.text().length() <= budget && (form == AnswerForm.TEXT || length(answer.structured()) <= budget);
    }

    private ToolAnswer render(AnswerFrame frame, List<PlacedResult> all, List<PlacedResult> results, boolean brief) {
        int omitted = all.size() - results.size();
        List<String> notes = notes(frame, all, results, brief);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "results",
                results.stream().map(result -> structured(result, brief)).toList());
        answer.put("total_count", frame.totalCount());
        answer.put("omitted", omitted);
        answer.put("latency_ms", frame.latencyMillis());
        answer.putAll(frame.fields(results, brief));
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        return new ToolAnswer(answer, text(frame, results, notes, brief));
    }

    private List<String> notes(AnswerFrame frame, List<PlacedResult> all, List<PlacedResult> results, boolean brief) {
        List<String> notes = new ArrayList<>(frame.notesBefore());
        omission(all, results).ifPresent(notes::add);
        notes.addAll(frame.notesAfter());
        return brief
                ? List.of(Quoted.brief(Term.plain(String.join(" ", notes)), ProjectAnswer.BRIEF_NOTES))
                : notes.stream().map(Quoted::line).toList();
    }

    private Optional<String> omission(List<PlacedResult> all, List<PlacedResult> results) {
        int omitted = all.size() - results.size();
        boolean cut = !results.isEmpty() && !results.get(0).equals(all.get(0));
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

    static Map<String, Object> structured(PlacedResult placed, boolean brief) {
        SearchResult result = placed.result();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("chunk_id", result.chunkId());
        answer.put("repository_id", result.repositoryId().toString());
        placed.project()
                .ifPresent(name -> answer.put("project", brief ? Quoted.start(name, ProjectAnswer.BRIEF) : name));
        placed.repository().ifPresent(name -> answer.put("repository", name));
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
        // Not in the schema, for whose every word clients pay.
        SearchResult.Variants variants = result.variants();
        if (!brief && !variants.first().isEmpty()) {
            answer.put(
                    "variants",
                    variants.first().stream().map(SearchAnswer::structured).toList());
            answer.put("more_variants", variants.more());
        }
        return answer;
    }

    private static Map<String, Object> structured(SearchResult.Variant variant) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file_path", variant.path());
        variant.repository().ifPresent(name -> answer.put("repository", name));
        variant.line().ifPresent(line -> answer.put("start_line", line));
        return answer;
    }

    private String text(AnswerFrame frame, List<PlacedResult> results, List<String> notes, boolean brief) {
        StringBuilder text = new StringBuilder(renderer.of(results, brief));
        if (!results.isEmpty() && !brief) {
            text.append(SearchText.counted(results.size(), frame.totalCount()));
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(frame.footer(brief)).toString();
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
