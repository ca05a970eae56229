package dev.codebasemcp.code.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A named node of a syntax tree. Equal nodes are the same node of the same tree.
 *
 * @param number its number in preorder
 */
public record SyntaxNode(SyntaxTree tree, int number) {
    /** The grammar's name for this kind of node, such as {@code method_declaration}. */
    public String kind() {
        return tree.kind(number);
    }

    /** Whether the node has one of these kinds. */
    public boolean is(String... some) {
        String own = kind();
        for (String kind : some) {
            if (kind.equals(own)) {
                return true;
            }
        }
        return false;
    }

    /** The field of the parent that holds this node; empty if the grammar names none. */
    public String field() {
        return tree.field(number);
    }

    /** The offset of its first byte. */
    public int start() {
        return tree.start(number);
    }

    /** The offset after its last byte. */
    public int end() {
        return tree.end(number);
    }

    /** The line in which it starts, from 1. */
    public int line() {
        return tree.text().lineOfByte(start());
    }

    /** The line in which it ends. */
    public int endLine() {
        return tree.text().lineOfByte(Math.max(start(), end() - 1));
    }

    /** Its source text. */
    public String text() {
        return tree.text().slice(start(), end());
    }

    /** The node around it; empty for the root. */
    public Optional<SyntaxNode> parent() {
        return tree.parent(number);
    }

    /** The nearest node around it that has one of these kinds. */
    public Optional<SyntaxNode> around(String... kinds) {
        return ancestors().filter(node -> node.is(kinds)).findFirst();
    }

    /** The nodes around it, innermost first. */
    public Stream<SyntaxNode> ancestors() {
        return Stream.iterate(parent(), Optional::isPresent, node -> node.flatMap(SyntaxNode::parent))
                .flatMap(Optional::stream);
    }

    /** Its direct children in order. */
    public List<SyntaxNode> children() {
        List<SyntaxNode> children = new ArrayList<>();
        for (int child = number + 1; child < tree.next(number); child = tree.next(child)) {
            children.add(tree.node(child));
        }
        return children;
    }

    /** Its direct children of these kinds. */
    public List<SyntaxNode> children(String... kinds) {
        return children().stream().filter(child -> child.is(kinds)).toList();
    }

    /** The child in a field. */
    public Optional<SyntaxNode> child(String field) {
        for (int child = number + 1; child < tree.next(number); child = tree.next(child)) {
            if (tree.field(child).equals(field)) {
                return Optional.of(tree.node(child));
            }
        }
        return Optional.empty();
    }

    /** All nodes inside, in preorder. */
    public Stream<SyntaxNode> descendants() {
        return Stream.iterate(number + 1, next -> next < tree.next(number), next -> next + 1)
                .map(tree::node);
    }

    /** Whether another node is this one or inside it. A node of another tree is not. */
    public boolean holds(SyntaxNode other) {
        return tree == other.tree && number <= other.number && other.number < tree.next(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyntaxNode node && node.tree == tree && node.number == number;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(tree) + number;
    }
}
