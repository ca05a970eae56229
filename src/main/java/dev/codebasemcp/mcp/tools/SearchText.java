package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The results of a search as text for a model: each with a heading {@code path:start-end symbol (kind)} and its code.
 *
 * <p>Code stands in a fence that is longer than any run of backticks in it, and lines of a concise result begin with
 * their numbers. No line of a file can therefore look like a heading or a note. A fence costs a model fewer tokens than a
 * mark on each line ({@code docs/benchmarks}).
 */
final class SearchText {
    private static final int SHORTEST_FENCE = 3;

    private final Detail detail;
    private final boolean explained;

    /**
     * Creates a renderer.
     *
     * @param explained whether to say why each result was found
     */
    SearchText(Detail detail, boolean explained) {
        this.detail = detail;
        this.explained = explained;
    }

    boolean isConcise() {
        return detail == Detail.CONCISE;
    }

    /** Renders the results; {@code brief} shortens headings. */
    String of(List<PlacedResult> results, boolean brief) {
        StringBuilder text = new StringBuilder();
        results.forEach(result -> append(result, brief, text));
        return text.toString();
    }

    /** Says how many of the ranked results are shown. */
    static String counted(int shown, int total) {
        return shown + " of " + Counted.of(total, "ranked result") + " shown.\n";
    }

    private void append(PlacedResult placed, boolean brief, StringBuilder text) {
        SearchResult result = placed.result();
        text.append(Quoted.name(result.filePath())).append(':').append(lines(result.lines()));
        result.definition().ifPresent(definition -> text.append(' ').append(named(definition, brief)));
        placed.repository().ifPresent(name -> text.append(" in ").append(Quoted.name(name)));
        placed.project()
                .ifPresent(name -> text.append(" in project ")
                        .append(Quoted.name(brief ? Quoted.start(name, ProjectAnswer.BRIEF) : name)));
        if (explained && !brief) {
            text.append("\nwhy: ").append(Quoted.line(result.why()));
        }
        if (!brief && !result.variants().first().isEmpty()) {
            text.append("\nvariants: ").append(variants(result.variants()));
        }
        text.append('\n');
        String content = result.content().stripTrailing();
        if (content.isEmpty()) {
            return;
        }
        String fence = isConcise() ? "" : fence(content) + "\n";
        text.append(fence);
        content.lines().forEach(line -> text.append(Quoted.lines(line)).append('\n'));
        text.append(fence);
    }

    /** Such as {@code src/win/fs.c:120, src/aix/fs.c and 3 more}. */
    private static String variants(SearchResult.Variants variants) {
        String named = variants.first().stream()
                .map(variant -> Quoted.name(variant.path())
                        + variant.line().map(line -> ":" + line).orElse("")
                        + variant.repository()
                                .map(name -> " in " + Quoted.name(name))
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return named + (variants.more() > 0 ? " and " + variants.more() + " more" : "");
    }

    /** Such as {@code Cart.add (method)}, or {@code Cart.add (method, part of 3-90)}. */
    private static String named(SearchResult.Definition definition, boolean brief) {
        String symbol = Quoted.brief(definition.symbol(), brief ? ProjectAnswer.BRIEF : Quoted.BRIEF);
        Optional<LineRange> whole = definition.partOf().filter(range -> !brief);
        // A document's heading is foreign text, so it is put in quotation marks.
        return (definition.kind() == DefinitionKind.SECTION ? Quoted.name(symbol) : symbol)
                + " (" + definition.kind().label()
                + whole.map(range -> ", part of " + lines(range)).orElse("") + ")";
    }

    /** Returns a fence that is longer than any run of backticks in a content. */
    static String fence(String content) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < content.length(); i++) {
            run = content.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    }

    private static String lines(LineRange range) {
        return range.start() + "-" + range.end();
    }
}
