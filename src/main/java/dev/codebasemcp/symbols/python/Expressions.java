package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.NodeMemo;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what expressions evaluate to. Within one code base, used by one thread. */
final class Expressions {
    private static final int DEEPEST = 60;

    /** Elements of a literal beyond these hardly have other types. */
    private static final int MOST_ELEMENTS = 4;

    private final Names names;
    private final Members members;
    private final Annotations annotations;
    private final Bindings bindings;
    private final Calls calls;
    private final NodeMemo<Value> known = new NodeMemo<>(DEEPEST, Values.UNKNOWN);

    Expressions(Names names) {
        this.names = names;
        this.members = new Members(this);
        this.annotations = new Annotations(names, members);
        this.calls = new Calls(this);
        this.bindings = new Bindings(this);
    }

    Names names() {
        return names;
    }

    Members members() {
        return members;
    }

    Annotations annotations() {
        return annotations;
    }

    Calls calls() {
        return calls;
    }

    /** Returns what an expression evaluates to. */
    Value of(SourceFile file, SyntaxNode node) {
        return known.of(node, () -> compute(file, node));
    }

    private Value compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier" -> narrowed(file, node).orElseGet(() -> value(names.lookup(file, node.text(), node)));
            case "attribute" -> narrowed(file, node).orElseGet(() -> attribute(file, node));
            case "call" -> calls.result(file, node);
            case "subscript" -> subscript(file, node);
            case "await" -> awaited(inner(file, node));
            case "parenthesized_expression", "type", "list_splat" -> inner(file, node);
            case "named_expression" -> child(file, node, "value");
            case "as_pattern" -> inner(file, node);
            case "yield" -> calls.sent(file, node);
            default -> operation(file, node);
        };
    }

    private Value operation(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "conditional_expression" -> conditional(file, node);
            case "boolean_operator" -> Values.oneOf(List.of(child(file, node, "left"), child(file, node, "right")));
            case "binary_operator" -> calls.operator(child(file, node, "left"), child(file, node, "right"));
            case "unary_operator" ->
                child(file, node, "argument") instanceof Value.Library number ? number : Values.UNKNOWN;
            case "integer", "float", "true", "false", "comparison_operator", "not_operator" -> Values.library("int");
            default -> literal(file, node);
        };
    }

    private Value literal(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "list", "set", "list_comprehension", "set_comprehension" ->
                Values.library(node.kind().startsWith("list") ? "list" : "set", element(file, node));
            case "generator_expression" -> Values.library("Generator", element(file, node));
            case "tuple", "expression_list" -> new Value.Library("tuple", all(file, node.children()));
            case "dictionary", "dictionary_comprehension" -> dictionary(file, node);
            case "string", "concatenated_string" -> Values.TEXT;
            case "none" -> Values.NONE;
            default -> Values.UNKNOWN;
        };
    }

    private Value inner(SourceFile file, SyntaxNode node) {
        return node.children().stream()
                .filter(child -> !child.is("comment"))
                .findFirst()
                .map(child -> of(file, child))
                .orElse(Values.UNKNOWN);
    }

    Value child(SourceFile file, SyntaxNode node, String field) {
        return node.child(field).map(child -> of(file, child)).orElse(Values.UNKNOWN);
    }

    private List<Value> all(SourceFile file, List<SyntaxNode> nodes) {
        return nodes.stream()
                .filter(node -> !node.is("comment"))
                .limit(2L * MOST_ELEMENTS)
                .map(node -> of(file, node))
                .toList();
    }

    private Value element(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> body = node.child("body");
        if (body.isPresent()) {
            return of(file, body.get());
        }
        return Values.oneOf(
                all(file, node.children().stream().limit(MOST_ELEMENTS).toList()));
    }

    private Value dictionary(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> pairs = node.descendants()
                .limit(1_000)
                .filter(child -> child.is("pair"))
                .limit(MOST_ELEMENTS)
                .toList();
        List<Value> keys = pairs.stream().map(pair -> child(file, pair, "key")).toList();
        List<Value> values =
                pairs.stream().map(pair -> child(file, pair, "value")).toList();
        return Values.library("dict", Values.oneOf(keys), Values.oneOf(values));
    }

    private Value conditional(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> parts = node.children();
        return parts.size() == 3
                ? Values.oneOf(List.of(of(file, parts.get(0)), of(file, parts.get(2))))
                : Values.UNKNOWN;
    }

    private Value attribute(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> object = node.child("object");
        Optional<SyntaxNode> name = node.child("attribute");
        if (object.isEmpty() || name.isEmpty()) {
            return Values.UNKNOWN;
        }
        Value owner = of(file, object.get());
        return switch (name.get().text()) {
            case "__class__" -> Annotations.classes(owner);
            case "__dict__", "__name__", "__doc__", "__module__", "__qualname__" -> Values.TEXT;
            default -> attribute(owner, name.get().text());
        };
    }

    /** Returns the value of an attribute. */
    Value attribute(Value owner, String name) {
        List<Value> all = new ArrayList<>();
        for (Value one : owner.alternatives()) {
            all.add(
                    one instanceof Value.Library library
                            ? Libraries.attribute(library, name)
                            : bindings.bound(member(one, name), one));
        }
        return Values.oneOf(all);
    }

    /** Returns what an attribute of a value means. Several are not sure: code may have ruled some out. */
    Found member(Value owner, String name) {
        Found found = Found.NOTHING;
        boolean first = true;
        for (Value one : owner.alternatives()) {
            Found next = ofOne(one, name);
            found = first ? next : found.or(next);
            first = false;
        }
        return found;
    }

    private Found ofOne(Value owner, String name) {
        if (owner instanceof Value.ModuleObject module) {
            return names.member(module.module(), name);
        }
        if (owner instanceof Value.ClassObject object) {
            return members.find(object.type(), name);
        }
        if (owner instanceof Value.Instance instance) {
            return members.find(instance.type(), name);
        }
        if (owner instanceof Value.Super above) {
            return members.above(above.type(), name);
        }
        if (owner instanceof Value.Function) {
            return Found.library("function." + name);
        }
        return owner instanceof Value.Library library ? Found.library(library.name() + "." + name) : Found.NOTHING;
    }

    /** Returns the value of what a name means. */
    Value value(Found found) {
        return bindings.bound(found, Values.UNKNOWN);
    }

    private Value subscript(SourceFile file, SyntaxNode node) {
        Value owner = child(file, node, "value");
        boolean slice = node.children("slice").size() == 1;
        int index = node.child("subscript")
                .filter(subscript -> subscript.is("integer") && subscript.end() - subscript.start() < 4)
                .map(subscript -> Texts.number(subscript.text()))
                .orElse(Source.WHOLE);
        return Values.oneOf(owner.alternatives().stream()
                .map(one -> slice && one instanceof Value.Library ? one : calls.item(one, index))
                .toList());
    }

    /** Returns what {@code await} makes of a value. */
    Value awaited(Value value) {
        return Values.oneOf(value.alternatives().stream()
                .map(one -> one instanceof Value.Library library ? Libraries.awaited(library) : Values.UNKNOWN)
                .toList());
    }

    private Optional<Value> narrowed(SourceFile file, SyntaxNode node) {
        String text = Texts.shortText(node);
        Optional<Narrowing> nearest = PythonFacts.of(file).narrowings(text).stream()
                .filter(narrowing -> narrowing.holds(node))
                .reduce((outer, inner) -> inner.from() >= outer.from() ? inner : outer);
        Optional<Value> value = nearest.map(narrowing -> annotations.of(file, narrowing.classes()));
        return value.or(() -> Optional.empty()).filter(known -> !known.equals(Values.UNKNOWN));
    }
}
