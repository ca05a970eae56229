package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFound.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves the names of properties: after a dot, in object literals, patterns, indexes and attributes. */
final class TsProperties {
    private final TsChecker checker;
    private final TsGlobals globals;

    TsProperties(TsChecker checker, TsGlobals globals) {
        this.checker = checker;
        this.globals = globals;
    }

    /** Whether the text of a string names a property. */
    boolean isKey(SyntaxNode fragment) {
        SyntaxNode string = fragment.parent().orElse(fragment);
        SyntaxNode parent = string.parent().orElse(string);
        return switch (parent.kind()) {
            case "subscript_expression" -> string.field().equals("index");
            case "literal_type" ->
                parent.parent().filter(node -> node.is("lookup_type")).isPresent();
            case "pair" -> string.field().equals("key");
            case "pair_pattern" -> string.field().equals("key");
            case "binary_expression" -> string.field().equals("left") && isIn(parent, string);
            default -> false;
        };
    }

    private static boolean isIn(SyntaxNode expression, SyntaxNode left) {
        return expression
                .child("right")
                .filter(right -> expression
                        .tree()
                        .text()
                        .slice(left.end(), right.start())
                        .strip()
                        .equals("in"))
                .isPresent();
    }

    Resolution resolve(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        return switch (name.kind()) {
            case "shorthand_property_identifier" -> shorthand(file, name, parent);
            case "shorthand_property_identifier_pattern" -> pattern(file, name);
            case "string_fragment" -> text(file, name, parent);
            default -> property(file, name, parent);
        };
    }

    private Resolution property(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        return switch (parent.kind()) {
            case "member_expression", "nested_identifier" -> accessed(file, name, parent);
            case "pair" -> key(file, name, parent);
            case "method_definition" ->
                parent.parent().filter(object -> object.is("object")).isPresent()
                        ? key(file, name, parent)
                        : overridden(file, name);
            case "pair_pattern" -> found(name, checker.patterns().property(file, name));
            case "jsx_attribute" -> found(name, checker.context().attribute(file, parent, name.text()));
            default -> overridden(file, name);
        };
    }

    /** The name of a declared member refers to the member of a supertype that it replaces or implements. */
    Resolution overridden(SourceFile file, SyntaxNode name) {
        return symbols(checker.heritage().overridden(file, name));
    }

    private Resolution accessed(SourceFile file, SyntaxNode name, SyntaxNode access) {
        Optional<TsSymbol> declared = TsFacts.of(file).declaredBy(name);
        if (declared.isPresent()) {
            return Resolution.ELSEWHERE;
        }
        if (access.is("nested_identifier")
                && access.around("nested_type_identifier", "import_alias").isPresent()) {
            return symbols(List.of(checker.types().qualified(file, access)));
        }
        return access.child("object")
                .map(object ->
                        found(name, checker.members().find(checker.expressions().of(file, object), name.text())))
                .orElse(Resolution.UNDECIDED);
    }

    /** A key of an object literal is the property of the type that is expected there, or its own. */
    private Resolution key(SourceFile file, SyntaxNode name, SyntaxNode property) {
        TsFound found = expected(file, name, property);
        if (found.isFound()) {
            return symbols(found.symbols(), found.share() == Share.ALL);
        }
        boolean own =
                TsFacts.of(file).declaredBy(name).filter(TsSymbol::isListed).isPresent();
        return own || found.state() != TsFound.State.UNKNOWN ? Resolution.ELSEWHERE : Resolution.UNDECIDED;
    }

    private TsFound expected(SourceFile file, SyntaxNode name, SyntaxNode property) {
        String text = TsNodes.nameOf(name).orElse("");
        return property.parent()
                .map(object -> checker.context().member(file, object, text))
                .orElse(TsFound.UNKNOWN);
    }

    /** {@code { name }} means a variable, and the property that is expected there. */
    private Resolution shorthand(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        List<Declaration> all = new ArrayList<>();
        checker.expressions()
                .value(file, name)
                .filter(TsSymbol::isListed)
                .ifPresent(symbol -> all.addAll(symbol.declarations()));
        TsFound found = parent.is("object") ? expected(file, name, name) : TsFound.UNKNOWN;
        found.symbols().stream().map(this::valueOf).forEach(symbol -> all.addAll(symbol.declarations()));
        boolean local = checker.expressions().value(file, name).isPresent();
        if (all.isEmpty() && found.state() == TsFound.State.UNKNOWN && local) {
            return Resolution.UNDECIDED;
        }
        return Resolution.certain(all);
    }

    private Resolution pattern(SourceFile file, SyntaxNode name) {
        Optional<TsSymbol> imported =
                TsFacts.of(file).declaredBy(name).filter(symbol -> symbol.is(TsSymbol.Kind.IMPORT));
        if (imported.isPresent()) {
            return symbols(List.of(checker.modules().follow(imported.get(), TsFacts.Space.VALUES)));
        }
        return found(name, checker.patterns().property(file, name));
    }

    private Resolution text(SourceFile file, SyntaxNode name, SyntaxNode string) {
        SyntaxNode parent = string.parent().orElse(string);
        return switch (parent.kind()) {
            case "subscript_expression" ->
                parent.child("object")
                        .map(object -> exact(
                                checker.members().find(checker.expressions().of(file, object), name.text())))
                        .orElse(Resolution.UNDECIDED);
            case "literal_type" ->
                parent.parent()
                        .flatMap(lookup -> lookup.children().stream().findFirst())
                        .map(owner ->
                                exact(checker.members().find(checker.types().of(file, owner), name.text())))
                        .orElse(Resolution.UNDECIDED);
            case "pair" -> key(file, string, parent);
            case "pair_pattern" -> exact(checker.patterns().property(file, string));
            case "binary_expression" ->
                parent.child("right")
                        .map(right ->
                                checker.members().find(checker.expressions().of(file, right), name.text()))
                        .map(found -> found.isFound() ? symbols(found.symbols(), false) : Resolution.ELSEWHERE)
                        .orElse(Resolution.UNDECIDED);
            default -> Resolution.ELSEWHERE;
        };
    }

    /** A text is a name only if the type is known to have it. */
    private Resolution exact(TsFound found) {
        return found.isFound() ? symbols(found.symbols(), found.share() != Share.EACH) : Resolution.ELSEWHERE;
    }

    private Resolution found(SyntaxNode name, TsFound found) {
        return switch (found.state()) {
            case FOUND -> symbols(found.symbols(), found.share() != Share.EACH);
            case OUTSIDE -> Resolution.ELSEWHERE;
            case ABSENT -> Resolution.UNDECIDED;
            case UNKNOWN -> globals.onlyOne(name);
        };
    }

    private Resolution symbols(List<TsSymbol> symbols) {
        return symbols(symbols, true);
    }

    private Resolution symbols(List<TsSymbol> symbols, boolean certain) {
        List<Declaration> declarations = symbols.stream()
                .map(this::valueOf)
                .flatMap(symbol -> symbol.declarations().stream())
                .toList();
        // Compilers do not count a property that only some types of a union have, and the value may be of another one.
        return certain || declarations.isEmpty() ? Resolution.certain(declarations) : Resolution.UNDECIDED;
    }

    /** The variable for which a shorthand property stands. */
    private TsSymbol valueOf(TsSymbol symbol) {
        // What is not in the code base has no declaration.
        Optional<SyntaxNode> shorthand = symbol.parts().stream()
                .map(TsSymbol.Part::node)
                .filter(node -> node.is("shorthand_property_identifier"))
                .findFirst();
        return shorthand
                .flatMap(node -> checker.expressions().value(symbol.file(), node))
                .orElse(symbol);
    }
}
