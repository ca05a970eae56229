package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Python file says by itself: its scopes, what they bind, and its imports. Immutable after it was made. */
final class PythonFacts {
    private final SourceFile file;
    private final List<Scope> scopes = new ArrayList<>();
    /** The scope in whose node each scope is; code may be evaluated in another. */
    private final Map<Scope, Scope> around = new IdentityHashMap<>();
    private final Map<SyntaxNode, Binding> byNameNode = new HashMap<>();
    private final List<SyntaxNode> wildcards = new ArrayList<>();
    private final Map<String, Set<String>> aliases = new HashMap<>();
    private final Map<String, List<Narrowing>> narrowings = new HashMap<>();
    private Optional<Set<String>> exported = Optional.empty();

    private PythonFacts(SourceFile file) {
        this.file = file;
        SyntaxNode root = file.tree().root();
        scopes.add(new Scope(file, Scope.Kind.MODULE, root, null));
        Binder binder = new Binder(this);
        for (int number = 1; number < file.tree().size(); number++) {
            binder.add(file.tree().node(number));
        }
        readExported();
    }

    static PythonFacts of(SourceFile file) {
        return file.facts(PythonFacts.class, PythonFacts::new);
    }

    SourceFile file() {
        return file;
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
        Scope scope = innermost(node);
        while (scope.isOuter(node)) {
            scope = around.getOrDefault(scope, module());
        }
        return scope;
    }

    /** The innermost scope whose node holds another. */
    private Scope innermost(SyntaxNode node) {
        int low = 0;
        int high = scopes.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (scopes.get(middle).node().number() <= node.number()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Scope scope = scopes.get(low);
        while (!scope.node().holds(node)) {
            scope = around.getOrDefault(scope, module());
        }
        return scope;
    }

    /** The scope that a definition's node opens. */
    Optional<Scope> scopeOf(SyntaxNode definition) {
        int low = 0;
        int high = scopes.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int number = scopes.get(middle).node().number();
            if (number == definition.number()) {
                return Optional.of(scopes.get(middle));
            }
            if (number < definition.number()) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    Scope open(Scope.Kind kind, SyntaxNode node, Scope parent) {
        Scope scope = new Scope(file, kind, node, parent);
        around.put(scope, innermost(node));
        scopes.add(scope);
        return scope;
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
        narrowings.computeIfAbsent(expression, unused -> new ArrayList<>()).add(narrowing);
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
