package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoSymbol.Kind;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Go file says by itself: its package, imports, declarations and local names. Immutable after it was made. */
final class GoFacts {
    /** Structs that are nested deeper declare no fields. */
    private static final int DEEPEST_FIELD = 20;

    /** A declaration of more names, which no one writes, takes long to read. */
    private static final int MOST_NAMES = 1000;

    private static final Set<String> DECLARING = Set.of(
            GoKinds.FUNCTION,
            GoKinds.METHOD,
            GoKinds.TYPE_SPEC,
            GoKinds.TYPE_ALIAS,
            GoKinds.VAR_SPEC,
            GoKinds.CONST_SPEC,
            GoKinds.FIELD,
            GoKinds.METHOD_OF_INTERFACE);

    private final SourceFile file;
    private final String packageName;
    private final List<GoImport> imports;
    private final List<GoSymbol> symbols = new ArrayList<>();
    private final Map<String, List<GoSymbol>> ofPackage = new HashMap<>();
    private final Map<String, List<GoSymbol>> methods = new HashMap<>();
    private final Map<SyntaxNode, GoSymbol> localTypes = new HashMap<>();
    private final Map<SyntaxNode, Map<String, GoSymbol>> members = new HashMap<>();
    private final Map<SyntaxNode, SyntaxNode> repeated = new HashMap<>();
    private final GoScopes scopes;

    private GoFacts(SourceFile file) {
        this.file = file;
        SyntaxNode root = file.tree().root();
        this.packageName = root.children("package_clause").stream()
                .flatMap(clause -> clause.children().stream())
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("");
        this.imports = root.children("import_declaration").stream()
                .flatMap(SyntaxNode::descendants)
                .filter(node -> node.is("import_spec"))
                .map(GoFacts::imported)
                .toList();
        file.tree().nodes(DECLARING::contains).forEach(this::declare);
        this.scopes = new GoScopes(file);
    }

    static GoFacts of(SourceFile file) {
        return file.facts(GoFacts.class, GoFacts::new);
    }

    private static GoImport imported(SyntaxNode spec) {
        String path = spec.child("path").map(SyntaxNode::text).orElse("").replaceAll("[\"`]", "");
        return new GoImport(spec.child(GoKinds.NAME).map(SyntaxNode::text).orElse(""), path);
    }

    String packageName() {
        return packageName;
    }

    /** Whether only tests see its declarations. */
    boolean isTest() {
        return file.path().endsWith("_test.go");
    }

    List<GoImport> imports() {
        return imports;
    }

    GoScopes scopes() {
        return scopes;
    }

    /** All symbols that are not local, with their members. */
    List<GoSymbol> symbols() {
        return symbols;
    }

    /** The functions, types, constants and variables of this name. */
    List<GoSymbol> ofPackage(String name) {
        return ofPackage.getOrDefault(name, List.of());
    }

    /** The methods of a declared type. */
    List<GoSymbol> methods(String type, String name) {
        return methods.getOrDefault(type + "." + name, List.of());
    }

    /** The members of interfaces with a name. */
    List<GoSymbol> methodsOfInterfaces(String name) {
        return symbols.stream()
                .filter(symbol -> symbol.node().is(GoKinds.METHOD_OF_INTERFACE)
                        && symbol.name().equals(name))
                .toList();
    }

    /** The type that is declared inside a function; {@code name} is where it is declared. */
    Optional<GoSymbol> localType(SyntaxNode name) {
        return Optional.ofNullable(localTypes.get(name));
    }

    /** The fields of a struct, or the methods that an interface lists itself, by their names. */
    Map<String, GoSymbol> members(SyntaxNode type) {
        return members.getOrDefault(type, Map.of());
    }

    /** The constant before one without a value, whose value it repeats. */
    Optional<SyntaxNode> repeated(SyntaxNode constant) {
        return Optional.ofNullable(repeated.get(constant));
    }

    /** Constants come in order, so the last one of a list is the one before. */
    private void remember(SyntaxNode constant) {
        SyntaxNode list = constant.parent().orElse(constant);
        if (constant.child(GoKinds.VALUE).isPresent()) {
            repeated.put(list, constant);
            return;
        }
        SyntaxNode last = repeated.get(list);
        if (last != null) {
            repeated.put(constant, last);
        }
    }

    private void declare(SyntaxNode node) {
        List<SyntaxNode> names = names(node);
        boolean local = isLocal(node);
        if (node.is(GoKinds.CONST_SPEC)) {
            remember(node);
        }
        for (SyntaxNode name : names) {
            switch (node.kind()) {
                case GoKinds.FUNCTION -> add(symbol(Kind.FUNCTION, "", local, node, name));
                case GoKinds.METHOD -> addMethod(node, name);
                case GoKinds.FIELD -> addMember(symbol(Kind.FIELD, owner(node), local, node, name));
                case GoKinds.METHOD_OF_INTERFACE -> addMember(symbol(Kind.METHOD, owner(node), local, node, name));
                case GoKinds.TYPE_SPEC, GoKinds.TYPE_ALIAS -> addType(symbol(Kind.TYPE, "", local, node, name));
                default -> add(symbol(Kind.VALUE, "", local, node, name));
            }
        }
    }

    private GoSymbol symbol(Kind kind, String owner, boolean local, SyntaxNode node, SyntaxNode name) {
        return new GoSymbol(kind, file, owner, local, node, name);
    }

    private static List<SyntaxNode> names(SyntaxNode node) {
        List<SyntaxNode> names = node.children().stream()
                .filter(child ->
                        child.field().equals(GoKinds.NAME) && !child.text().isEmpty())
                .limit(MOST_NAMES)
                .toList();
        if (names.isEmpty() && node.is(GoKinds.FIELD)) {
            return node.child(GoKinds.TYPE)
                    .flatMap(GoFacts::typeName)
                    .map(List::of)
                    .orElse(List.of());
        }
        return names;
    }

    /** The name of the declared type in {@code T}, {@code *p.T} or {@code T[K]}. */
    static Optional<SyntaxNode> typeName(SyntaxNode type) {
        Optional<SyntaxNode> at = Optional.of(type);
        for (int depth = 0; depth < DEEPEST_FIELD && at.isPresent(); depth++) {
            SyntaxNode node = at.get();
            if (node.is(GoKinds.TYPE_IDENTIFIER, GoKinds.IDENTIFIER)) {
                return at;
            }
            at = switch (node.kind()) {
                case GoKinds.QUALIFIED_TYPE -> node.child(GoKinds.NAME);
                case GoKinds.GENERIC_TYPE -> node.child(GoKinds.TYPE);
                case GoKinds.POINTER_TYPE, GoKinds.PARENTHESIZED_TYPE, "unary_expression" ->
                    node.children().stream().findFirst();
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static boolean isLocal(SyntaxNode node) {
        if (node.is(GoKinds.FUNCTION, GoKinds.METHOD)) {
            return false;
        }
        return node.around(GoKinds.FUNCTION, GoKinds.METHOD, GoKinds.FUNCTION_LITERAL)
                .isPresent();
    }

    private void add(GoSymbol symbol) {
        if (!symbol.isLocal() && !symbol.name().equals("_")) {
            symbols.add(symbol);
            ofPackage
                    .computeIfAbsent(symbol.name(), unused -> new ArrayList<>())
                    .add(symbol);
        }
    }

    private void addType(GoSymbol type) {
        if (type.isLocal()) {
            localTypes.put(type.nameNode(), type);
        } else {
            add(type);
        }
    }

    private void addMethod(SyntaxNode node, SyntaxNode name) {
        String owner =
                receiver(node).flatMap(GoFacts::typeName).map(SyntaxNode::text).orElse("");
        GoSymbol method = symbol(Kind.METHOD, owner, false, node, name);
        symbols.add(method);
        methods.computeIfAbsent(owner + "." + method.name(), unused -> new ArrayList<>())
                .add(method);
    }

    /** The node of the type of a method's receiver. */
    static Optional<SyntaxNode> receiver(SyntaxNode method) {
        return method.child("receiver")
                .flatMap(list -> list.children(GoKinds.PARAMETER).stream()
                        .findFirst()
                        .flatMap(parameter -> parameter.child(GoKinds.TYPE)));
    }

    private void addMember(GoSymbol member) {
        Optional<SyntaxNode> type = member.node().around(GoKinds.STRUCT, GoKinds.INTERFACE);
        if (type.isEmpty() || member.name().equals("_")) {
            return;
        }
        members.computeIfAbsent(type.get(), unused -> new LinkedHashMap<>()).putIfAbsent(member.name(), member);
        if (!member.isLocal() && !member.owner().isEmpty()) {
            symbols.add(member);
        }
    }

    /** The names around a member: of its type, and of fields with types that have no name. */
    private static String owner(SyntaxNode member) {
        List<String> around = new ArrayList<>();
        member.ancestors()
                .filter(node -> node.is(GoKinds.FIELD, GoKinds.TYPE_SPEC, GoKinds.TYPE_ALIAS, GoKinds.VAR_SPEC))
                .limit(DEEPEST_FIELD)
                .forEach(node -> names(node).stream().findFirst().ifPresent(name -> around.add(0, name.text())));
        return String.join(".", around);
    }

    /** The type that embeds another one with this name; empty if the name is written for something else. */
    Optional<GoSymbol> embedding(SyntaxNode name) {
        SyntaxNode inner = name;
        SyntaxNode outer = name.parent().orElse(name);
        while (isNameOf(inner, outer)) {
            inner = outer;
            outer = outer.parent().orElse(outer);
        }
        boolean inStruct = outer.is(GoKinds.FIELD)
                && inner.field().equals(GoKinds.TYPE)
                && outer.child(GoKinds.NAME).isEmpty();
        return inStruct || isEmbeddedInInterface(outer)
                ? outer.around(GoKinds.STRUCT, GoKinds.INTERFACE).flatMap(this::declaredAs)
                : Optional.empty();
    }

    /** Whether a type is named by a part of it: {@code T} in {@code *p.T[K]}. */
    private static boolean isNameOf(SyntaxNode part, SyntaxNode type) {
        return switch (type.kind()) {
            case GoKinds.QUALIFIED_TYPE -> part.field().equals(GoKinds.NAME);
            case GoKinds.GENERIC_TYPE -> part.field().equals(GoKinds.TYPE);
            case GoKinds.POINTER_TYPE -> true;
            default -> false;
        };
    }

    /** Of a union such as {@code A | B}, no member is embedded. Type arguments are such elements, too. */
    private static boolean isEmbeddedInInterface(SyntaxNode element) {
        return element.is(GoKinds.TYPE_ELEMENT)
                && GoKinds.parts(element).size() == 1
                && element.parent().filter(list -> list.is(GoKinds.INTERFACE)).isPresent();
    }

    private Optional<GoSymbol> declaredAs(SyntaxNode type) {
        Optional<SyntaxNode> declaring = type.parent();
        return symbols.stream()
                .filter(symbol -> symbol.is(Kind.TYPE))
                .filter(symbol -> declaring.filter(symbol.node()::equals).isPresent())
                .findFirst();
    }
}
