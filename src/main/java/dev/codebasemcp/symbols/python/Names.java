package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds what plain names and names of modules mean, through imports. Within one code base, used by one thread. */
final class Names {
    private static final int DEEPEST = 30;

    /** More imports of one name, or of all names of modules, tell nothing. */
    private static final int MOST_IMPORTS = 100;

    /** Code is hardly ever nested deeper. */
    private static final int MOST_SCOPES = 1_000;

    private final Modules modules;
    private final Set<String> open = new HashSet<>();

    Names(Modules modules) {
        this.modules = modules;
    }

    /** Returns what a plain name means where a node is. */
    Found lookup(SourceFile file, String name, SyntaxNode at) {
        PythonFacts facts = PythonFacts.of(file);
        Scope start = facts.scopeAt(at);
        Scope scope = start.hasGlobal(name) ? start.module() : start;
        for (int step = 0; step < MOST_SCOPES; step++) {
            boolean visible = !scope.is(Scope.Kind.CLASS) || scope == start;
            List<Binding> bindings = visible ? scope.bindings(name) : List.of();
            if (!bindings.isEmpty()) {
                return of(file, scope, name, scope == start ? Flow.reaching(bindings, at) : bindings);
            }
            if (scope.parent().isEmpty()) {
                break;
            }
            scope = scope.parent().get();
        }
        Found brought = wildcards(file, name);
        if (!brought.isEmpty()) {
            return brought;
        }
        return PythonWords.isBuiltin(name) ? Found.library(name) : outside(file, name);
    }

    /** A name that nothing else brings is that of a library from which all names are imported. */
    private Found outside(SourceFile file, String name) {
        return PythonFacts.of(file).wildcards().stream()
                .limit(MOST_IMPORTS)
                .filter(statement -> modules.from(file, statement).isEmpty())
                .map(statement -> member(file, statement, name))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(Found.NOTHING);
    }

    /** Returns what some bindings of one name mean together. */
    private Found of(SourceFile file, Scope scope, String name, List<Binding> bindings) {
        Optional<Symbol> own = own(scope, name, bindings);
        Found found = own.map(Found::of).orElse(Found.NOTHING);
        boolean first = own.isEmpty();
        for (Binding binding : bindings.subList(Math.max(0, bindings.size() - MOST_IMPORTS), bindings.size())) {
            if (binding.isImport()) {
                Found imported = imported(file, binding);
                found = first ? imported : found.and(imported);
                first = false;
            }
        }
        return found;
    }

    private static Optional<Symbol> own(Scope scope, String name, List<Binding> bindings) {
        if (bindings.size() == scope.bindings(name).size() && !scope.is(Scope.Kind.CLASS)) {
            return scope.symbol(name);
        }
        List<Binding> own =
                bindings.stream().filter(binding -> !binding.isImport()).toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(new Symbol(scope, name, own));
    }

    /** Returns what an import binds to a name. */
    Found imported(SourceFile file, Binding binding) {
        return guarded(file, " " + binding.nameNode().number(), () -> {
            SyntaxNode dotted = binding.node().is("aliased_import")
                    ? binding.node().child("name").orElse(binding.node())
                    : binding.node();
            if (binding.is(Binding.Kind.IMPORT)) {
                boolean renamed = binding.node().is("aliased_import");
                return module(file, dotted.children("identifier"), renamed);
            }
            Optional<SyntaxNode> statement = dotted.around("import_from_statement");
            String name = dotted.children("identifier").stream()
                    .findFirst()
                    .map(SyntaxNode::text)
                    .orElse("");
            return statement.map(from -> member(file, from, name)).orElse(Found.NOTHING);
        });
    }

    private Found module(SourceFile file, List<SyntaxNode> parts, boolean whole) {
        String dotted = parts.stream().map(SyntaxNode::text).collect(Collectors.joining("."));
        Optional<Module> module = whole ? modules.absolute(file, dotted) : modules.top(file, dotted);
        String name = whole || parts.isEmpty() ? dotted : parts.get(0).text();
        return module.map(Found::of).orElseGet(() -> Found.library(name));
    }

    /** Returns what a name of the module in an {@code import_from_statement} means. */
    private Found member(SourceFile file, SyntaxNode statement, String name) {
        Optional<Module> module = modules.from(file, statement);
        if (module.isPresent()) {
            return member(module.get(), name);
        }
        String written = statement.child("module_name").map(Texts::shortText).orElse("");
        return written.startsWith(".") ? Found.NOTHING : Found.library(written + "." + name);
    }

    /** Returns what an attribute of a module means. */
    Found member(Module module, String name) {
        Optional<SourceFile> file = module.file();
        if (file.isPresent()) {
            Scope scope = PythonFacts.of(file.get()).module();
            List<Binding> bindings = scope.bindings(name);
            Found own = bindings.isEmpty()
                    ? wildcards(file.get(), name)
                    : guarded(file.get(), name, () -> of(file.get(), scope, name, bindings));
            if (!own.isEmpty()) {
                return own;
            }
        }
        return modules.inside(module, name).map(Found::of).orElse(Found.NOTHING);
    }

    private Found wildcards(SourceFile file, String name) {
        List<SyntaxNode> statements = PythonFacts.of(file).wildcards();
        if (statements.isEmpty()) {
            return Found.NOTHING;
        }
        return guarded(file, "*" + name, () -> {
            for (int i = statements.size() - 1; i >= Math.max(0, statements.size() - MOST_IMPORTS); i--) {
                Optional<Module> module = modules.from(file, statements.get(i));
                Found found = module.filter(from -> from.file()
                                .filter(exporting -> PythonFacts.of(exporting).isExported(name))
                                .isPresent())
                        .map(from -> member(from, name))
                        .orElse(Found.NOTHING);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return Found.NOTHING;
        });
    }

    /** Modules may import from each other in a circle. */
    private Found guarded(SourceFile file, String step, Supplier<Found> search) {
        String key = file.key().repositoryId() + " " + file.path() + " " + step;
        if (open.size() > DEEPEST || !open.add(key)) {
            return Found.NOTHING;
        }
        try {
            return search.get();
        } finally {
            open.remove(key);
        }
    }
}
