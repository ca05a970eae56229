package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import dev.codebasemcp.symbols.typescript.TsSymbol.Part;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what types extend or implement, and what their members replace. */
final class TsHeritage {
    private static final String[] TYPES = {
        "class_declaration", "abstract_class_declaration", "class", "interface_declaration"
    };

    private final TsChecker checker;

    TsHeritage(TsChecker checker) {
        this.checker = checker;
    }

    /** Returns what a class or interface extends. */
    List<TsType> supertypes(Named named) {
        Map<SyntaxNode, TsType> values = checker.types().values(named);
        SourceFile file = named.symbol().file();
        List<TsType> all = new ArrayList<>();
        for (Part part : named.symbol().parts()) {
            extended(file, part.node()).forEach(type -> all.add(type.with(values)));
        }
        return all;
    }

    private List<TsType> extended(SourceFile file, SyntaxNode type) {
        List<TsType> all = new ArrayList<>();
        for (SyntaxNode heritage : type.children("class_heritage", "extends_type_clause")) {
            for (SyntaxNode base : bases(heritage)) {
                all.add(
                        heritage.is("class_heritage")
                                ? instance(checker.expressions().of(file, base), typeArguments(file, base))
                                : checker.types().of(file, base));
            }
        }
        return all;
    }

    private static List<SyntaxNode> bases(SyntaxNode heritage) {
        if (heritage.is("extends_type_clause")) {
            return heritage.children();
        }
        List<SyntaxNode> clauses = heritage.children("extends_clause");
        List<SyntaxNode> holders = clauses.isEmpty() ? List.of(heritage) : clauses;
        return holders.stream()
                .flatMap(holder -> holder.children().stream())
                .filter(child -> !child.is("implements_clause", "type_arguments", "extends_clause", "comment"))
                .toList();
    }

    private List<TsType> typeArguments(SourceFile file, SyntaxNode base) {
        return base.parent()
                .filter(clause -> clause.is("extends_clause"))
                .map(clause -> checker.types().arguments(file, clause))
                .orElse(List.of());
    }

    /** Returns the type of the instances of a class that is given as a value. */
    TsType instance(TsType constructor, List<TsType> arguments) {
        TsType type = checker.types().reduced(constructor);
        if (type instanceof TsType.Value value && value.symbol().is(Kind.CLASS)) {
            return new Named(value.symbol(), arguments);
        }
        if (type instanceof TsType.Function function && !function.signatures().isEmpty()) {
            return TsAssignments.constructed(
                            function.file(), function.signatures().get(0))
                    .<TsType>map(symbol -> new Named(symbol, List.of()))
                    .orElse(Other.UNKNOWN);
        }
        return type == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
    }

    private List<TsType> implemented(SourceFile file, SyntaxNode type) {
        return type.children("class_heritage").stream()
                .flatMap(heritage -> heritage.children("implements_clause").stream())
                .flatMap(clause -> checker.types().all(file, clause.children()).stream())
                .toList();
    }

    /** Returns the members of supertypes that the member with this name replaces or implements. */
    List<TsSymbol> overridden(SourceFile file, SyntaxNode name) {
        Optional<TsSymbol> member = member(file, name);
        Optional<SyntaxNode> type = owner(name);
        if (member.isEmpty() || type.isEmpty()) {
            return List.of();
        }
        List<TsType> above = new ArrayList<>(extended(file, type.get()));
        if (member.get().isOnClass()) {
            above.replaceAll(TsMembers::constructor);
        } else {
            above.addAll(implemented(file, type.get()));
        }
        return above.stream()
                .flatMap(one -> checker.members().find(one, name.text()).symbols().stream())
                .distinct()
                .toList();
    }

    /** Whether a name is that of a declared member of a class or interface. */
    static boolean isMember(SourceFile file, SyntaxNode name) {
        return member(file, name).isPresent() && owner(name).isPresent();
    }

    /** Names with a {@code #}, and constructors, replace nothing. */
    private static Optional<TsSymbol> member(SourceFile file, SyntaxNode name) {
        return name.is("property_identifier", "identifier") && !name.text().equals("constructor")
                ? TsFacts.of(file).declaredBy(name).filter(symbol -> symbol.is(Kind.METHOD) || symbol.is(Kind.FIELD))
                : Optional.empty();
    }

    /** The node of the class or interface whose body, or whose constructor's parameters, declare a name. */
    private static Optional<SyntaxNode> owner(SyntaxNode name) {
        return name.parent()
                .flatMap(node -> node.is(TsNodes.PARAMETERS) ? node.around("class_body") : node.parent())
                .filter(body -> body.field().equals("body"))
                .flatMap(SyntaxNode::parent)
                .filter(type -> type.is(TYPES));
    }
}
