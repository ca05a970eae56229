package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.language.Language;
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

    TsMemberBinder(TsFacts facts) {
        this.facts = facts;
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
                assigned(node, frame);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<TsSymbol> member(SyntaxNode node, Optional<SyntaxNode> name, Frame frame, Kind kind) {
        Optional<String> text = name.flatMap(TsNodes::nameOf);
        Optional<SyntaxNode> body = node.is("enum_body") ? Optional.of(node) : node.parent();
        if (text.isEmpty() || body.isEmpty()) {
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
        if (text.isEmpty() || object.isEmpty()) {
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

    /** In JavaScript, {@code this.name = value} in a class declares a field. */
    private void assigned(SyntaxNode assignment, Frame frame) {
        Optional<SyntaxNode> left = assignment.child("left").filter(node -> node.is("member_expression"));
        Optional<SyntaxNode> name = left.flatMap(node -> node.child("property"));
        boolean onThis = left.flatMap(node -> node.child("object"))
                .filter(node -> node.is("this"))
                .isPresent();
        Optional<String> target = left.flatMap(node -> node.child("object")).map(SyntaxNode::text);
        if (name.isPresent()
                && target.filter(text -> text.equals("exports") || text.equals("module.exports"))
                        .isPresent()) {
            exported(assignment, name.get());
        }
        boolean typed = facts.file().language() != Language.JAVASCRIPT;
        if (typed || !onThis || name.isEmpty() || frame.classBody().isEmpty()) {
            return;
        }
        SyntaxNode body = frame.classBody().get();
        if (!facts.members(body, name.get().text()).isEmpty()) {
            return;
        }
        String owner = body.parent()
                .flatMap(type -> type.child("name"))
                .map(type -> type.text() + ".")
                .orElse("");
        TsSymbol symbol =
                new TsSymbol(facts.file(), name.get().text(), owner + name.get().text(), Kind.FIELD);
        symbol.add(assignment, name.get());
        symbol.list();
        facts.membersForChange(body, symbol.name()).add(symbol);
        facts.addSymbol(symbol);
        facts.addName(name.get(), symbol);
    }

    /** {@code exports.name = value} declares a name of the module, unless the value has that name itself. */
    private void exported(SyntaxNode assignment, SyntaxNode name) {
        SyntaxNode root = facts.file().tree().root();
        boolean known = assignment
                .child("right")
                .filter(right -> right.is("identifier"))
                .isPresent();
        if (known || !facts.members(root, name.text()).isEmpty()) {
            return;
        }
        TsSymbol symbol = new TsSymbol(facts.file(), name.text(), name.text(), Kind.KEY);
        symbol.add(assignment, name);
        symbol.list();
        facts.membersForChange(root, name.text()).add(symbol);
        facts.addSymbol(symbol);
        facts.addName(name, symbol);
    }
}
