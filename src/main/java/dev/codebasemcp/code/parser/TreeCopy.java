package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.tree.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSSymbolType;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;

/** Copies native trees of one grammar, without recursion: a tree may be as deep as its file is long. Not thread-safe. */
final class TreeCopy {
    /** Looking at the clock costs as much as copying a node. */
    private static final int NODES_PER_LOOK = 4096;

    private final List<String> kindNames;
    private final List<String> fieldNames;
    /**
     * By the number of a kind. A question about a node costs a microsecond, three times as much as all steps of the cursor for
     * it: the binding looks up the fields of its node by name each time.
     */
    private final boolean[] named;

    TreeCopy(TSLanguage grammar) {
        this.kindNames = kindNames(grammar);
        this.fieldNames = fieldNames(grammar);
        this.named = new boolean[kindNames.size()];
        for (int kind = 0; kind < grammar.symbolCount(); kind++) {
            named[kind] = grammar.symbolType(kind) == TSSymbolType.TSSymbolTypeRegular;
        }
        named[grammar.symbolCount()] = true;
    }

    /**
     * Copies the named nodes.
     *
     * @param over whether the time is over
     * @return empty if the time was over before the end
     */
    Optional<SyntaxTree.Builder> of(TSTree tree, BooleanSupplier over) {
        SyntaxTree.Builder builder = new SyntaxTree.Builder(kindNames, fieldNames);
        Ancestors open = new Ancestors();
        int seen = 0;
        try (TSTreeCursor cursor = new TSTreeCursor(tree.getRootNode())) {
            boolean more = true;
            while (more) {
                if (++seen % NODES_PER_LOOK == 0 && over.getAsBoolean()) {
                    return Optional.empty();
                }
                TSNode node = cursor.currentNode();
                int kind = Math.min(NodeFacts.kind(node), named.length - 1);
                int copied = -1;
                if (named[kind]) {
                    copied = builder.open(
                            kind, cursor.currentFieldId(), open.parent(), NodeFacts.start(node), NodeFacts.end(node));
                }
                if (cursor.gotoFirstChild()) {
                    open.push(copied);
                } else {
                    close(builder, copied);
                    more = toNext(cursor, open, builder);
                }
            }
        }
        return Optional.of(builder);
    }

    private static boolean toNext(TSTreeCursor cursor, Ancestors open, SyntaxTree.Builder builder) {
        while (!cursor.gotoNextSibling()) {
            if (open.isEmpty()) {
                return false;
            }
            cursor.gotoParent();
            close(builder, open.pop());
        }
        return true;
    }

    private static void close(SyntaxTree.Builder builder, int node) {
        if (node >= 0) {
            builder.close(node);
        }
    }

    /** The kind of an error has the largest number; here it follows the others. */
    private static List<String> kindNames(TSLanguage grammar) {
        List<String> names = new ArrayList<>();
        for (int symbol = 0; symbol < grammar.symbolCount(); symbol++) {
            names.add(grammar.symbolName(symbol));
        }
        names.add("ERROR");
        return names;
    }

    private static List<String> fieldNames(TSLanguage grammar) {
        List<String> names = new ArrayList<>(List.of(""));
        for (int field = 1; field <= grammar.fieldCount(); field++) {
            names.add(grammar.fieldNameForId(field));
        }
        return names;
    }

    /** The numbers of the copies of the nodes around the current one; -1 for those that are not copied. */
    private static final class Ancestors {
        private int[] numbers = new int[64];
        private int count;

        boolean isEmpty() {
            return count == 0;
        }

        void push(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        int pop() {
            return numbers[--count];
        }

        /** The innermost copied node; -1 at the root. */
        int parent() {
            for (int i = count - 1; i >= 0; i--) {
                if (numbers[i] >= 0) {
                    return numbers[i];
                }
            }
            return -1;
        }
    }
}
