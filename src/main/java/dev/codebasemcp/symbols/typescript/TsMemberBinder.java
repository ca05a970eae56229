package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.typescript.TsBinder.Frame;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import java.util.List;
import java.util.Optional;

/** Finds the members of classes, interfaces, enums, type literals and object literals of a file. */
final class TsMemberBinder {
    private static final String[] WRAPPERS = {
        "as_expression", "satisfies_expression", "parenthesized_expression", "type_assertion"
    };

    private final TsFacts facts;
    private final TsAssignments assignments;

    TsMemberBinder(TsFacts facts) {
        this.facts = facts;
        this.assignments = new TsAssignments(facts);
    }

    /** Declares what only the whole file shows. */
    void finish() {
        assignments.finish();
    }

    /** Declares the member that a node declares; empty if it declares none. */
    Optional<TsSymbol> bind(SyntaxNode node, Frame frame) {
        return switch (node.kind()) {
            case "method_definition" ->
                node.parent().filter(parent -> parent.is("object")).isPresent()
                        ? key(node, node.child("name"), frame, Kind.METHOD)
                        : member(node, node.child("name"), frame, Kind.METHOD);
            case "method_signature", "abstract_method_signature" ->
                member(node, node.child("name"), frame, Kind.METHOD);
            case "property_signature", "public_field_definition" -> member(node, node.child("name"), frame, Kind.FIELD);
            default -> other(node, frame);
        };
    }

    private Optional<TsSymbol> other(SyntaxNode node, Frame frame) {
        return switch (node.kind()) {
            case "field_definition" -> member(node, node.child("property"), frame, Kind.FIELD);
            case "enum_assignment" -> member(node, node.child("name"), frame, Kind.ENUM_MEMBER);
            case "enum_body" -> {
                node.children("property_identifier", "string")
                        .forEach(name -> member(name, Optional.of(name), frame, Kind.ENUM_MEMBER));
                yield Optional.empty();
            }
            case "pair" -> key(node, node.child("key"), frame, Kind.KEY);
            case "shorthand_property_identifier" -> key(node, Optional.of(node), frame, Kind.KEY);
            case "assignment_expression" -> {
                assignments.add(node, frame);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<TsSymbol> member(SyntaxNode node, Optional<SyntaxNode> name, Frame frame, Kind kind) {
        Optional<String> text = name.flatMap(TsNodes::nameOf);
        Optional<SyntaxNode> body = node.is("enum_body") ? Optional.of(node) : node.parent();
        if (name.isEmpty() || text.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        TsSymbol symbol = inBody(body.get(), text.get(), TsNodes.isStatic(node, name.get()), frame, kind);
        symbol.add(node, name.get());
        symbol.list();
        facts.addName(name.get(), symbol);
        return Optional.of(symbol);
    }

    private TsSymbol inBody(SyntaxNode body, String name, boolean onClass, Frame frame, Kind kind) {
        List<TsSymbol> same = facts.membersForChange(body, name);
        for (TsSymbol known : same) {
            if (known.isOnClass() == onClass) {
                return known;
            }
        }
        TsSymbol symbol = new TsSymbol(facts.file(), name, frame.qualified(name), kind);
        if (onClass) {
            symbol.putOnClass();
        }
        same.add(symbol);
        facts.addSymbol(symbol);
        return symbol;
    }

    private Optional<TsSymbol> key(SyntaxNode node, Optional<SyntaxNode> name, Frame frame, Kind kind) {
        Optional<String> text = name.flatMap(TsNodes::nameOf);
        Optional<SyntaxNode> object = node.parent().filter(parent -> parent.is("object"));
        if (name.isEmpty() || text.isEmpty() || object.isEmpty()) {
            return Optional.empty();
        }
        TsSymbol symbol = inBody(object.get(), text.get(), false, frame, kind);
        symbol.add(node, name.get());
        facts.addName(name.get(), symbol);
        // A shorthand stands for the variable.
        if (!node.is("shorthand_property_identifier") && isReachable(object.get())) {
            symbol.list();
        }
        return Optional.of(symbol);
    }

    /** Whether an object literal is the value of a name that others can use. */
    private boolean isReachable(SyntaxNode object) {
        SyntaxNode node = object;
        SyntaxNode parent = node.parent().orElse(node);
        for (int depth = 0; depth < 8 && parent.is(WRAPPERS); depth++) {
            node = parent;
            parent = node.parent().orElse(node);
        }
        return switch (parent.kind()) {
            case "variable_declarator", "pair" ->
                parent.child(parent.is("pair") ? "key" : "name")
                        .flatMap(facts::declaredBy)
                        .filter(TsSymbol::isListed)
                        .isPresent();
            case "export_statement" -> true;
            case "assignment_expression" ->
                parent.child("left")
                        .filter(left -> left.text().equals("module.exports"))
                        .isPresent();
            default -> false;
        };
    }

    /** Declares the field of {@code constructor(private name: Type)}; empty for other parameters. */
    Optional<TsSymbol> parameterProperty(SyntaxNode parameter, SyntaxNode name, Frame frame) {
        boolean property = !parameter
                        .children("accessibility_modifier", "override_modifier")
                        .isEmpty()
                || TsNodes.hasWordBefore(parameter, name, "readonly");
        Optional<SyntaxNode> body = frame.classBody().filter(unused -> property);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        String text = name.text();
        String owner = frame.owner().qualifiedName().replaceAll("\\.constructor$", "");
        TsSymbol symbol = new TsSymbol(facts.file(), text, owner + "." + text, Kind.FIELD);
        symbol.add(parameter, name);
        symbol.list();
        facts.membersForChange(body.get(), text).add(symbol);
        facts.addSymbol(symbol);
        facts.addName(name, symbol);
        return Optional.of(symbol);
    }
}
