package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Python file says by itself: its scopes, what they bind, and its imports. Immutable after it was made. */
final class PythonFacts {
    /** Code is hardly ever nested deeper. */
    private static final int MOST_SCOPES = 1_000;

    /** More tests of one expression tell nothing. */
    private static final int MOST_NARROWINGS = 500;

    private final SourceFile file;
    private final List<Scope> scopes = new ArrayList<>();
    /** The number of the scope in whose node each scope is; it may be evaluated in another. */
    private final List<Integer> around = new ArrayList<>(List.of(0));
    /** The number of the innermost scope of each node; of a node that opens one, that one. */
    private final int[] scopeOfNode;

    private final Map<SyntaxNode, Binding> byNameNode = new HashMap<>();
    private final List<SyntaxNode> wildcards = new ArrayList<>();
    private final Map<String, Set<String>> aliases = new HashMap<>();
    private final Map<String, List<Narrowing>> narrowings = new HashMap<>();
    private Optional<Set<String>> exported = Optional.empty();

    private PythonFacts(SourceFile file) {
        this.file = file;
        SyntaxNode root = file.tree().root();
        scopes.add(new Scope(file, Scope.Kind.MODULE, root, null));
        this.scopeOfNode = new int[file.tree().size()];
        openScopes();
        Binder binder = new Binder(this);
        for (int number = 1; number < file.tree().size(); number++) {
            binder.add(file.tree().node(number));
        }
        readExported();
        scopes.forEach(Scope::close);
    }

    /** Walks without recursion: code may be nested as deep as its file is long. */
    private void openScopes() {
        int current = 0;
        for (int number = 1; number < scopeOfNode.length; number++) {
            SyntaxNode node = file.tree().node(number);
            while (!scopes.get(current).node().holds(node)) {
                current = around.get(current);
            }
            scopeOfNode[number] = current;
            Optional<Scope.Kind> kind = kind(node);
            if (kind.isPresent()) {
                Scope parent = scopeAt(node);
                scopeOfNode[number] = scopes.size();
                around.add(current);
                current = scopes.size();
                scopes.add(new Scope(file, kind.get(), node, parent));
            }
        }
    }

    private static Optional<Scope.Kind> kind(SyntaxNode node) {
        return switch (node.kind()) {
            case "class_definition" -> Optional.of(Scope.Kind.CLASS);
            case "function_definition" -> Optional.of(Scope.Kind.FUNCTION);
            case "lambda" -> Optional.of(Scope.Kind.LAMBDA);
            case "list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression" ->
                Optional.of(Scope.Kind.COMPREHENSION);
            default -> Optional.empty();
        };
    }

    static PythonFacts of(SourceFile file) {
        return file.facts(PythonFacts.class, PythonFacts::new);
    }

    Scope module() {
        return scopes.get(0);
    }

    /** All scopes, outer ones first. */
    List<Scope> scopes() {
        return scopes;
    }

    /** The binding that a node names; empty if it is not the name of one. */
    Optional<Binding> bindingAt(SyntaxNode nameNode) {
        return Optional.ofNullable(byNameNode.get(nameNode));
    }

    /** The modules of {@code from m import *}, as the nodes of the statements. */
    List<SyntaxNode> wildcards() {
        return wildcards;
    }

    /** The other names under which the file imports a name. */
    Set<String> aliases(String name) {
        return aliases.getOrDefault(name, Set.of());
    }

    /** Whether {@code from m import *} brings a name of this module. */
    boolean isExported(String name) {
        return exported.map(names -> names.contains(name)).orElse(!name.startsWith("_"));
    }

    /** The places where an expression, by its text, has a narrower type. */
    List<Narrowing> narrowings(String expression) {
        return narrowings.getOrDefault(expression, List.of());
    }

    /** The scope in which a node is evaluated. */
    Scope scopeAt(SyntaxNode node) {
        int scope = scopeOfNode[node.number()];
        if (scopes.get(scope).node().equals(node)) {
            scope = around.get(scope);
        }
        for (int step = 0; step < MOST_SCOPES && scopes.get(scope).isOuter(node); step++) {
            scope = around.get(scope);
        }
        return scopes.get(scope);
    }

    /** The scope that a node opens; empty if it opens none. */
    Optional<Scope> scopeOf(SyntaxNode node) {
        return Optional.of(scopes.get(scopeOfNode[node.number()]))
                .filter(scope -> scope.node().equals(node));
    }

    void add(Binding binding) {
        byNameNode.putIfAbsent(binding.nameNode(), binding);
        if (binding.is(Binding.Kind.FIELD)) {
            binding.scope().addField(binding);
        } else {
            binding.scope().add(binding);
        }
    }

    void addWildcard(SyntaxNode statement) {
        wildcards.add(statement);
    }

    void addAlias(String name, String alias) {
        aliases.computeIfAbsent(name, unused -> new HashSet<>()).add(alias);
    }

    void addNarrowing(String expression, Narrowing narrowing) {
        List<Narrowing> all = narrowings.computeIfAbsent(expression, unused -> new ArrayList<>());
        if (all.size() < MOST_NARROWINGS) {
            all.add(narrowing);
        }
    }

    /** A list that also has other parts, such as those of another module, says nothing. */
    private void readExported() {
        List<Binding> bindings = module().bindings("__all__");
        Set<String> names = new HashSet<>();
        for (Binding binding : bindings) {
            Optional<SyntaxNode> list =
                    binding.source().map(Source::node).filter(value -> value.is("list", "tuple", "expression_list"));
            if (list.isEmpty()) {
                return;
            }
            for (SyntaxNode element : list.get().children()) {
                if (!element.is("string", "comment")) {
                    return;
                }
                element.children("string_content").forEach(content -> names.add(content.text()));
            }
        }
        exported = bindings.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
