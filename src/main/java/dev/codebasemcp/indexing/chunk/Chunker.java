package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Cuts a file into chunks. Keeps definitions with their comments and decorators, joins small neighbours and splits large
 * definitions.
 *
 * <p>Every non-blank line is in exactly one chunk. Chunks are in order and do not overlap, and a chunk's text is exactly its
 * lines. The one exception is a line of more than {@link #MAX} characters: it is a chunk of its own, truncated to that length.
 * Pure functions, thread-safe.
 */
public final class Chunker {
    /** Changes whenever the same file may yield other text, chunks or terms. Content stored by another version is stale. */
    public static final int CHUNKER_VERSION = 8;

    /** The target size, in characters, of a chunk of several pieces or of a part. */
    static final int TARGET = 1500;
    /** The most characters of a definition that stays whole. */
    static final int WHOLE = 2400;
    /** The most characters of a chunk. */
    public static final int MAX = 4000;
    /** More blank lines than this are in no chunk. In notebooks they stand for what is not indexed. */
    static final int MAX_GAP = 16;

    private Chunker() {}

    /** Cuts a file. */
    public static List<Chunk> chunk(SourceText text, Outline outline) {
        Sizes sizes = new Sizes(text);
        List<Piece> pieces = new Merger(sizes).merge(new Cutter(text, sizes, outline).cut());
        List<Chunk> chunks = new ArrayList<>(pieces.size());
        int next = 0;
        for (Piece piece : pieces) {
            List<Definition> definitions = new ArrayList<>();
            List<Definition> all = outline.definitions();
            while (next < all.size()
                    && all.get(next).lines().start() <= piece.lines().end()) {
                definitions.add(all.get(next));
                next++;
            }
            chunks.add(chunk(text, outline, piece, definitions));
        }
        return chunks;
    }

    private static Chunk chunk(SourceText text, Outline outline, Piece piece, List<Definition> definitions) {
        Optional<Definition> main = main(piece.lines(), definitions);
        boolean values = definitions.size() > 1
                && main.filter(definition -> Importance.of(definition.kind()) == Importance.VALUE)
                        .isPresent();
        Optional<Definition> named = values && piece.enclosing().isPresent() ? Optional.empty() : main;
        Optional<String> symbol = named.or(piece::enclosing).map(Definition::qualifiedName);
        Optional<DefinitionKind> kind = named.map(Definition::kind);
        return new Chunk(
                piece.lines(), textOf(text, piece.lines()), kind, symbol, definitions, comment(text, outline, piece));
    }

    /** The definition that covers the most lines; on a tie the most important, then the first. */
    private static Optional<Definition> main(LineRange lines, List<Definition> definitions) {
        Comparator<Definition> order = Comparator.comparingInt(
                        (Definition definition) -> covered(lines, definition.lines()))
                .thenComparing(definition -> Importance.of(definition.kind()))
                .thenComparing(definition -> -definition.lines().start());
        return definitions.stream().max(order);
    }

    private static int covered(LineRange lines, LineRange definition) {
        return Math.min(lines.end(), definition.end()) - Math.max(lines.start(), definition.start()) + 1;
    }

    private static String textOf(SourceText text, LineRange lines) {
        String whole = text.text(lines);
        if (whole.length() <= MAX) {
            return whole;
        }
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(MAX - 1)) ? MAX - 1 : MAX);
    }

    private static String comment(SourceText text, Outline outline, Piece piece) {
        StringJoiner comment = new StringJoiner("\n");
        List<LineRange> all = outline.comments();
        for (int i = firstEndingFrom(all, piece.lines().start()); i < all.size(); i++) {
            LineRange range = all.get(i);
            if (range.start() > piece.lines().end()) {
                break;
            }
            int start = Math.max(range.start(), piece.lines().start());
            int end = Math.min(range.end(), piece.lines().end());
            comment.add(text.text(new LineRange(start, end)));
        }
        String whole = comment.toString();
        return whole.length() <= MAX ? whole : textOf(text, piece.lines());
    }

    /** The index of the first range that ends at or after a line, in sorted ranges that do not overlap. */
    private static int firstEndingFrom(List<LineRange> sorted, int line) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).end() < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
