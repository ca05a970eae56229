package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsBinder.Frame;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the members that assignments declare: {@code exports.name}, {@code this.name}, {@code F.name}, {@code F.prototype.name}. */
final class TsAssignments {
    private final TsFacts facts;
    private final List<Pending> pending = new ArrayList<>();

    TsAssignments(TsFacts facts) {
        this.facts = facts;
    }

    /** A member of something that may be declared further down. */
    private record Pending(SyntaxNode assignment, SyntaxNode owner, SyntaxNode name, boolean onClass) {}

    /** Looks at one assignment. */
    void add(SyntaxNode assignment, Frame frame) {
        Optional<SyntaxNode> left = assignment.child("left").filter(node -> node.is("member_expression"));
        Optional<SyntaxNode> name = left.flatMap(node -> node.child("property"));
        Optional<SyntaxNode> object = left.flatMap(node -> node.child("object"));
        if (name.isEmpty() || object.isEmpty()) {
            return;
        }
        SyntaxNode owner = object.get();
        if (owner.is("this")) {
            onThis(assignment, name.get(), frame);
        } else if (owner.text().equals("exports") || owner.text().equals("module.exports")) {
            exported(assignment, name.get());
        } else if (owner.is("identifier")) {
            pending.add(new Pending(assignment, owner, name.get(), true));
        } else if (owner.is("member_expression") && owner.text().endsWith(".prototype")) {
            owner.child("object")
                    .filter(node -> node.is("identifier"))
                    .ifPresent(type -> pending.add(new Pending(assignment, type, name.get(), false)));
        }
    }

    /** In JavaScript, {@code this.name = value} in a class or its function declares a field. */
    private void onThis(SyntaxNode assignment, SyntaxNode name, Frame frame) {
        SyntaxNode function = frame.function().node();
        if (facts.file().language() != Language.JAVASCRIPT) {
            return;
        }
        if (frame.classBody().isPresent()) {
            SyntaxNode body = frame.classBody().get();
            String owner = body.parent()
                    .flatMap(type -> type.child("name"))
                    .map(type -> type.text() + ".")
                    .orElse("");
            declare(body, assignment, name, owner + name.text(), false);
        } else if (function.is("function_declaration")) {
            function.child("name").ifPresent(owner -> pending.add(new Pending(assignment, owner, name, false)));
        }
    }

    /** {@code exports.name = value} declares a name of the module, unless the value has that name itself. */
    private void exported(SyntaxNode assignment, SyntaxNode name) {
        boolean known = assignment
                .child("right")
                .filter(right -> right.is("identifier"))
                .isPresent();
        if (!known) {
            declare(facts.file().tree().root(), assignment, name, name.text(), false);
        }
    }

    /** Declares the members whose owners were not known yet. */
    void finish() {
        for (Pending one : pending) {
            Optional<TsSymbol> owner =
                    facts.lookup(one.owner().text(), one.owner(), Space.VALUES).filter(this::isExtensible);
            owner.ifPresent(symbol -> holder(symbol, one.onClass())
                    .ifPresent(holder -> declare(
                            holder,
                            one.assignment(),
                            one.name(),
                            symbol.qualifiedName() + "." + one.name().text(),
                            one.onClass() && !holder.is("object"))));
        }
    }

    private boolean isExtensible(TsSymbol symbol) {
        return switch (symbol.kind()) {
            case FUNCTION -> true;
            case CLASS, VARIABLE -> symbol.isListed() && facts.file().language() == Language.JAVASCRIPT;
            default -> false;
        };
    }

    /** The node at which members of a symbol are kept that its declaration does not have. */
    static Optional<SyntaxNode> holder(TsSymbol symbol, boolean onClass) {
        SyntaxNode node = symbol.first().node();
        return switch (symbol.kind()) {
            case FUNCTION -> Optional.of(node);
            case CLASS -> node.child("body");
            case VARIABLE ->
                node.child("value")
                        .map(TsNodes::core)
                        .filter(value -> value.is(TsNodes.FUNCTIONS) || (onClass && value.is("object")));
            default -> Optional.empty();
        };
    }

    private void declare(
            SyntaxNode holder, SyntaxNode assignment, SyntaxNode name, String qualifiedName, boolean onClass) {
        List<TsSymbol> known = facts.membersForChange(holder, name.text());
        if (known.stream().anyMatch(member -> member.isOnClass() == onClass)) {
            return;
        }
        boolean function = assignment
                .child("right")
                .filter(value -> value.is(TsNodes.FUNCTIONS))
                .isPresent();
        TsSymbol symbol = new TsSymbol(facts.file(), name.text(), qualifiedName, function ? Kind.METHOD : Kind.FIELD);
        symbol.add(assignment, name);
        symbol.list();
        if (onClass) {
            symbol.putOnClass();
        }
        known.add(symbol);
        facts.addSymbol(symbol);
        facts.addName(name, symbol);
    }

    /** The function whose instances an old constructor makes: the one that declares a node, or whose prototype it extends. */
    static Optional<TsSymbol> constructed(SourceFile file, SyntaxNode function) {
        TsFacts facts = TsFacts.of(file);
        if (function.is("function_declaration")) {
            return function.child("name").flatMap(facts::declaredBy);
        }
        return function.parent()
                .filter(parent -> parent.is("assignment_expression"))
                .flatMap(parent -> parent.child("left"))
                .flatMap(left -> left.child("object"))
                .filter(object -> object.text().endsWith(".prototype"))
                .flatMap(object -> object.child("object"))
                .flatMap(owner -> facts.lookup(owner.text(), owner, Space.VALUES))
                .filter(symbol -> symbol.is(Kind.FUNCTION) || symbol.is(Kind.CLASS));
    }
}
