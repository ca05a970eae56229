package dev.codebasemcp.code;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the definitions and comments of source files: by a syntax tree where there is a grammar, by regular expressions
 * and indentation elsewhere. A grammar that cannot be loaded and a file that takes too long to parse are outlined the
 * second way: no file ever fails here.
 *
 * <p>Holds native parsers: one for each worker thread, never shared, and closed by the thread that used it.
 */
public final class Outliner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outliner.class);
    /** An ordinary file takes milliseconds; junk of 2 MB took 46 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Larger files are hardly ever written by hand. */
    private static final int MAX_PARSED_BYTES = 2 << 20;

    private final NativeLibraries libraries;
    private final Duration timeout;
    private final Map<Grammar, Optional<SyntaxOutliner>> parsers = new EnumMap<>(Grammar.class);
    private final HeuristicOutliner heuristic = new HeuristicOutliner();

    /**
     * Loads nothing yet.
     *
     * @param nativeDirectory where the native libraries are unpacked; made when it is first needed. The process uses the
     *     directory of the outliner that was made last.
     */
    public Outliner(Path nativeDirectory) {
        this(nativeDirectory, TIMEOUT);
    }

    Outliner(Path nativeDirectory, Duration timeout) {
        this.libraries = new NativeLibraries(nativeDirectory);
        this.timeout = timeout;
    }

    /** Outlines a file. */
    public Outline outline(Language language, SourceText text) {
        Optional<SyntaxOutliner> parser = text.utf8().length > MAX_PARSED_BYTES
                ? Optional.empty()
                : Grammar.of(language).flatMap(this::parser);
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
        libraries.provide("tree-sitter");
        libraries.provide(grammar.library());
        try {
            return Optional.of(new SyntaxOutliner(grammar, timeout));
        } catch (IOException | LinkageError | RuntimeException failure) {
            LOG.warn("Cannot use the grammar {}; its files are outlined by regular expressions", grammar, failure);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        parsers.values().forEach(parser -> parser.ifPresent(SyntaxOutliner::close));
        parsers.clear();
    }
}
