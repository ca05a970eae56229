package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves names in Python files. */
public final class PythonResolver implements Resolver {
    /** One symbol hardly ever has more declarations. */
    private static final int MOST_DECLARATIONS = 20;

    private final CodeBase code;
    private final Modules modules;
    private final Expressions expressions;

    /** Creates a resolver for one state of a code base. */
    public PythonResolver(CodeBase code) {
        this.code = code;
        this.modules = new Modules(code);
        this.expressions = new Expressions(new Names(modules));
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        List<Declaration> all = new ArrayList<>();
        for (Scope scope : PythonFacts.of(file).scopes()) {
            scope.symbols().forEach(symbol -> all.addAll(symbol.allDeclarations()));
        }
        all.sort(Comparator.comparing(declaration -> declaration.nameNode().start()));
        return all;
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return file.tree().nodes(kind -> kind.equals("identifier") || kind.equals("string")).stream()
                .filter(node ->
                        node.is("identifier") ? names.contains(node.text()) : WrittenTypes.isMention(node, names))
                .toList();
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode node) {
        if (node.is("string")) {
            return written(file, node);
        }
        SyntaxNode parent = node.parent().orElse(node);
        return switch (parent.kind()) {
            case "attribute" -> node.field().equals("attribute") ? attribute(file, node, parent) : name(file, node);
            case "keyword_argument" -> node.field().equals("name") ? keyword(file, parent) : name(file, node);
            case "keyword_pattern" -> pattern(file, node, parent);
            case "dotted_name" -> dotted(file, node, parent);
            case "aliased_import" -> imported(file, node);
            default -> name(file, node);
        };
    }

    /** The names in an annotation that is a string. */
    private Resolution written(SourceFile file, SyntaxNode string) {
        List<Declaration> all = new ArrayList<>();
        for (String name : WrittenType.names(string.text())) {
            for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                all.addAll(declarations(file, string, name.substring(0, dot)));
            }
            all.addAll(declarations(file, string, name));
        }
        return Resolution.certain(all);
    }

    private List<Declaration> declarations(SourceFile file, SyntaxNode at, String name) {
        return expressions.annotations().dotted(file, at, name).symbols().stream()
                .flatMap(symbol -> symbol.declarations().stream())
                .toList();
    }

    /** A plain name. One that only declares refers to nothing. */
    private Resolution name(SourceFile file, SyntaxNode node) {
        Optional<Binding> binding = PythonFacts.of(file).bindingAt(node);
        if (binding.isPresent()) {
            return binding.get().isImport() ? imported(file, node) : bound(binding.get());
        }
        return expressions.names().lookup(file, node.text(), node).resolution();
    }

    private Resolution bound(Binding binding) {
        if (binding.isDefinition()) {
            return overridden(binding);
        }
        Found found = binding.is(Binding.Kind.FIELD)
                ? expressions.members().find(binding.scope(), binding.name())
                : binding.scope().symbol(binding.name()).map(Found::of).orElse(Found.NOTHING);
        List<Declaration> declarations = found.symbols().stream()
                .flatMap(symbol -> symbol.declarations().stream())
                .filter(declaration -> !declaration.nameNode().equals(binding.nameNode()))
                .toList();
        return Resolution.certain(declarations);
    }

    /** A method that replaces one of a base class. */
    private Resolution overridden(Binding binding) {
        boolean method = binding.is(Binding.Kind.FUNCTION) && binding.scope().is(Scope.Kind.CLASS);
        Found above = method ? expressions.members().above(binding.scope(), binding.name()) : Found.NOTHING;
        return Resolution.certain(above.symbols().stream()
                .flatMap(symbol -> symbol.declarations().stream())
                .toList());
    }

    private Resolution attribute(SourceFile file, SyntaxNode name, SyntaxNode attribute) {
        Optional<Binding> binding = PythonFacts.of(file).bindingAt(name);
        if (binding.isPresent()) {
            return bound(binding.get());
        }
        Value owner = attribute
                .child("object")
                .map(object -> expressions.of(file, object))
                .orElse(Values.UNKNOWN);
        Found found = expressions.member(owner, name.text());
        return found.isEmpty() && isCalled(attribute) ? onlyOne(name.text()) : found.resolution();
    }

    private static boolean isCalled(SyntaxNode node) {
        return node.field().equals("function")
                && node.parent().filter(p -> p.is("call")).isPresent();
    }

    /** A method called on an unknown type is the only one of the code base with its name, if there is just one. */
    private Resolution onlyOne(String name) {
        int definitions = code.definitions(name);
        if (PythonWords.isCommonAttribute(name) || definitions == 0 || definitions > MOST_DECLARATIONS) {
            return Resolution.UNDECIDED;
        }
        List<Declaration> all = code.defining(name).stream()
                .filter(file -> file.path().endsWith(".py") || file.path().endsWith(".pyi"))
                .flatMap(file -> declarations(file).stream())
                .filter(declaration -> declaration.name().equals(name))
                .toList();
        boolean one = !all.isEmpty()
                && all.stream()
                        .allMatch(other -> other.isSameSymbol(all.get(0))
                                && other.nameNode().field().equals("name"));
        return one && all.get(0).qualifiedName().contains(".") ? new Resolution.Probable(all) : Resolution.UNDECIDED;
    }

    /** The name of an argument is a parameter's, but a class without a constructor may have a field for it. */
    private Resolution keyword(SourceFile file, SyntaxNode argument) {
        Optional<SyntaxNode> call = argument.around("call");
        Optional<SyntaxNode> name = argument.child("name");
        if (call.isEmpty() || name.isEmpty()) {
            return Resolution.ELSEWHERE;
        }
        Value callee = expressions.child(file, call.get(), "function");
        boolean field = callee.alternatives().stream()
                .anyMatch(one -> one instanceof Value.ClassObject object
                        && expressions.members().find(object.type(), name.get().text()).symbols().stream()
                                .anyMatch(symbol -> symbol.first().annotation().isPresent()
                                        && !symbol.first().is(Binding.Kind.FIELD)));
        String last = Texts.lastName(Texts.callee(call.get()));
        boolean copies = Set.of("replace", "_replace", "evolve", "model_copy").contains(last);
        return field || copies ? Resolution.UNDECIDED : Resolution.ELSEWHERE;
    }

    /** The name of an attribute in a pattern such as {@code Point(x=0)}. */
    private Resolution pattern(SourceFile file, SyntaxNode node, SyntaxNode pattern) {
        boolean key = !pattern.children().isEmpty() && pattern.children().get(0).equals(node);
        Optional<SyntaxNode> type = pattern.around("class_pattern")
                .flatMap(around -> around.children("dotted_name").stream().findFirst());
        if (!key || type.isEmpty()) {
            return name(file, node);
        }
        Value matched = expressions.annotations().of(file, type.get());
        return expressions.member(matched, node.text()).resolution();
    }

    /** A part of a name in an import or a pattern. */
    private Resolution dotted(SourceFile file, SyntaxNode node, SyntaxNode dotted) {
        if (dotted.around("import_from_statement").isPresent()) {
            return dotted.ancestors().anyMatch(around -> around.field().equals("module_name"))
                            || dotted.field().equals("module_name")
                    ? Resolution.ELSEWHERE
                    : imported(file, node);
        }
        if (dotted.around("import_statement", "future_import_statement").isPresent()) {
            return Resolution.ELSEWHERE;
        }
        List<SyntaxNode> parts = dotted.children("identifier");
        int index = parts.indexOf(node);
        if (index <= 0) {
            return name(file, node);
        }
        String path = String.join(
                ".", parts.subList(0, index + 1).stream().map(SyntaxNode::text).toList());
        return expressions.annotations().dotted(file, node, path).resolution();
    }

    /** A name in an import, or another name for it. */
    private Resolution imported(SourceFile file, SyntaxNode node) {
        PythonFacts facts = PythonFacts.of(file);
        Optional<Binding> binding = facts.bindingAt(node)
                .or(() -> node.around("aliased_import")
                        .flatMap(alias -> alias.child("alias"))
                        .flatMap(facts::bindingAt));
        return binding.map(known -> expressions.names().imported(file, known).resolution())
                .orElse(Resolution.ELSEWHERE);
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode node) {
        return Kinds.of(node);
    }

    @Override
    public Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        SyntaxNode base = mention;
        SyntaxNode parent = mention.parent().orElse(mention);
        while ((parent.is("attribute") && base.field().equals("attribute"))
                || (parent.is("subscript") && base.field().equals("value"))) {
            base = parent;
            parent = parent.parent().orElse(parent);
        }
        return Optional.of(parent)
                .filter(list -> list.field().equals("superclasses"))
                .flatMap(SyntaxNode::parent)
                .flatMap(type -> type.child("name"))
                .flatMap(PythonFacts.of(file)::bindingAt)
                .flatMap(Binding::declaration);
    }

    @Override
    public Map<SyntaxNode, FileKey> importedModules(SourceFile file) {
        return new ModuleImports(modules).of(file);
    }

    @Override
    public Set<String> aliases(SourceFile file, String name) {
        return new HashSet<>(PythonFacts.of(file).aliases(name));
    }
}
