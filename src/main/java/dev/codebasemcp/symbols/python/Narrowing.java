package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.code.tree.SyntaxTree;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of code in which an expression is an instance of one of some classes, after {@code isinstance}.
 *
 * @param classes the node of the class or of the tuple of classes
 */
record Narrowing(SyntaxNode classes, int from, int to) {
    private static final int FARTHEST = 12;

    boolean holds(SyntaxNode node) {
        return from <= node.start() && node.end() <= to;
    }

    /** Reads a call; adds what it tells. */
    static void read(PythonFacts facts, SyntaxNode call) {
        boolean asks = call.child("function")
                .filter(function -> function.is("identifier") && function.text().equals("isinstance"))
                .isPresent();
        if (!asks) {
            return;
        }
        List<SyntaxNode> arguments =
                call.child("arguments").map(SyntaxNode::children).orElse(List.of());
        if (arguments.size() == 2 && arguments.get(0).is("identifier", "attribute")) {
            String text = Texts.shortText(arguments.get(0));
            region(call)
                    .ifPresent(region ->
                            facts.addNarrowing(text, new Narrowing(arguments.get(1), region.from(), region.to())));
        }
    }

    private record Region(int from, int to) {
        static Region of(SyntaxNode node) {
            return new Region(node.start(), node.end());
        }
    }

    private static Optional<Region> region(SyntaxNode call) {
        SyntaxNode node = call;
        boolean negated = false;
        for (int step = 0; step < FARTHEST; step++) {
            Optional<SyntaxNode> around = node.parent();
            if (around.isEmpty()) {
                return Optional.empty();
            }
            SyntaxNode parent = around.get();
            switch (parent.kind()) {
                case "not_operator" -> negated = !negated;
                case "parenthesized_expression" -> {}
                case "boolean_operator" -> {
                    String between = between(parent);
                    if (between.equals("and") == negated) {
                        return Optional.empty();
                    }
                    if (!negated && node.field().equals("left") && !isCondition(parent)) {
                        return parent.child("right").map(Region::of);
                    }
                }
                default -> {
                    return statement(parent, node, negated);
                }
            }
            node = parent;
        }
        return Optional.empty();
    }

    private static boolean isCondition(SyntaxNode operator) {
        return operator.ancestors()
                .limit(FARTHEST)
                .filter(node -> node.is("if_statement", "elif_clause", "while_statement", "assert_statement"))
                .findFirst()
                .filter(statement -> statement
                                .child("condition")
                                .filter(condition -> condition.holds(operator))
                                .isPresent()
                        || statement.is("assert_statement"))
                .isPresent();
    }

    /** The word between the sides of an {@code and} or {@code or}. */
    private static String between(SyntaxNode operator) {
        SyntaxTree tree = operator.tree();
        return operator.child("left")
                        .flatMap(left ->
                                operator.child("right").map(right -> tree.text().slice(left.end(), right.start())))
                        .orElse("")
                        .contains("and")
                ? "and"
                : "or";
    }

    private static Optional<Region> statement(SyntaxNode parent, SyntaxNode condition, boolean negated) {
        if (parent.is("assert_statement") && !negated) {
            return rest(parent);
        }
        if (parent.is("conditional_expression")) {
            return side(parent, condition, negated);
        }
        if (parent.is("if_clause") && !negated) {
            return parent.parent().filter(around -> !around.is("case_clause")).map(Region::of);
        }
        boolean decides = parent.is("if_statement", "elif_clause", "while_statement")
                && condition.field().equals("condition");
        return decides ? branch(parent, condition, negated) : Optional.empty();
    }

    /** The side of {@code a if condition else b} where a condition holds. */
    private static Optional<Region> side(SyntaxNode choice, SyntaxNode condition, boolean negated) {
        List<SyntaxNode> parts = choice.children();
        boolean middle = parts.size() == 3 && parts.get(1).equals(condition);
        return middle ? Optional.of(Region.of(parts.get(negated ? 2 : 0))) : Optional.empty();
    }

    private static Optional<Region> branch(SyntaxNode parent, SyntaxNode condition, boolean negated) {
        Optional<SyntaxNode> block = parent.child("consequence").or(() -> parent.child("body"));
        if (!negated) {
            // The condition's own right parts are narrowed too.
            return block.map(inside -> new Region(condition.start(), inside.end()));
        }
        return parent.is("if_statement") && block.filter(Narrowing::leaves).isPresent()
                ? rest(parent)
                : Optional.empty();
    }

    private static boolean leaves(SyntaxNode block) {
        List<SyntaxNode> statements = block.children();
        return !statements.isEmpty()
                && statements
                        .get(statements.size() - 1)
                        .is("return_statement", "raise_statement", "continue_statement", "break_statement");
    }

    /** What follows a statement in its block. */
    private static Optional<Region> rest(SyntaxNode statement) {
        return statement.parent().map(block -> new Region(statement.end(), block.end()));
    }
}
