package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoType.Other;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds the types of variables and constants. */
final class GoVariables {
    /** To find the value of one of many names takes time. */
    private static final int MOST_NAMES = 1000;

    private final GoTypes types;
    private final GoExpressions expressions;

    GoVariables(GoTypes types, GoExpressions expressions) {
        this.types = types;
        this.expressions = expressions;
    }

    /** Returns the type of a local name where it is used. */
    GoType local(SourceFile file, GoLocal local, SyntaxNode use) {
        SyntaxNode declaring = local.declaring();
        return switch (declaring.kind()) {
            case GoKinds.PARAMETER -> written(file, declaring);
            case GoKinds.VARIADIC -> new GoType.Sequence(written(file, declaring));
            case GoKinds.SHORT_VAR, GoKinds.RECEIVE -> assigned(file, declaring, local.index());
            case GoKinds.RANGE -> ranged(file, declaring, local.index());
            case GoKinds.TYPE_SWITCH -> switched(file, declaring, use);
            case GoKinds.VAR_SPEC, GoKinds.CONST_SPEC -> declared(file, declaring, local.index());
            default -> new GoType.Meta(types.ofLocal(file, local));
        };
    }

    private GoType written(SourceFile file, SyntaxNode node) {
        return node.child(GoKinds.TYPE).map(type -> types.of(file, type)).orElse(Other.UNKNOWN);
    }

    private GoType assigned(SourceFile file, SyntaxNode node, int index) {
        List<SyntaxNode> values = node.child(GoKinds.RIGHT)
                .map(right -> right.is("expression_list") ? GoKinds.parts(right) : List.of(right))
                .orElse(List.of());
        return value(file, values, index);
    }

    private GoType value(SourceFile file, List<SyntaxNode> values, int index) {
        if (index > MOST_NAMES) {
            return Other.UNKNOWN;
        }
        if (values.size() > 1) {
            return index < values.size() ? expressions.of(file, values.get(index)) : Other.UNKNOWN;
        }
        return values.isEmpty()
                ? Other.UNKNOWN
                : expressions.of(file, values.get(0)).at(index);
    }

    /** Returns the type of a package's variable or constant. */
    GoType declared(GoSymbol symbol) {
        return declared(
                symbol.file(), symbol.node(), GoScopes.names(symbol.node()).indexOf(symbol.nameNode()));
    }

    /** The type of the name at a place of a specification. */
    private GoType declared(SourceFile file, SyntaxNode specification, int index) {
        Optional<SyntaxNode> type = specification.child(GoKinds.TYPE);
        if (type.isPresent()) {
            return types.of(file, type.get());
        }
        Optional<SyntaxNode> value = specification.child(GoKinds.VALUE);
        if (value.isEmpty()) {
            // A constant without a value repeats the last one before it.
            return GoFacts.of(file)
                    .repeated(specification)
                    .map(last -> declared(file, last, index))
                    .orElse(Other.UNKNOWN);
        }
        return value(file, GoKinds.parts(value.get()), index);
    }

    private GoType ranged(SourceFile file, SyntaxNode range, int index) {
        GoType over = range.child(GoKinds.RIGHT)
                .map(right -> expressions.of(file, right))
                .orElse(Other.UNKNOWN);
        GoType made = types.underlying(types.underlying(over).pointed());
        if (made instanceof GoType.Channel channel) {
            return channel.element();
        }
        if (made instanceof GoType.Written written) {
            return yielded(written, index);
        }
        if (index == 0) {
            // The index of a slice, or a number that is counted to.
            return made instanceof GoType.Mapping map ? map.key() : known(made);
        }
        return expressions.element(over);
    }

    private static GoType known(GoType made) {
        return made == Other.UNKNOWN || made instanceof GoType.Library ? Other.UNKNOWN : Other.OUTSIDE;
    }

    /** A function that is iterated over gives its values to a function. */
    private GoType yielded(GoType.Written iterator, int index) {
        List<GoType> parameters = GoSignature.parameters(types, iterator);
        if (parameters.isEmpty() || !(parameters.get(0) instanceof GoType.Written yield)) {
            return Other.UNKNOWN;
        }
        List<GoType> values = GoSignature.parameters(types, yield);
        return index < values.size() ? values.get(index) : Other.UNKNOWN;
    }

    /** In a case with one type, the name has that type. */
    private GoType switched(SourceFile file, SyntaxNode statement, SyntaxNode use) {
        Optional<SyntaxNode> inside = use.ancestors()
                .filter(node -> node.parent().filter(statement::equals).isPresent())
                .findFirst();
        List<SyntaxNode> cases = inside.filter(node -> node.is("type_case")).stream()
                .flatMap(node -> node.children().stream())
                .filter(child -> child.field().equals(GoKinds.TYPE))
                .toList();
        if (cases.size() == 1 && !cases.get(0).text().equals("nil")) {
            return types.of(file, cases.get(0));
        }
        return statement
                .child(GoKinds.VALUE)
                .map(value -> expressions.of(file, value))
                .orElse(Other.UNKNOWN);
    }
}
