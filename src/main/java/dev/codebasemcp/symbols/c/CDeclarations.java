package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a file declares. Used once. */
final class CDeclarations {
    private static final Set<String> DECLARING = Set.of(
            CKinds.FUNCTION,
            CKinds.FIELD_DECLARATION,
            CKinds.STRUCT,
            CKinds.UNION,
            CKinds.ENUM,
            CKinds.CLASS,
            CKinds.ENUMERATOR,
            "namespace_definition",
            "concept_definition");

    /** Types, which a pair of names may have in one file without being the same. */
    private static final String TAGS = "tag";

    private static final int DEEPEST_OWNER = 20;

    private final SourceFile file;
    private final CScopes scopes = new CScopes();
    private final List<CSymbol> symbols = new ArrayList<>();
    private final Map<SyntaxNode, List<CSymbol>> members = new HashMap<>();
    /** Names that a typedef gives to what has them as a tag, too. */
    private final Set<String> both = new HashSet<>();

    CDeclarations(SourceFile file, SyntaxTree macros) {
        this.file = file;
        for (SyntaxNode node : file.tree().nodes(kind -> DECLARING.contains(kind) || CScopes.declaring(kind))) {
            if (node.is(CKinds.TYPEDEF)) {
                typedefs(node);
            }
        }
        file.tree()
                .nodes(kind -> DECLARING.contains(kind) || CScopes.declaring(kind))
                .forEach(this::declare);
        for (SyntaxNode macro : macros.root().children(CKinds.MACRO, CKinds.MACRO_FUNCTION)) {
            macro.child(CKinds.NAME).ifPresent(name -> add(Kind.MACRO, macro, name, name, name.text()));
        }
    }

    CScopes scopes() {
        return scopes;
    }

    List<CSymbol> symbols() {
        return symbols;
    }

    Map<SyntaxNode, List<CSymbol>> members() {
        return members;
    }

    /** A type definition of a tag's own name declares no other symbol. */
    private void typedefs(SyntaxNode definition) {
        Optional<String> tag = definition
                .child(CKinds.TYPE)
                .flatMap(type -> type.child(CKinds.NAME))
                .map(SyntaxNode::text);
        for (SyntaxNode declarator : CKinds.declarators(definition)) {
            if (tag.filter(declarator.text()::equals).isPresent()) {
                both.add(declarator.text());
            }
        }
    }

    private void declare(SyntaxNode node) {
        switch (node.kind()) {
            case CKinds.FUNCTION -> function(node);
            case CKinds.FIELD_DECLARATION -> fields(node);
            case CKinds.STRUCT, CKinds.UNION, CKinds.CLASS, CKinds.ENUM -> tag(node);
            case CKinds.ENUMERATOR ->
                node.child(CKinds.NAME).ifPresent(name -> add(Kind.CONSTANT, node, name, name, name.text()));
            case "namespace_definition", "concept_definition" ->
                node.child(CKinds.NAME).ifPresent(name -> add(Kind.OTHER, node, name, name, name.text()));
            case CKinds.TYPEDEF, "alias_declaration" -> types(node);
            default -> variables(node);
        }
    }

    private void function(SyntaxNode node) {
        node.child(CKinds.DECLARATOR)
                .ifPresent(declarator -> CKinds.name(declarator).ifPresent(name -> {
                    Optional<SyntaxNode> type = owner(node);
                    boolean isMethod = type.isPresent() || name.is(CKinds.QUALIFIED);
                    add(isMethod ? Kind.METHOD : Kind.FUNCTION, node, plain(name), declarator, qualified(node, name));
                }));
    }

    private static SyntaxNode plain(SyntaxNode name) {
        SyntaxNode node = name;
        for (int depth = 0; depth < DEEPEST_OWNER && node.is(CKinds.QUALIFIED); depth++) {
            Optional<SyntaxNode> inner = node.child(CKinds.NAME);
            if (inner.isEmpty()) {
                return node;
            }
            node = inner.get();
        }
        return node;
    }

    private void types(SyntaxNode node) {
        List<SyntaxNode> declarators =
                node.is("alias_declaration") ? node.child(CKinds.NAME).stream().toList() : CKinds.declarators(node);
        for (SyntaxNode declarator : declarators) {
            CKinds.name(declarator).ifPresent(name -> add(Kind.TYPEDEF, node, name, declarator, qualified(node, name)));
        }
    }

    private void tag(SyntaxNode node) {
        boolean isForward = node.parent()
                .filter(parent ->
                        parent.is(CKinds.UNIT, "declaration_list", "preproc_if", "preproc_ifdef", "preproc_else"))
                .isPresent();
        if (isForward || node.child(CKinds.BODY).isPresent()) {
            node.child(CKinds.NAME).ifPresent(name -> add(Kind.TAG, node, name, name, qualified(node, name)));
        }
    }

    private void variables(SyntaxNode node) {
        boolean isLocal = scopes.add(node);
        Optional<SyntaxNode> wrapped =
                CKinds.wrappedField(node).filter(name -> owner(node).isPresent());
        wrapped.ifPresent(name -> add(Kind.MEMBER, node, name, name, qualified(node, name)));
        if (!node.is(CKinds.DECLARATION) || wrapped.isPresent()) {
            return;
        }
        for (SyntaxNode declarator : CKinds.declarators(node)) {
            Optional<SyntaxNode> name = CKinds.name(declarator);
            if (name.isPresent() && (!isLocal || CScopes.isForeign(node, declarator))) {
                Kind kind = CKinds.isFunction(declarator) ? Kind.FUNCTION : Kind.VARIABLE;
                Kind own = owner(node).isPresent() || name.get().is(CKinds.QUALIFIED) ? Kind.METHOD : kind;
                add(own, node, plain(name.get()), declarator, qualified(node, name.get()));
            }
        }
    }

    private void fields(SyntaxNode node) {
        // In broken code, a declaration may look like a field of nothing.
        Optional<SyntaxNode> type = owner(node);
        CKinds.wrappedField(node)
                .filter(name -> type.isPresent())
                .ifPresent(name -> add(Kind.MEMBER, node, name, name, qualified(node, name)));
        for (SyntaxNode declarator : CKinds.declarators(node)) {
            boolean isFunction = CKinds.isFunction(declarator);
            Kind inside = isFunction ? Kind.METHOD : Kind.MEMBER;
            Kind outside = isFunction ? Kind.FUNCTION : Kind.VARIABLE;
            CKinds.name(declarator)
                    .ifPresent(name ->
                            add(type.isPresent() ? inside : outside, node, name, declarator, qualified(node, name)));
        }
    }

    private void add(Kind kind, SyntaxNode node, SyntaxNode name, SyntaxNode declarator, String qualified) {
        if (name.start() == name.end()) {
            return;
        }
        boolean isTag = kind == Kind.TAG && !both.contains(name.text());
        Declaration declaration = new Declaration(file, qualified, isTag ? TAGS : "", node, name);
        CSymbol symbol = new CSymbol(kind, declaration, declarator, isOfFile(kind, node));
        symbols.add(symbol);
        if (kind == Kind.MEMBER || kind == Kind.METHOD) {
            owners(node)
                    .forEach(owner -> members.computeIfAbsent(owner, unused -> new ArrayList<>())
                            .add(symbol));
        }
    }

    /** Tags of a file may be those of a type that headers name only. What it includes may use its macros. */
    private static boolean isOfFile(Kind kind, SyntaxNode node) {
        return switch (kind) {
            case FUNCTION, VARIABLE -> CKinds.has(node, "static");
            case CONSTANT, TYPEDEF -> true;
            default -> false;
        };
    }

    /** The struct whose body has a declaration directly, or in an unnamed one. */
    private static Optional<SyntaxNode> owner(SyntaxNode node) {
        SyntaxNode at = node;
        for (int depth = 0; depth < DEEPEST_OWNER; depth++) {
            Optional<SyntaxNode> parent = at.parent();
            if (parent.isEmpty() || parent.get().is(CKinds.BLOCK, CKinds.PARAMETERS)) {
                return Optional.empty();
            }
            at = parent.get();
            if (CKinds.RECORDS.contains(at.kind())) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The structs that have a member: also those around unnamed structs. */
    private static List<SyntaxNode> owners(SyntaxNode node) {
        List<SyntaxNode> found = new ArrayList<>();
        Optional<SyntaxNode> owner = owner(node);
        while (owner.isPresent() && found.size() < DEEPEST_OWNER) {
            SyntaxNode type = owner.get();
            found.add(type);
            Optional<SyntaxNode> holder = type.parent().filter(parent -> parent.is(CKinds.FIELD_DECLARATION));
            boolean isUnnamed = type.child(CKinds.NAME).isEmpty()
                    && holder.filter(field -> CKinds.declarators(field).isEmpty())
                            .isPresent();
            owner = isUnnamed ? owner(holder.orElse(type)) : Optional.empty();
        }
        return found;
    }

    /** The names around a declaration and its own, joined by dots. */
    private static String qualified(SyntaxNode node, SyntaxNode name) {
        StringBuilder path = new StringBuilder(name.text().replace("::", "."));
        SyntaxNode at = node;
        for (int depth = 0; depth < DEEPEST_OWNER; depth++) {
            Optional<SyntaxNode> parent = at.parent();
            if (parent.isEmpty() || parent.get().is(CKinds.BLOCK)) {
                break;
            }
            at = parent.get();
            around(at, node).ifPresent(outer -> path.insert(0, outer + "."));
        }
        return path.toString();
    }

    private static Optional<String> around(SyntaxNode at, SyntaxNode node) {
        if (CKinds.RECORDS.contains(at.kind()) || at.is("namespace_definition")) {
            return at.child(CKinds.NAME).map(SyntaxNode::text).map(text -> text.replace("::", "."));
        }
        boolean isNamed = at.is(CKinds.TYPEDEF, CKinds.FIELD_DECLARATION)
                && at.child(CKinds.TYPE)
                        .filter(type ->
                                type.holds(node) && type.child(CKinds.NAME).isEmpty())
                        .isPresent();
        return isNamed
                ? CKinds.declarators(at).stream()
                        .findFirst()
                        .flatMap(CKinds::name)
                        .map(SyntaxNode::text)
                : Optional.empty();
    }
}
