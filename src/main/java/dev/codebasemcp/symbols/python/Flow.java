package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which assignments a use of a variable may see, by the blocks around both. */
final class Flow {
    /** Blocks are hardly ever nested deeper. */
    private static final int FARTHEST = 60;

    /** More assignments of one variable cost time and tell nothing. */
    private static final int MOST = 30;

    private static final String[] BRANCHES = {"elif_clause", "else_clause", "case_clause", "except_clause"};

    private Flow() {}

    /** Returns the bindings that reach a node of the same scope; all if none comes before it. */
    static List<Binding> reaching(List<Binding> bindings, SyntaxNode use) {
        if (bindings.size() == 1 || bindings.size() > MOST) {
            return bindings;
        }
        List<Binding> reaching = new ArrayList<>();
        for (int i = bindings.size() - 1; i >= 0; i--) {
            Binding binding = bindings.get(i);
            if (!isBefore(binding, use) || isOtherBranch(binding.nameNode(), use)) {
                continue;
            }
            reaching.add(0, binding);
            if (block(binding.node()).map(block -> block.holds(use)).orElse(true)) {
                return reaching;
            }
        }
        return reaching.isEmpty() ? bindings : reaching;
    }

    /** A value is evaluated before its target is bound. */
    private static boolean isBefore(Binding binding, SyntaxNode use) {
        if (binding.nameNode().start() >= use.start()) {
            return false;
        }
        boolean inside = binding.node().holds(use);
        boolean assigned = binding.node().is("assignment", "augmented_assignment", "named_expression");
        return !inside || !assigned;
    }

    /** The statements among which a binding is one. */
    private static Optional<SyntaxNode> block(SyntaxNode node) {
        if (node.is("for_statement", "for_in_clause")) {
            return node.is("for_statement") ? node.child("body") : node.parent();
        }
        if (node.is("as_pattern")) {
            return node.around("with_statement", "except_clause", "case_clause").flatMap(Flow::body);
        }
        return node.ancestors().limit(FARTHEST).filter(Flow::isBlock).findFirst();
    }

    private static Optional<SyntaxNode> body(SyntaxNode statement) {
        // After a "with", its variable is still bound.
        return statement.is("with_statement") ? statement.parent() : Optional.of(statement);
    }

    private static boolean isBlock(SyntaxNode node) {
        return node.is("block", "module", "function_definition", "lambda", "case_clause");
    }

    /** Whether a binding is in a branch of a statement that excludes the one of a use. */
    private static boolean isOtherBranch(SyntaxNode binding, SyntaxNode use) {
        SyntaxNode branch = binding;
        for (int step = 0; step < FARTHEST; step++) {
            Optional<SyntaxNode> around = branch.parent();
            if (around.isEmpty()) {
                return false;
            }
            SyntaxNode parent = around.get();
            if (parent.holds(use)) {
                return excludes(parent, branch, use);
            }
            branch = parent;
        }
        return false;
    }

    private static boolean excludes(SyntaxNode statement, SyntaxNode branch, SyntaxNode use) {
        boolean cases = statement.is("block")
                && statement.parent().filter(p -> p.is("match_statement")).isPresent();
        boolean chooses = cases || statement.is("if_statement", "match_statement");
        if (!chooses || branch.field().equals("condition")) {
            return false;
        }
        return branch.is("block")
                ? use.ancestors()
                        .limit(FARTHEST)
                        .takeWhile(node -> !node.equals(statement))
                        .anyMatch(node -> node.is(BRANCHES) && !node.holds(branch))
                : branch.is(BRANCHES);
    }
}
