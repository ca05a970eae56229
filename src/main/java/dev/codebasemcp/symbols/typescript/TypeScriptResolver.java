package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Import;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves names in TypeScript and JavaScript files. */
public final class TypeScriptResolver implements Resolver {
    private static final Set<String> NAMES = Set.of(
            "identifier",
            "type_identifier",
            "property_identifier",
            "private_property_identifier",
            "shorthand_property_identifier",
            "shorthand_property_identifier_pattern",
            "string_fragment");

    private static final Pattern ENDING = Pattern.compile("(/index)?(\\.d)?\\.[^./]+$");
    private static final Pattern BEFORE_LAST_WORD = Pattern.compile("^.*[^\\p{L}\\p{N}_$]");

    private final TsChecker checker;
    private final TsProperties properties;
    private final TsGlobals globals;

    /** Creates a resolver for one state of a code base. */
    public TypeScriptResolver(CodeBase code) {
        this.checker = new TsChecker(code);
        this.globals = new TsGlobals(code);
        this.properties = new TsProperties(checker, globals);
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        return TsFacts.of(file).symbols().stream()
                .filter(TsSymbol::isListed)
                .flatMap(symbol -> symbol.declarations().stream())
                .sorted(Comparator.comparing(
                        declaration -> declaration.nameNode().start()))
                .toList();
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return file.tree().nodes(NAMES::contains).stream()
                .filter(node -> names.contains(node.text()))
                .filter(node -> !node.is("string_fragment") || properties.isKey(node))
                .toList();
    }

    @Override
    public Set<String> aliases(SourceFile file, String name) {
        Set<String> aliases = new HashSet<>();
        for (TsSymbol symbol : TsFacts.of(file).symbols()) {
            boolean other = !symbol.name().equals(name);
            Optional<Import> source = symbol.imported().filter(unused -> other);
            if (source.filter(from -> isAliased(symbol, from, name)).isPresent()) {
                aliases.add(symbol.name());
            }
        }
        TsFacts.of(file).exports().all().forEach((outer, exported) -> {
            if (exported.name().equals(name) && !outer.equals("default")) {
                aliases.add(outer);
            }
        });
        aliases.remove(name);
        return aliases;
    }

    private boolean isAliased(TsSymbol symbol, Import source, String name) {
        return source.name().equals(name)
                || (source.name().equals("default")
                        && checker.modules().follow(symbol, Space.VALUES).name().equals(name));
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode name) {
        checker.guard().reset();
        SyntaxNode parent = name.parent().orElse(name);
        if (parent.is("import_specifier", "import_clause", "namespace_import", "import_require_clause")) {
            return imported(file, name, parent);
        }
        if (parent.is("export_specifier")) {
            return exported(file, name, parent);
        }
        return switch (name.kind()) {
            case "identifier" -> identifier(file, name, parent);
            case "type_identifier" -> type(file, name, parent);
            default -> properties.resolve(file, name, parent);
        };
    }

    private Resolution imported(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        SyntaxNode local = parent.child("alias").orElse(name);
        Optional<TsSymbol> symbol = TsFacts.of(file).declaredBy(local);
        if (symbol.isEmpty()) {
            return Resolution.UNDECIDED;
        }
        TsSymbol value = checker.modules().follow(symbol.get(), Space.VALUES);
        return value.is(Kind.UNKNOWN) ? target(checker.modules().follow(symbol.get(), Space.TYPES)) : target(value);
    }

    private Resolution exported(SourceFile file, SyntaxNode name, SyntaxNode specifier) {
        Optional<String> module = specifier
                .around("export_statement")
                .flatMap(statement -> statement.child("source"))
                .flatMap(TsNodes::nameOf);
        String inner = specifier.child("name").flatMap(TsNodes::nameOf).orElse(name.text());
        if (module.isPresent()) {
            TsSymbol value = checker.modules().reexported(file, module.get(), inner, Space.VALUES);
            return value.is(Kind.UNKNOWN)
                    ? target(checker.modules().reexported(file, module.get(), inner, Space.TYPES))
                    : target(value);
        }
        return TsFacts.of(file)
                .topLevel(inner, Space.VALUES)
                .map(symbol -> target(checker.modules().follow(symbol, Space.VALUES)))
                .orElse(Resolution.ELSEWHERE);
    }

    private Resolution identifier(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        Optional<TsSymbol> declared = TsFacts.of(file).declaredBy(name);
        if (declared.isPresent()) {
            return declared(file, name, declared.get());
        }
        if (parent.is("nested_type_identifier", "nested_identifier", "import_alias", "extends_type_clause")) {
            return target(checker.types().namespace(file, name));
        }
        boolean tag = parent.kind().startsWith("jsx_") && !parent.is("jsx_expression");
        if (tag && !Character.isUpperCase(name.text().codePointAt(0))) {
            return Resolution.ELSEWHERE;
        }
        return checker.expressions().value(file, name).map(this::target).orElseGet(() -> globals.find(file, name));
    }

    /** A name that an import by {@code require} declares refers to what it imports; most others to nothing. */
    private Resolution declared(SourceFile file, SyntaxNode name, TsSymbol symbol) {
        return symbol.is(Kind.IMPORT)
                ? target(checker.modules().follow(symbol, Space.VALUES))
                : properties.overridden(file, name);
    }

    private Resolution type(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        if (TsFacts.of(file).declaredBy(name).isPresent()) {
            return Resolution.ELSEWHERE;
        }
        if (parent.is("nested_type_identifier")) {
            return target(checker.types().qualified(file, parent));
        }
        boolean known = TsFacts.of(file).lookup(name.text(), name, Space.TYPES).isPresent();
        return known ? target(checker.types().symbol(file, name)) : globals.find(file, name);
    }

    private Resolution target(TsSymbol symbol) {
        return switch (symbol.kind()) {
            case UNKNOWN -> Resolution.UNDECIDED;
            case OUTSIDE, MODULE, EXPRESSION, TYPE_PARAMETER, PARAMETER, IMPORT -> Resolution.ELSEWHERE;
            default -> symbol.isListed() ? Resolution.certain(symbol.declarations()) : Resolution.ELSEWHERE;
        };
    }

    @Override
    public boolean isOfFileOnly(Declaration declaration) {
        TsExports exports = TsFacts.of(declaration.file()).exports();
        boolean isTopLevel = declaration.qualifiedName().equals(declaration.name());
        return isTopLevel
                && exports.isModule()
                && exports.all().values().stream()
                        .noneMatch(exported ->
                                exported.value().isPresent() || exported.name().equals(declaration.name()));
    }

    @Override
    public Optional<String> moduleWord(Declaration declaration) {
        return TsFacts.of(declaration.file())
                .exports()
                .named("default")
                .filter(exported -> exported.name().equals(declaration.name()))
                .map(exported -> lastWord(declaration.file().path()));
    }

    /** The last word of a file's name without its ending; of an index, that of its directory. */
    private static String lastWord(String path) {
        String module = ENDING.matcher(path).replaceFirst("");
        return BEFORE_LAST_WORD.matcher(module).replaceFirst("");
    }

    @Override
    public Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        return TsSubtypes.at(file, mention);
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode name) {
        return TsUses.kind(file, name);
    }
}
