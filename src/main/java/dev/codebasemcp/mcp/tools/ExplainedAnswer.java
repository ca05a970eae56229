package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.Evidence;
import dev.codebasemcp.search.ExplainedResponse;
import dev.codebasemcp.search.SearchFacets;
import dev.codebasemcp.search.SearchFacets.Facet;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.rank.Explanation.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An answer of {@code search_code} for a person who wants to see how it came about: all results, with the shares of their
 * scores, and what an assistant would read instead.
 */
public final class ExplainedAnswer {
    /** Of a file that is everywhere, more would be no help. */
    private static final int SHOWN_COPIES = 20;

    private final OneProjectFrame frame;
    private final Optional<ExplainedResponse> found;

    /**
     * Creates an answer.
     *
     * @param found empty if nothing was searched
     */
    ExplainedAnswer(OneProjectFrame frame, Optional<ExplainedResponse> found) {
        this.frame = frame;
        this.found = found;
    }

    /**
     * The fields of the answer of the tool, whatever their length, and what is known about each result.
     *
     * @param words of the reader for what sentences name by a {@link Term}
     */
    public Map<String, Object> fields(UnaryOperator<String> words) {
        List<PlacedResult> placed = frame.results();
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            Map<String, Object> result = SearchAnswer.structured(placed.get(i), false);
            if (found.isPresent()) {
                result.putAll(about(found.get(), i));
            }
            results.add(result);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("results", results);
        fields.put("total_count", frame.totalCount());
        fields.put("latency_ms", frame.latencyMillis());
        fields.putAll(frame.fields(placed, false));
        fields.put(
                "notes",
                Stream.concat(frame.notesBefore().stream(), frame.notesAfter().stream())
                        .map(Quoted::line)
                        .toList());
        return new ToolAnswer(fields, "").worded(words).structured();
    }

    private static Map<String, Object> about(ExplainedResponse response, int position) {
        Evidence evidence = response.evidence().get(position);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "shares", evidence.shares().stream().map(ExplainedAnswer::share).toList());
        fields.put("hits", evidence.hits());
        fields.put("copies", evidence.copies().stream().limit(SHOWN_COPIES).toList());
        fields.put("more_copies", Math.max(0, evidence.copies().size() - SHOWN_COPIES));
        fields.put("chunk_line", evidence.chunk().start());
        fields.put("chunk", evidence.text());
        return fields;
    }

    private static Map<String, Object> share(Share share) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("signal", share.signal().label());
        fields.put("amount", share.points());
        fields.put("detail", share.detail());
        return fields;
    }

    /** How many of the results each filter would leave; empty if nothing was searched, or if nobody asked for it. */
    public Optional<Map<String, Object>> facets() {
        return found.flatMap(ExplainedResponse::facets).map(this::facets);
    }

    private Map<String, Object> facets(SearchFacets facets) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("language", values(facets.languages(), Facet::value));
        fields.put("content", values(facets.content(), Facet::value));
        fields.put("directory", values(facets.directories(), Facet::value));
        fields.put("repository_id", values(facets.repositories(), this::repository));
        fields.put("complete", facets.complete());
        return fields;
    }

    private static List<Map<String, Object>> values(List<Facet> facets, Function<Facet, String> label) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Facet facet : facets) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("value", facet.value());
            fields.put("label", label.apply(facet));
            fields.put("count", facet.count());
            values.add(fields);
        }
        return values;
    }

    private String repository(Facet facet) {
        return frame.scope().repositories().stream()
                .filter(id -> id.toString().equals(facet.value()))
                .findFirst()
                .flatMap(frame.scope()::nameOf)
                .orElse(facet.value());
    }

    /** The text that an assistant gets, if it sets no limits. */
    public String text(Detail detail) {
        SearchText renderer = new SearchText(detail, false);
        String text = new SearchAnswer(AnswerForm.TEXT, CodeToolSpecs.DEFAULT_MAX_TOKENS, renderer)
                .render(frame.answering(response(detail).first(CodeToolSpecs.DEFAULT_RESULTS)))
                .text();
        return Term.plain(text);
    }

    private SearchResponse response(Detail detail) {
        return detail == Detail.CONCISE && !frame.response().results().isEmpty()
                ? found.map(ExplainedResponse::concise).orElse(frame.response())
                : frame.response();
    }

    /** About how many tokens a text is for a model. */
    public static int tokens(String text) {
        return (text.length() + SearchAnswer.CHARACTERS_PER_TOKEN - 1) / SearchAnswer.CHARACTERS_PER_TOKEN;
    }
}
