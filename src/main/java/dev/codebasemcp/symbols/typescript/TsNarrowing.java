package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsCalls.Applied;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Narrows types by the tests around an expression, and by the constants in an object literal. */
final class TsNarrowing {
    private static final int DEEPEST = 60;
    private static final int MOST_KEYS = 20;

    private final TsChecker checker;

    TsNarrowing(TsChecker checker) {
        this.checker = checker;
    }

    /** Returns the type of a variable where {@code instanceof} or a type guard has tested it. */
    TsType variable(SourceFile file, SyntaxNode name, TsType declared) {
        SyntaxNode node = name;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Optional<SyntaxNode> parent = node.parent();
            if (parent.isEmpty() || parent.get().is("program")) {
                return declared;
            }
            Optional<TsType> tested = condition(parent.get(), node).flatMap(test -> tested(file, test, name, 0));
            if (tested.isPresent()) {
                return joined(declared, tested.get());
            }
            node = parent.get();
        }
        return declared;
    }

    private static Optional<SyntaxNode> condition(SyntaxNode parent, SyntaxNode node) {
        return switch (parent.kind()) {
            case "if_statement", "ternary_expression" ->
                node.field().equals("consequence") ? parent.child("condition") : Optional.empty();
            case "binary_expression" ->
                node.field().equals("right") && operator(parent).equals("&&") ? parent.child("left") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String operator(SyntaxNode binary) {
        Optional<SyntaxNode> left = binary.child("left");
        Optional<SyntaxNode> right = binary.child("right");
        return left.isPresent() && right.isPresent()
                ? binary.tree()
                        .text()
                        .slice(left.get().end(), right.get().start())
                        .strip()
                : "";
    }

    private TsType joined(TsType declared, TsType tested) {
        if (declared == Other.UNKNOWN || declared == Other.OUTSIDE) {
            return tested;
        }
        boolean exact = tested instanceof Named || tested instanceof Shape;
        return exact ? new TsType.Several(List.of(tested, declared), false) : declared;
    }

    private Optional<TsType> tested(SourceFile file, SyntaxNode test, SyntaxNode name, int depth) {
        if (depth > 8) {
            return Optional.empty();
        }
        return switch (test.kind()) {
            case "parenthesized_expression" ->
                test.children().stream().findFirst().flatMap(inner -> tested(file, inner, name, depth + 1));
            case "binary_expression" -> binary(file, test, name, depth);
            case "call_expression" -> guarded(file, test, name);
            default -> Optional.empty();
        };
    }

    private Optional<TsType> binary(SourceFile file, SyntaxNode test, SyntaxNode name, int depth) {
        Optional<SyntaxNode> left = test.child("left");
        Optional<SyntaxNode> right = test.child("right");
        if (operator(test).equals("&&")) {
            return left.flatMap(part -> tested(file, part, name, depth + 1))
                    .or(() -> right.flatMap(part -> tested(file, part, name, depth + 1)));
        }
        boolean instance = operator(test).equals("instanceof")
                && left.filter(part -> isSame(file, part, name)).isPresent();
        return right.filter(unused -> instance)
                .map(type -> checker.heritage().instance(checker.expressions().of(file, type), List.of()))
                .filter(type -> type instanceof Named);
    }

    private static boolean isSame(SourceFile file, SyntaxNode one, SyntaxNode name) {
        if (!one.is("identifier") || !one.text().equals(name.text())) {
            return false;
        }
        TsFacts facts = TsFacts.of(file);
        return facts.lookup(name.text(), one, Space.VALUES).equals(facts.lookup(name.text(), name, Space.VALUES));
    }

    /** {@code isFoo(name)} where the function returns {@code value is Foo}. */
    private Optional<TsType> guarded(SourceFile file, SyntaxNode call, SyntaxNode name) {
        List<SyntaxNode> arguments = TsNodes.arguments(call);
        int number = 0;
        while (number < arguments.size() && !isSame(file, arguments.get(number), name)) {
            number++;
        }
        if (number == arguments.size()) {
            return Optional.empty();
        }
        return checker.calls().applied(file, call, number).flatMap(this::predicate);
    }

    private Optional<TsType> predicate(Applied applied) {
        return applied.signature()
                .child("return_type")
                .flatMap(type -> type.children("type_predicate").stream().findFirst())
                .flatMap(node -> node.child("type"))
                .map(type -> checker.types().of(applied.file(), type, applied.values()));
    }

    /** Returns the options of a type that the constants in an object literal do not exclude. */
    TsType literal(TsType expected, SyntaxNode object) {
        List<TsType> options = checker.types().options(expected);
        if (options.size() < 2) {
            return expected;
        }
        List<SyntaxNode> constants = object.children("pair").stream()
                .limit(MOST_KEYS)
                .filter(pair -> pair.child("value")
                        .filter(value -> value.is("string", "number", "true", "false", "null"))
                        .isPresent())
                .toList();
        List<TsType> left = new ArrayList<>();
        for (TsType option : options) {
            if (constants.stream().allMatch(pair -> fits(option, pair))) {
                left.add(option);
            }
        }
        return left.isEmpty() || left.size() == options.size() ? expected : TsType.union(left);
    }

    private boolean fits(TsType option, SyntaxNode pair) {
        if (option instanceof Library || option == Other.OUTSIDE) {
            return true;
        }
        Optional<String> name = pair.child("key").flatMap(TsNodes::nameOf);
        Optional<SyntaxNode> value = pair.child("value");
        if (name.isEmpty() || value.isEmpty()) {
            return true;
        }
        List<SyntaxNode> written = checker.members().find(option, name.get()).symbols().stream()
                .flatMap(symbol -> TsNodes.type(symbol.first().node()).stream())
                .toList();
        return written.isEmpty() || written.stream().anyMatch(type -> allows(type, value.get()));
    }

    /** Whether a written type has a constant: it is no constant, or the same one. */
    private static boolean allows(SyntaxNode type, SyntaxNode value) {
        if (type.is("union_type")) {
            return type.children().stream().anyMatch(part -> allows(part, value));
        }
        return !type.is("literal_type") || plain(type).equals(plain(value));
    }

    private static String plain(SyntaxNode constant) {
        return constant.text().replace('"', '\'').replace('`', '\'');
    }
}
