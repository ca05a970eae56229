package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.List;
import java.util.Optional;

/** Finds the types of variables and parameters, also of those in patterns. */
final class TsPatterns {
    private final TsChecker checker;
    private final TsCache known;

    TsPatterns(TsChecker checker) {
        this.checker = checker;
        this.known = new TsCache(checker.guard());
    }

    /** Returns the type of what a pattern, or a name in one, takes. */
    TsType of(SourceFile file, SyntaxNode pattern) {
        return known.get(pattern, () -> compute(file, pattern));
    }

    private TsType compute(SourceFile file, SyntaxNode pattern) {
        SyntaxNode parent = pattern.parent().orElse(pattern);
        if (isRest(pattern, parent)) {
            return of(file, parent);
        }
        return switch (parent.kind()) {
            case "variable_declarator" -> declared(file, parent);
            case "required_parameter", "optional_parameter" -> parameter(file, parent);
            case "formal_parameters", "arrow_function" -> checker.context().parameter(file, pattern);
            case "assignment_pattern", "object_assignment_pattern" -> defaulted(file, parent);
            case "pair_pattern", "object_pattern" -> property(file, pattern).type();
            case "array_pattern" -> element(file, pattern, parent);
            case "for_in_statement" -> iterated(file, pattern, parent);
            default -> assigned(file, parent);
        };
    }

    private TsType assigned(SourceFile file, SyntaxNode parent) {
        return parent.child("right")
                .filter(unused -> parent.is("assignment_expression"))
                .map(value -> checker.expressions().of(file, value))
                .orElse(Other.UNKNOWN);
    }

    private static boolean isRest(SyntaxNode pattern, SyntaxNode parent) {
        return parent.is("rest_pattern") || (pattern.is("rest_pattern") && parent.is("object_pattern"));
    }

    /** Returns the property that a name in an object pattern takes. */
    TsFound property(SourceFile file, SyntaxNode inPattern) {
        SyntaxNode node = inPattern;
        SyntaxNode parent = node.parent().orElse(node);
        if (parent.is("object_assignment_pattern")) {
            node = parent;
            parent = node.parent().orElse(node);
        }
        Optional<String> name = TsNodes.nameOf(inPattern);
        if (parent.is("pair_pattern")) {
            name = parent.child("key").flatMap(TsNodes::nameOf);
            parent = parent.parent().orElse(parent);
        }
        if (name.isEmpty() || !parent.is("object_pattern")) {
            return TsFound.UNKNOWN;
        }
        return checker.members().find(of(file, parent), name.get());
    }

    private TsType declared(SourceFile file, SyntaxNode declarator) {
        Optional<SyntaxNode> type = TsNodes.type(declarator);
        return type.map(written -> checker.types().of(file, written))
                .or(() -> declarator
                        .child("value")
                        .map(value -> checker.expressions().of(file, value)))
                .orElse(Other.UNKNOWN);
    }

    private TsType parameter(SourceFile file, SyntaxNode parameter) {
        Optional<SyntaxNode> type = TsNodes.type(parameter);
        if (type.isPresent()) {
            return checker.types().of(file, type.get());
        }
        TsType expected = checker.context().parameter(file, parameter);
        return expected == Other.UNKNOWN
                ? parameter
                        .child("value")
                        .map(value -> checker.expressions().of(file, value))
                        .orElse(Other.UNKNOWN)
                : expected;
    }

    private TsType defaulted(SourceFile file, SyntaxNode assignment) {
        TsType taken = assignment.is("object_assignment_pattern")
                ? assignment
                        .child("left")
                        .map(left -> property(file, left).type())
                        .orElse(Other.UNKNOWN)
                : of(file, assignment);
        return taken == Other.UNKNOWN
                ? assignment
                        .child("right")
                        .map(value -> checker.expressions().of(file, value))
                        .orElse(Other.UNKNOWN)
                : taken;
    }

    private TsType element(SourceFile file, SyntaxNode pattern, SyntaxNode array) {
        TsType type = checker.types().reduced(of(file, array));
        if (pattern.is("rest_pattern")) {
            return new Library("Array", List.of(checker.library().element(type)));
        }
        // The grammar keeps no node for a hole, so the number may be too low; then the types differ seldom.
        int number = array.children().indexOf(pattern);
        return type instanceof TsType.Tuple tuple
                ? checker.library().at(tuple, Integer.toString(number))
                : checker.library().element(type);
    }

    private TsType iterated(SourceFile file, SyntaxNode left, SyntaxNode loop) {
        Optional<SyntaxNode> right = loop.child("right");
        if (right.isEmpty() || !left.field().equals("left")) {
            return Other.UNKNOWN;
        }
        String word = loop.tree().text().slice(left.end(), right.get().start());
        return word.contains("of")
                ? checker.library().element(checker.expressions().of(file, right.get()))
                : Other.OUTSIDE;
    }
}
