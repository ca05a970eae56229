package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a C file says by itself: its includes, declarations, macros and local names. Immutable after it was made. */
final class CFacts {
    /** An include may be where no grammar expects it, such as between braces. */
    private static final Pattern INCLUDE =
            Pattern.compile("^[ \\t]*#[ \\t]*include[ \\t]*(\"[^\"\\n]+\"|<[^>\\n]+>)", Pattern.MULTILINE);

    private static final Pattern SOURCE = Pattern.compile(".*\\.(?:c|cc|cpp|cxx|c\\+\\+|C)");
    private static final Pattern CPP_SOURCE =
            Pattern.compile(".*\\.(?:cc|cpp|cxx|c\\+\\+|C|hpp|hh|hxx|h\\+\\+|ipp|tcc|inl|cppm|ixx)");

    /** A header with one of these is for C++. */
    private static final Set<String> OF_CPP = Set.of(
            CKinds.CLASS,
            "template_declaration",
            "namespace_definition",
            "access_specifier",
            "using_declaration",
            "alias_declaration",
            "qualified_identifier");

    private final SourceFile file;
    private final SyntaxTree macros;
    private final List<String> includes;
    private final List<CSymbol> symbols;
    private final Map<String, List<CSymbol>> byName = new HashMap<>();
    private final Map<String, List<CSymbol>> membersByName = new HashMap<>();
    private final Map<SyntaxNode, List<CSymbol>> members = new LinkedHashMap<>();
    private final Map<CSymbol, CType> macroTypes = new HashMap<>();
    private final CScopes scopes;
    private final boolean isCpp;

    private CFacts(SourceFile file) {
        this.file = file;
        this.macros = CMacros.of(file.tree());
        this.includes = INCLUDE.matcher(file.tree().root().text())
                .results()
                .map(include -> include.group(1))
                .toList();
        CDeclarations declarations = new CDeclarations(file, macros);
        this.scopes = declarations.scopes();
        Map<SyntaxNode, List<CSymbol>> ofMacros = new LinkedHashMap<>();
        for (SyntaxNode macro : macros.root().children(CKinds.MACRO)) {
            for (CMacroFields.Field field : CMacroFields.of(file, macro)) {
                ofMacros.computeIfAbsent(macro, unused -> new ArrayList<>()).add(field.symbol());
                macroTypes.put(field.symbol(), field.type());
            }
        }
        this.symbols = Stream.concat(
                        declarations.symbols().stream(),
                        ofMacros.values().stream().flatMap(List::stream))
                .sorted(Comparator.comparing(
                        symbol -> symbol.declaration().nameNode().start()))
                .toList();
        this.members.putAll(declarations.members());
        this.members.putAll(ofMacros);
        for (CSymbol symbol : symbols) {
            Map<String, List<CSymbol>> names = symbol.is(Kind.MEMBER, Kind.METHOD) ? membersByName : byName;
            names.computeIfAbsent(symbol.name(), unused -> new ArrayList<>()).add(symbol);
        }
        this.isCpp = CPP_SOURCE.matcher(file.path()).matches()
                || !file.tree().nodes(OF_CPP::contains).isEmpty();
    }

    static CFacts of(SourceFile file) {
        return file.facts(CFacts.class, CFacts::new);
    }

    SourceFile file() {
        return file;
    }

    /** Whether others include the file, so that what it declares is seen there. */
    static boolean isHeader(String path) {
        return !SOURCE.matcher(path).matches();
    }

    /** Whether it is C++, where other rules tell what a name means. */
    boolean isCpp() {
        return isCpp;
    }

    SyntaxTree macros() {
        return macros;
    }

    /** What it includes, with quotes or angle brackets. */
    List<String> includes() {
        return includes;
    }

    CScopes scopes() {
        return scopes;
    }

    /** All symbols that are not local, with their members, in order. */
    List<CSymbol> symbols() {
        return symbols;
    }

    /** What the file declares under a name outside of structs. */
    List<CSymbol> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Whether no other file can mean a declaration of this one, if none includes it. */
    boolean isOfFile(Declaration declaration) {
        return named(declaration.name()).stream()
                .filter(symbol -> symbol.declaration().equals(declaration))
                .anyMatch(CSymbol::isOfFile);
    }

    /** The members of all structs that have a name. */
    List<CSymbol> membersNamed(String name) {
        return membersByName.getOrDefault(name, List.of());
    }

    /** Whether a name is that of a declaration, and no use. */
    boolean declares(SyntaxNode name) {
        String text = name.text();
        return named(text).stream().anyMatch(one -> one.declaration().nameNode().equals(name))
                || membersNamed(text).stream()
                        .anyMatch(one -> one.declaration().nameNode().equals(name));
    }

    /** The type of a field that a macro declares. */
    Optional<CType> macroType(CSymbol field) {
        return Optional.ofNullable(macroTypes.get(field));
    }

    /** The members of a struct in order, also those of unnamed structs in it; or those that a macro declares. */
    List<CSymbol> members(SyntaxNode specifier) {
        return members.getOrDefault(specifier, List.of());
    }
}
