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
 * What a parser made of a text that it could not read whole. The lines that it stumbled over are read by patterns instead; and
 * a definition that swallowed the next one, because its own end was not found, ends before that.
 */
public final class DamagedTree {
    private final SourceText text;
    private final BitSet damaged = new BitSet();

    private DamagedTree(SourceText text) {
        this.text = text;
    }

    /** The damage in a tree of which {@code root} says that there is some. */
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
     * @param parsed what the parser found, an enclosing definition before those that it encloses
     * @param guessed what patterns found, in order of its lines
     */
    List<DefinitionCandidate> complete(List<DefinitionCandidate> parsed, List<DefinitionCandidate> guessed) {
        Starts starts = new Starts(text);
        for (int i = guessed.size() - 1; i >= 0; i--) {
            if (!isValue(guessed.get(i).kind())) {
                starts.addBefore(lineOf(guessed.get(i)));
            }
        }
        List<DefinitionCandidate> ended =
                parsed.stream().map(one -> beforeNext(one, starts)).toList();
        Known known = new Known();
        ended.forEach(known::add);
        List<DefinitionCandidate> all = new ArrayList<>();
        BitSet misread = new BitSet();
        for (DefinitionCandidate one : guessed) {
            if (damaged.get(lineOf(one)) && !known.has(one)) {
                all.add(one);
                misread.set(lineOf(one));
            }
        }
        // Of a line with two names the parser's is that of a macro, a supertype or a keyword; its functions are right.
        ended.stream()
                .filter(one -> isCode(one.kind()) || !misread.get(lineOf(one)))
                .forEach(all::add);
        return all;
    }

    /** What the parser found in each line. */
    private final class Known {
        private final Set<String> types = new HashSet<>();
        private final BitSet code = new BitSet();
        private final BitSet values = new BitSet();

        void add(DefinitionCandidate one) {
            if (one.kind().isType()) {
                types.add(key(one));
            } else {
                (isValue(one.kind()) ? values : code).set(lineOf(one));
            }
        }

        /** Whether it found the same, or what is better than a guess. */
        boolean has(DefinitionCandidate guess) {
            if (guess.kind().isType()) {
                return types.contains(key(guess));
            }
            int line = lineOf(guess);
            return code.get(line) || (isValue(guess.kind()) && values.get(line));
        }

        private String key(DefinitionCandidate one) {
            return lineOf(one) + " " + WrittenName.of(one.name()).plain();
        }
    }

    private int lineOf(DefinitionCandidate one) {
        return text.lineOfByte(one.nameByte());
    }

    private static boolean isCode(DefinitionKind kind) {
        return !kind.isType() && !isValue(kind);
    }

    /** What may stand anywhere, and ends nothing. */
    private static boolean isValue(DefinitionKind kind) {
        return kind.compareTo(DefinitionKind.FIELD) >= 0 && kind != DefinitionKind.EXTENSION;
    }

    private DefinitionCandidate beforeNext(DefinitionCandidate one, Starts starts) {
        LineRange lines = one.span().lines(text);
        int first = damaged.nextSetBit(lines.start());
        boolean container = one.kind() == DefinitionKind.MODULE || one.kind() == DefinitionKind.EXTENSION;
        if (container || first < 0 || first > lines.end()) {
            return one;
        }
        int line = starts.after(lineOf(one), text.indent(lines.start()));
        if (line > lines.end()) {
            return one;
        }
        damaged.set(line, lines.end() + 1);
        Span shorter = text.trim(new Span(one.span().from(), text.byteStart(line)));
        return new DefinitionCandidate(one.kind(), one.name(), one.owner(), shorter, one.nameByte(), one.priority());
    }

    /** The lines that start a definition, each with the next of them that is indented less. */
    private static final class Starts {
        private final SourceText text;
        private final BitSet lines = new BitSet();
        private final int[] outer;

        Starts(SourceText text) {
            this.text = text;
            this.outer = new int[text.lineCount() + 1];
        }

        /** Adds a line that is above all others. */
        void addBefore(int line) {
            outer[line] = after(line, text.indent(line) - 1);
            lines.set(line);
        }

        /** The first of them below a line that is indented no more than {@code indent}; one behind the text if none is. */
        int after(int line, int indent) {
            int next = lines.nextSetBit(line + 1);
            while (next > 0 && next < outer.length && text.indent(next) > indent) {
                next = outer[next];
            }
            return next < 0 ? outer.length : next;
        }
    }
}
