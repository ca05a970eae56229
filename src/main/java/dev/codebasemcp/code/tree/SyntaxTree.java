package dev.codebasemcp.code.tree;

import dev.codebasemcp.code.text.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A syntax tree: the named nodes of a grammar's tree in preorder. It holds no native memory, some 20 bytes a node.
 * Immutable and thread-safe.
 */
public final class SyntaxTree {
    private final SourceText text;
    /** By the number of a kind or field. */
    private final List<String> kindNames;

    private final List<String> fieldNames;
    private final short[] kinds;
    private final byte[] fields;
    private final int[] starts;
    private final int[] ends;
    private final int[] parents;
    /** For each node, the number of the first node after its last descendant. */
    private final int[] nexts;

    private SyntaxTree(SourceText text, Builder built) {
        this.text = text;
        this.kindNames = built.kindNames;
        this.fieldNames = built.fieldNames;
        int size = built.size;
        this.kinds = Arrays.copyOf(built.kinds, size);
        this.fields = Arrays.copyOf(built.fields, size);
        this.starts = Arrays.copyOf(built.starts, size);
        this.ends = Arrays.copyOf(built.ends, size);
        this.parents = Arrays.copyOf(built.parents, size);
        this.nexts = Arrays.copyOf(built.nexts, size);
    }

    /** The text of the file. */
    public SourceText text() {
        return text;
    }

    /** The number of nodes. */
    public int size() {
        return kinds.length;
    }

    /** The node of the whole file. */
    public SyntaxNode root() {
        return new SyntaxNode(this, 0);
    }

    /** A node by its number in preorder. */
    public SyntaxNode node(int number) {
        return new SyntaxNode(this, number);
    }

    /** The nodes of one kind, in order. */
    public List<SyntaxNode> nodes(Predicate<String> kind) {
        List<SyntaxNode> found = new ArrayList<>();
        boolean[] wanted = new boolean[kindNames.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = kind.test(kindNames.get(i));
        }
        for (int i = 0; i < kinds.length; i++) {
            if (wanted[kinds[i]]) {
                found.add(node(i));
            }
        }
        return found;
    }

    String kind(int node) {
        return kindNames.get(kinds[node]);
    }

    String field(int node) {
        return fieldNames.get(fields[node]);
    }

    int start(int node) {
        return starts[node];
    }

    int end(int node) {
        return ends[node];
    }

    Optional<SyntaxNode> parent(int node) {
        return parents[node] < 0 ? Optional.empty() : Optional.of(node(parents[node]));
    }

    int next(int node) {
        return nexts[node];
    }

    /** Collects the nodes of a tree in preorder. Not thread-safe. */
    public static final class Builder {
        private static final int FIRST_SIZE = 1024;
        private final List<String> kindNames;
        private final List<String> fieldNames;
        private short[] kinds = new short[FIRST_SIZE];
        private byte[] fields = new byte[FIRST_SIZE];
        private int[] starts = new int[FIRST_SIZE];
        private int[] ends = new int[FIRST_SIZE];
        private int[] parents = new int[FIRST_SIZE];
        private int[] nexts = new int[FIRST_SIZE];
        private int size;

        /**
         * Starts without nodes.
         *
         * @param kindNames the names of kinds by their numbers
         * @param fieldNames the names of fields by their numbers; number 0 is no field and has the empty name
         */
        public Builder(List<String> kindNames, List<String> fieldNames) {
            this.kindNames = List.copyOf(kindNames);
            this.fieldNames = List.copyOf(fieldNames);
        }

        /**
         * Adds a node and returns its number.
         *
         * @param parent the number of its parent; -1 for the root
         */
        public int open(int kind, int field, int parent, int fromByte, int toByte) {
            if (size == kinds.length) {
                grow();
            }
            kinds[size] = (short) kind;
            fields[size] = (byte) field;
            starts[size] = fromByte;
            ends[size] = toByte;
            parents[size] = parent;
            return size++;
        }

        /** Ends a node; all nodes that were opened since are its descendants. */
        public void close(int node) {
            nexts[node] = size;
        }

        /** Builds the tree of a text; all nodes must be closed. */
        public SyntaxTree build(SourceText text) {
            return new SyntaxTree(text, this);
        }

        private void grow() {
            int larger = 2 * size;
            kinds = Arrays.copyOf(kinds, larger);
            fields = Arrays.copyOf(fields, larger);
            starts = Arrays.copyOf(starts, larger);
            ends = Arrays.copyOf(ends, larger);
            parents = Arrays.copyOf(parents, larger);
            nexts = Arrays.copyOf(nexts, larger);
        }
    }
}
