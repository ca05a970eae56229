package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsCalls.Applied;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.List;
import java.util.Optional;

/** Finds the types that the code around an expression expects of it. */
final class TsContext {
    private final TsChecker checker;
    private final TsCache known;

    TsContext(TsChecker checker) {
        this.checker = checker;
        this.known = new TsCache(checker.guard());
    }

    /** Returns the type that is expected of an expression. */
    TsType expected(SourceFile file, SyntaxNode expression) {
        return known.get(expression, () -> compute(file, expression));
    }

    private TsType compute(SourceFile file, SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        return switch (parent.kind()) {
            case "variable_declarator", "public_field_definition", "required_parameter", "optional_parameter" ->
                TsNodes.type(parent).map(type -> checker.types().of(file, type)).orElse(Other.UNKNOWN);
            case "as_expression", "satisfies_expression", "type_assertion" -> asserted(file, parent);
            case "parenthesized_expression", "await_expression", "non_null_expression", "binary_expression", "object" ->
                expected(file, parent);
            case "ternary_expression" -> node.field().equals("condition") ? Other.UNKNOWN : expected(file, parent);
            case "arguments" -> argument(file, node, parent);
            case "pair" -> property(file, parent);
            case "array" -> checker.library().element(expected(file, parent));
            default -> delivered(file, node, parent);
        };
    }

    /** The type that is expected of what is returned or assigned. */
    private TsType delivered(SourceFile file, SyntaxNode node, SyntaxNode parent) {
        return switch (parent.kind()) {
            case "return_statement" ->
                parent.around(TsNodes.FUNCTIONS)
                        .map(function -> returned(file, function))
                        .orElse(Other.UNKNOWN);
            case "arrow_function" -> node.field().equals("body") ? returned(file, parent) : Other.UNKNOWN;
            case "assignment_expression" ->
                parent.child("left")
                        .filter(left -> !left.equals(node) && left.is("identifier", "member_expression"))
                        .map(left -> checker.expressions().of(file, left))
                        .orElse(Other.UNKNOWN);
            case "assignment_pattern" ->
                parent.child("left")
                        .map(left -> checker.patterns().of(file, parent))
                        .orElse(Other.UNKNOWN);
            case "jsx_expression" -> attribute(file, parent);
            default -> Other.UNKNOWN;
        };
    }

    private TsType asserted(SourceFile file, SyntaxNode assertion) {
        List<SyntaxNode> parts = assertion.children();
        if (assertion.is("type_assertion")) {
            return parts.get(0).children().stream()
                    .findFirst()
                    .map(type -> checker.types().of(file, type))
                    .orElse(Other.UNKNOWN);
        }
        return parts.size() > 1 ? checker.types().of(file, parts.get(1)) : expected(file, assertion);
    }

    /** Returns the member of the expected type that a property of an object literal is. */
    TsFound member(SourceFile file, SyntaxNode object, String name) {
        TsType type = expected(file, object);
        return checker.members().find(checker.narrowing().literal(type, object), name);
    }

    private TsType property(SourceFile file, SyntaxNode pair) {
        Optional<String> name = pair.child("key").flatMap(TsNodes::nameOf);
        Optional<SyntaxNode> object = pair.parent();
        return name.isPresent() && object.isPresent()
                ? member(file, object.get(), name.get()).type()
                : Other.UNKNOWN;
    }

    private TsType argument(SourceFile file, SyntaxNode argument, SyntaxNode list) {
        Optional<SyntaxNode> around = list.parent();
        if (around.isEmpty()) {
            return Other.UNKNOWN;
        }
        SyntaxNode call = around.get();
        int number = TsNodes.arguments(call).indexOf(argument);
        Optional<TsType> library = checker.libraryCalls().callback(file, call, number);
        return library.orElseGet(() -> checker.calls()
                .applied(file, call, number)
                .map(applied -> checker.calls().parameter(applied, number))
                .orElse(Other.UNKNOWN));
    }

    /** Returns what a function is expected to return. */
    private TsType returned(SourceFile file, SyntaxNode function) {
        Optional<SyntaxNode> written = TsNodes.type(function);
        TsType type = written.map(node -> checker.types().of(file, node))
                .orElseGet(() -> signature(file, function)
                        .map(applied -> checker.calls()
                                .returned(applied.file(), applied.signature())
                                .with(applied.values()))
                        .orElse(Other.UNKNOWN));
        return checker.library().awaited(type);
    }

    /** Returns the signature that is expected of a function. */
    private Optional<Applied> signature(SourceFile file, SyntaxNode function) {
        return checker.calls().signatures(wanted(file, function)).stream().findFirst();
    }

    private TsType wanted(SourceFile file, SyntaxNode function) {
        if (!function.is("method_definition")) {
            return function.is("arrow_function", "function_expression") ? expected(file, function) : Other.UNKNOWN;
        }
        Optional<SyntaxNode> object = function.parent().filter(parent -> parent.is("object"));
        Optional<String> name = function.child("name").flatMap(TsNodes::nameOf);
        return object.isPresent() && name.isPresent()
                ? member(file, object.get(), name.get()).type()
                : Other.UNKNOWN;
    }

    /** Returns the type of a parameter without a written one. */
    TsType parameter(SourceFile file, SyntaxNode parameter) {
        Optional<SyntaxNode> around = parameter.around(TsNodes.FUNCTIONS);
        if (around.isEmpty()) {
            return Other.UNKNOWN;
        }
        SyntaxNode function = around.get();
        int number = TsNodes.parameters(function).indexOf(parameter);
        TsType wanted = wanted(file, function);
        if (number < 0) {
            return Other.UNKNOWN;
        }
        if (wanted instanceof TsType.Callback callback) {
            return number < callback.parameters().size() ? callback.parameters().get(number) : Other.OUTSIDE;
        }
        TsType type = checker.calls().signatures(wanted).stream()
                .findFirst()
                .map(applied -> checker.calls().parameter(applied, number))
                .orElse(Other.UNKNOWN);
        return TsNodes.isRest(parameter) ? new Library("Array", List.of(type)) : type;
    }

    /** Returns the property of a component that an attribute of an element sets. */
    TsFound attribute(SourceFile file, SyntaxNode attribute, String name) {
        Optional<TsType> component = attribute
                .parent()
                .flatMap(element -> element.child("name"))
                .filter(tag -> !tag.is("identifier")
                        || Character.isUpperCase(tag.text().codePointAt(0)))
                .map(tag -> checker.expressions().of(file, tag));
        if (component.isEmpty()) {
            return TsFound.outside(Other.OUTSIDE);
        }
        return checker.calls().signatures(component.get()).stream()
                .findFirst()
                .map(applied -> checker.members().find(checker.calls().parameter(applied, 0), name))
                .orElse(TsFound.UNKNOWN);
    }

    private TsType attribute(SourceFile file, SyntaxNode expression) {
        Optional<SyntaxNode> attribute = expression.parent().filter(parent -> parent.is("jsx_attribute"));
        return attribute
                .flatMap(node -> node.children("property_identifier").stream()
                        .findFirst()
                        .map(name -> attribute(file, node, name.text()).type()))
                .orElse(Other.UNKNOWN);
    }
}
