package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A module, class, function, lambda or comprehension, with the names that it binds. */
final class Scope {
    private final SourceFile file;
    private final Kind kind;
    private final SyntaxNode node;
    private final @Nullable Scope parent;
    private final String qualifiedName;
    private final int outerFrom;
    private final int outerTo;
    private final Map<String, List<Binding>> names = new HashMap<>();
    private final Map<String, List<Binding>> fields = new HashMap<>();
    private final Map<String, Symbol> symbols = new TreeMap<>();
    private final Set<String> globals = new HashSet<>();
    private final Set<String> nonlocals = new HashSet<>();
    private final List<SyntaxNode> results = new ArrayList<>();

    /** What opens a scope. */
    enum Kind {
        MODULE,
        CLASS,
        FUNCTION,
        LAMBDA,
        COMPREHENSION
    }

    Scope(SourceFile file, Kind kind, SyntaxNode node, @Nullable Scope parent) {
        this.file = file;
        this.kind = kind;
        this.node = node;
        this.parent = parent;
        boolean named = kind == Kind.CLASS || kind == Kind.FUNCTION;
        String own = named ? node.child("name").map(SyntaxNode::text).orElse("") : "";
        String around = parent == null ? "" : parent.qualifiedName;
        this.qualifiedName = own.isEmpty() || around.isEmpty() ? around + own : around + "." + own;
        Optional<SyntaxNode> iterated = kind == Kind.COMPREHENSION
                ? node.children("for_in_clause").stream().findFirst().flatMap(clause -> clause.child("right"))
                : Optional.empty();
        Optional<SyntaxNode> body = kind == Kind.MODULE ? Optional.empty() : node.child("body");
        this.outerFrom = iterated.map(SyntaxNode::start).orElse(node.start());
        this.outerTo = iterated.map(SyntaxNode::end)
                .orElse(
                        kind == Kind.COMPREHENSION || body.isEmpty()
                                ? node.start()
                                : body.get().start());
    }

    SourceFile file() {
        return file;
    }

    boolean is(Kind some) {
        return kind == some;
    }

    SyntaxNode node() {
        return node;
    }

    Optional<Scope> parent() {
        return Optional.ofNullable(parent);
    }

    String qualified(String name) {
        return qualifiedName.isEmpty() ? name : qualifiedName + "." + name;
    }

    String name() {
        return Texts.lastName(qualifiedName);
    }

    /** Whether code at a node inside it belongs to the scope around it, such as a default value of a parameter. */
    boolean isOuter(SyntaxNode at) {
        return parent != null && outerFrom <= at.start() && at.end() <= outerTo;
    }

    Scope module() {
        Scope scope = this;
        while (scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    /** The scope of a class in which this method, or code in it, has the name of the instance. */
    Optional<Scope> classOfSelf(String name) {
        for (Scope scope = this; scope.parent != null; scope = scope.parent) {
            if (scope.kind == Kind.FUNCTION
                    && scope.parent.kind == Kind.CLASS
                    && !scope.isDecorated("staticmethod")
                    && scope.firstParameter().filter(name::equals).isPresent()) {
                return Optional.of(scope.parent);
            }
            boolean rebound = scope.bindings(name).stream().anyMatch(binding -> !binding.is(Binding.Kind.PARAMETER));
            if (rebound) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a function has a decorator of this plain name. */
    boolean isDecorated(String decorator) {
        return node.parent()
                .filter(around -> around.is("decorated_definition"))
                .map(around -> around.children("decorator").stream()
                        .anyMatch(line -> Texts.shortText(line).equals("@" + decorator)))
                .orElse(false);
    }

    /** The name of the first parameter of a function. */
    Optional<String> firstParameter() {
        return node.child("parameters")
                .flatMap(list -> list.children().stream()
                        .filter(child -> !child.is("comment"))
                        .findFirst())
                .flatMap(Scope::parameterName)
                .map(SyntaxNode::text);
    }

    /** The node of a parameter's name. */
    static Optional<SyntaxNode> parameterName(SyntaxNode parameter) {
        SyntaxNode node = parameter;
        for (int depth = 0; depth < 4; depth++) {
            if (node.is("identifier")) {
                return Optional.of(node);
            }
            Optional<SyntaxNode> inner = node.child("name");
            List<SyntaxNode> children = node.children();
            if (inner.isEmpty() && children.isEmpty()) {
                return Optional.empty();
            }
            node = inner.orElseGet(() -> children.get(0));
        }
        return Optional.empty();
    }

    void add(Binding binding) {
        names.computeIfAbsent(binding.name(), unused -> new ArrayList<>()).add(binding);
    }

    void addField(Binding binding) {
        fields.computeIfAbsent(binding.name(), unused -> new ArrayList<>()).add(binding);
    }

    void addGlobal(String name) {
        globals.add(name);
    }

    void addNonlocal(String name) {
        nonlocals.add(name);
    }

    void addResult(SyntaxNode value) {
        results.add(value);
    }

    /** The expressions that a function returns. */
    List<SyntaxNode> results() {
        return results;
    }

    boolean hasGlobal(String name) {
        return globals.contains(name);
    }

    boolean hasNonlocal(String name) {
        return nonlocals.contains(name);
    }

    /** The places that bind a name in this scope. */
    List<Binding> bindings(String name) {
        return names.getOrDefault(name, List.of());
    }

    /** The places that bind an attribute of a class or its instances: in its body first. */
    List<Binding> attributes(String name) {
        List<Binding> set = fields.getOrDefault(name, List.of());
        List<Binding> own = bindings(name);
        if (set.isEmpty() || own.isEmpty()) {
            return set.isEmpty() ? own : set;
        }
        List<Binding> all = new ArrayList<>(own);
        all.addAll(set);
        return all;
    }

    /** Ends the adding of bindings. */
    void close() {
        Set<String> all = new HashSet<>(names.keySet());
        all.addAll(fields.keySet());
        for (String name : all) {
            List<Binding> own = new ArrayList<>(attributes(name));
            own.removeIf(Binding::isImport);
            if (!own.isEmpty()) {
                symbols.put(name, new Symbol(this, name, own));
            }
        }
    }

    /** All that it binds and does not import, with what is set at instances of a class. */
    Collection<Symbol> symbols() {
        return symbols.values();
    }

    /** What it binds to a name and does not import, also what is set at instances of a class. */
    Optional<Symbol> symbol(String name) {
        return Optional.ofNullable(symbols.get(name));
    }
}
