package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.treesitter.TSNode;
import org.treesitter.TSTreeCursor;

/**
 * The damage in the syntax tree of a text that a parser could not read completely. Patterns reread the damaged lines. A
 * definition whose end was not found, and which therefore includes the next one, is cut before that one.
 */
public final class DamagedTree {
    private final SourceText text;
    private final BitSet damaged = new BitSet();

    private DamagedTree(SourceText text) {
        this.text = text;
    }

    /** Finds the damage in a tree whose {@code root} reports an error. */
    public static DamagedTree of(TSNode root, SourceText text, PrunedSource pruned) {
        DamagedTree tree = new DamagedTree(text);
        try (TSTreeCursor cursor = new TSTreeCursor(root)) {
            boolean more = true;
            while (more) {
                TSNode node = cursor.currentNode();
                boolean inside = node.hasError() && !node.isError();
                if (node.isError() && node.getEndByte() > node.getStartByte()) {
                    LineRange lines = pruned.inWhole(node.getStartByte(), node.getEndByte())
                            .lines(text);
                    tree.damaged.set(lines.start(), lines.end() + 1);
                }
                if (node.isMissing()) {
                    int before = Math.max(0, node.getStartByte() - 1);
                    tree.damaged.set(
                            pruned.inWhole(before, before + 1).lines(text).end());
                }
                more = (inside && cursor.gotoFirstChild()) || gotoNext(cursor);
            }
        }
        return tree;
    }

    private static boolean gotoNext(TSTreeCursor cursor) {
        while (!cursor.gotoNextSibling()) {
            if (!cursor.gotoParent()) {
                return false;
            }
        }
        return true;
    }

    /**
     * All definitions of the text.
     *
     * @param parsed the parser's definitions, outer before inner
     * @param guessed the patterns' definitions, in order of lines
     */
    List<DefinitionCandidate> complete(List<DefinitionCandidate> parsed, List<DefinitionCandidate> guessed) {
        Starts starts = new Starts(text);
        for (int i = guessed.size() - 1; i >= 0; i--) {
            if (!isValue(guessed.get(i).kind())) {
                starts.addBefore(lineOf(guessed.get(i)));
            }
        }
        List<DefinitionCandidate> ended = parsed.stream()
                .map(candidate -> cutBeforeNext(candidate, starts))
                .toList();
        Known known = new Known();
        ended.forEach(known::add);
        List<DefinitionCandidate> all = new ArrayList<>();
        BitSet misread = new BitSet();
        for (DefinitionCandidate guess : guessed) {
            if (damaged.get(lineOf(guess)) && !known.has(guess)) {
                all.add(guess);
                misread.set(lineOf(guess));
            }
        }
        // If a line has two names, the parser's is that of a macro, supertype or keyword, unless it is a function.
        ended.stream()
                .filter(candidate -> isCode(candidate.kind()) || !misread.get(lineOf(candidate)))
                .forEach(all::add);
        return all;
    }

    /** The parser's definitions by line. */
    private final class Known {
        private final Set<String> types = new HashSet<>();
        private final BitSet code = new BitSet();
        private final BitSet values = new BitSet();

        void add(DefinitionCandidate candidate) {
            if (candidate.kind().isType()) {
                types.add(key(candidate));
            } else {
                (isValue(candidate.kind()) ? values : code).set(lineOf(candidate));
            }
        }

        /** Whether the parser found the same definition, or one that is better than a guess. */
        boolean has(DefinitionCandidate guess) {
            if (guess.kind().isType()) {
                return types.contains(key(guess));
            }
            int line = lineOf(guess);
            return code.get(line) || (isValue(guess.kind()) && values.get(line));
        }

        private String key(DefinitionCandidate candidate) {
            return lineOf(candidate) + " " + WrittenName.of(candidate.name()).plain();
        }
    }

    private int lineOf(DefinitionCandidate candidate) {
        return text.lineOfByte(candidate.nameByte());
    }

    private static boolean isCode(DefinitionKind kind) {
        return !kind.isType() && !isValue(kind);
    }

    /** Whether a kind may appear anywhere, and so ends no other definition. */
    private static boolean isValue(DefinitionKind kind) {
        return kind.compareTo(DefinitionKind.FIELD) >= 0 && kind != DefinitionKind.EXTENSION;
    }

    private DefinitionCandidate cutBeforeNext(DefinitionCandidate candidate, Starts starts) {
        LineRange lines = candidate.span().lines(text);
        int first = damaged.nextSetBit(lines.start());
        boolean container = candidate.kind() == DefinitionKind.MODULE || candidate.kind() == DefinitionKind.EXTENSION;
        if (container || first < 0 || first > lines.end()) {
            return candidate;
        }
        int line = starts.after(lineOf(candidate), text.indent(lines.start()));
        if (line > lines.end()) {
            return candidate;
        }
        damaged.set(line, lines.end() + 1);
        Span shorter = text.trim(new Span(candidate.span().from(), text.byteStart(line)));
        return new DefinitionCandidate(
                candidate.kind(),
                candidate.name(),
                candidate.owner(),
                shorter,
                candidate.nameByte(),
                candidate.priority());
    }

    /** The lines that start a definition, each with the next such line of smaller indentation. */
    private static final class Starts {
        private final SourceText text;
        private final BitSet lines = new BitSet();
        private final int[] outer;

        Starts(SourceText text) {
            this.text = text;
            this.outer = new int[text.lineCount() + 1];
        }

        /** Adds a line above all earlier ones. */
        void addBefore(int line) {
            outer[line] = after(line, text.indent(line) - 1);
            lines.set(line);
        }

        /**
         * The first such line below a line whose indentation is at most {@code indent}; past the end of the text if there is
         * none.
         */
        int after(int line, int indent) {
            int next = lines.nextSetBit(line + 1);
            while (next > 0 && next < outer.length && text.indent(next) > indent) {
                next = outer[next];
            }
            return next < 0 ? outer.length : next;
        }
    }
}
