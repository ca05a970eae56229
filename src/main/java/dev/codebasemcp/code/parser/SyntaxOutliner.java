package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Clauses;
import dev.codebasemcp.code.outline.DamagedTree;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.outline.OutlineBuilder;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxTree;
import java.time.Duration;
import java.util.Optional;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSParser;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTree;

/**
 * A parser for one grammar. Besides the grammars, only this class owns native memory: the parser for its own lifetime, trees
 * and cursors for one call. Not thread-safe.
 *
 * <p>Closes all native objects explicitly: left to the garbage collector, 400 parses held 813 MB instead of 46.
 */
final class SyntaxOutliner implements AutoCloseable {
    /** The most unfinished matches of a query; without a limit, junk makes it quadratic. */
    static final int MATCH_LIMIT = 4096;

    static final int BUFFER_BYTES = 1 << 16;

    /**
     * In bytes. One match may take quadratic time, so larger files check the clock during matching, which costs a fifteenth. Up
     * to this size, a match takes less than half a second.
     */
    private static final int MAX_UNTIMED_BYTES = 8 << 10;

    private final LoadedGrammar loaded;
    private final HeuristicOutliner heuristic;
    private final Duration timeout;
    private final TSParser parser;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    /** Made when the first tree is copied. */
    private Optional<TreeCopy> copy = Optional.empty();

    /**
     * Creates a parser.
     *
     * @param heuristic reads the parts that the parser cannot
     * @param timeout the time limit for one file
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

    /** Outlines a file after pruning it; see {@link #outline(SourceText, PrunedSource)}. */
    Optional<Outline> outline(SourceText text) {
        return outline(text, PrunedSource.of(loaded.language(), text.utf8()));
    }

    /**
     * Outlines a file.
     *
     * @param pruned the part of {@code text} to parse
     * @return empty after a timeout
     */
    Optional<Outline> outline(SourceText text, PrunedSource pruned) {
        return parse(pruned.bytes(), (tree, deadline) -> read(tree, text, pruned, deadline));
    }

    /**
     * Copies the whole syntax tree of a file.
     *
     * @param parsed what the parser reads, as long as the text
     * @return empty after a timeout
     */
    Optional<SyntaxTree> tree(SourceText text, SourceText parsed) {
        TreeCopy known = copy.orElseGet(() -> new TreeCopy(loaded.grammar()));
        copy = Optional.of(known);
        return parse(
                parsed.utf8(),
                (tree, deadline) -> known.of(tree, () -> isOver(deadline)).map(built -> built.build(text)));
    }

    /** Reads a native tree before a deadline in nanoseconds; empty after it. */
    @FunctionalInterface
    private interface TreeReader<T> {
        Optional<T> read(TSTree tree, long deadline);
    }

    private <T> Optional<T> parse(byte[] bytes, TreeReader<T> reader) {
        long deadline = System.nanoTime() + timeout.toNanos();
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
            return reader.read(tree, deadline);
        }
    }

    private Optional<Outline> read(TSTree tree, SourceText text, PrunedSource pruned, long deadline) {
        OutlineBuilder builder =
                new OutlineBuilder(loaded.language(), text, loaded.language().clauses() == Clauses.IN_TREES);
        CaptureReader reader = new CaptureReader(loaded.captures(), text, pruned, builder);
        try (TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.setMatchLimit(MATCH_LIMIT);
            if (pruned.bytes().length > MAX_UNTIMED_BYTES) {
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

    /** Copies the bytes from {@code offset} on, as many as fit; returns 0 at the end. */
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
