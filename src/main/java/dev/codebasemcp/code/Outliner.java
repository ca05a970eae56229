package dev.codebasemcp.code;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the definitions and comments of source files: by a syntax tree where there is a grammar, by regular expressions
 * and indentation elsewhere. A grammar that cannot be loaded and a file that takes too long to parse are outlined the
 * second way: no file ever fails here.
 *
 * <p>Holds native parsers: one for each worker thread, never shared, and closed by the thread that used it.
 */
public final class Outliner implements AutoCloseable {
    /** An ordinary file takes milliseconds; junk of 2 MB took 46 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Larger files are hardly ever written by hand. */
    private static final int MAX_PARSED_BYTES = 2 << 20;

    private final Grammars grammars;
    private final Duration timeout;
    private final Map<Grammar, Optional<SyntaxOutliner>> parsers = new EnumMap<>(Grammar.class);
    private final HeuristicOutliner heuristic = new HeuristicOutliner();

    /** Makes no parser yet. */
    public Outliner(Grammars grammars) {
        this(grammars, TIMEOUT);
    }

    Outliner(Grammars grammars, Duration timeout) {
        this.grammars = grammars;
        this.timeout = timeout;
    }

    /** Outlines a file. */
    public Outline outline(Language language, SourceText text) {
        Optional<SyntaxOutliner> parser = text.utf8().length > MAX_PARSED_BYTES
                ? Optional.empty()
                : Grammar.of(language, text).flatMap(this::parser);
        if (parser.isEmpty()) {
            return heuristic.outline(language, text);
        }
        SourceText script = ScriptBlocks.only(language, text);
        return parser.get().outline(script).orElseGet(() -> heuristic.outline(language, text));
    }

    private Optional<SyntaxOutliner> parser(Grammar grammar) {
        return parsers.computeIfAbsent(grammar, this::load);
    }

    private Optional<SyntaxOutliner> load(Grammar grammar) {
        return grammars.get(grammar).map(loaded -> new SyntaxOutliner(loaded, timeout));
    }

    @Override
    public void close() {
        parsers.values().forEach(parser -> parser.ifPresent(SyntaxOutliner::close));
        parsers.clear();
    }
}
