package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.outline.DamagedTree;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.outline.OutlineBuilder;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import java.time.Duration;
import java.util.Optional;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSParser;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTree;

/**
 * A parser for one grammar. The only class that owns native memory besides the grammars themselves: the parser lives as
 * long as this, tree and cursor as long as one call. For one thread at a time.
 *
 * <p>Everything native is closed by hand: left to the garbage collector, 400 parses held 813 MB instead of 46.
 */
final class SyntaxOutliner implements AutoCloseable {
    /** How many unfinished matches a query may hold; without a limit, junk makes it quadratic. */
    static final int MATCH_LIMIT = 4096;

    static final int BUFFER_BYTES = 1 << 16;

    /**
     * In bytes. One match may take quadratic time, so the clock is looked at meanwhile, which costs a fifteenth of all; up to
     * here it cannot take half a second.
     */
    private static final int LONGEST_UNWATCHED = 8 << 10;

    private final LoadedGrammar loaded;
    private final HeuristicOutliner heuristic;
    private final Duration timeout;
    private final TSParser parser;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /**
     * A parser for a grammar.
     *
     * @param heuristic reads what the parser stumbles over
     * @param timeout how long parsing one file may take
     */
    SyntaxOutliner(LoadedGrammar loaded, HeuristicOutliner heuristic, Duration timeout) {
        this.loaded = loaded;
        this.heuristic = heuristic;
        this.timeout = timeout;
        this.parser = new TSParser();
        if (!parser.setLanguage(loaded.grammar())) {
            close();
            throw new IllegalStateException("the grammar does not fit the parser: " + loaded.language());
        }
    }

    /** Outlines a file whole; see {@link #outline(SourceText, PrunedSource)}. */
    Optional<Outline> outline(SourceText text) {
        return outline(text, PrunedSource.of(loaded.language(), text.utf8()));
    }

    /**
     * Outlines a file.
     *
     * @param pruned what of {@code text} is to be parsed
     * @return empty if it took longer than the timeout
     */
    Optional<Outline> outline(SourceText text, PrunedSource pruned) {
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] bytes = pruned.bytes();
        TSTree tree = parser.parseWithOptions(
                buffer,
                null,
                (target, offset, position) -> copy(bytes, offset, target),
                TSInputEncoding.TSInputEncodingUTF8,
                state -> isOver(deadline));
        if (tree == null) {
            parser.reset();
            return Optional.empty();
        }
        try (tree) {
            return read(tree, text, pruned, deadline);
        }
    }

    private Optional<Outline> read(TSTree tree, SourceText text, PrunedSource pruned, long deadline) {
        OutlineBuilder builder = new OutlineBuilder(loaded.language(), text);
        CaptureReader reader = new CaptureReader(loaded.captures(), text, pruned, builder);
        try (TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.setMatchLimit(MATCH_LIMIT);
            if (pruned.bytes().length > LONGEST_UNWATCHED) {
                cursor.execWithOptions(loaded.query(), tree.getRootNode(), state -> isOver(deadline));
            } else {
                cursor.exec(loaded.query(), tree.getRootNode());
            }
            TSQueryMatch match = new TSQueryMatch();
            while (!isOver(deadline) && cursor.nextMatch(match)) {
                reader.read(match);
            }
        }
        if (isOver(deadline)) {
            return Optional.empty();
        }
        if (tree.getRootNode().hasError()) {
            DamagedTree damaged = DamagedTree.of(tree.getRootNode(), text, pruned);
            builder.complete(damaged, heuristic.definitions(loaded.language(), text));
        }
        pruned.comments().forEach(builder::addComment);
        pruned.attributes().forEach(builder::addDecorator);
        return Optional.of(builder.build());
    }

    /** Gives the parser the bytes from {@code offset} on, as many as there is room for; 0 at the end. */
    static int copy(byte[] bytes, int offset, byte[] target) {
        int length = Math.max(0, Math.min(target.length, bytes.length - offset));
        System.arraycopy(bytes, Math.min(offset, bytes.length), target, 0, length);
        return length;
    }

    private static boolean isOver(long deadline) {
        return System.nanoTime() - deadline > 0;
    }

    @Override
    public void close() {
        parser.close();
    }
}
