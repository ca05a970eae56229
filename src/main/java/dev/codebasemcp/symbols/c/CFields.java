package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CMembers.Own;
import dev.codebasemcp.symbols.c.CType.Other;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves names of members: after a dot or an arrow, in initializers, and as arguments of macros. */
final class CFields {
    /** Macros that get the name of a member have few parameters. */
    private static final int MOST_ARGUMENTS = 8;

    /** Members that types of the standard library of C++ have, too. */
    private static final Set<String> COMMON = Set.of(
            "size",
            "empty",
            "begin",
            "end",
            "clear",
            "insert",
            "erase",
            "push_back",
            "emplace_back",
            "find",
            "count",
            "data",
            "get",
            "reset",
            "swap",
            "first",
            "second",
            "front",
            "back",
            "at",
            "str",
            "c_str",
            "append",
            "length",
            "substr",
            "open",
            "close",
            "read",
            "write",
            "lock",
            "unlock",
            "value",
            "release",
            "join",
            "load",
            "store",
            "resize",
            "reserve",
            "assign",
            "push",
            "pop",
            "top",
            "wait",
            "what",
            "name",
            "run",
            "type",
            "emplace");

    private final CNames names;
    private final CMembers members;
    private final CExpressions expressions;
    private final CInitializers initializers;

    CFields(CNames names) {
        this.names = names;
        this.members = new CMembers(names);
        this.expressions = new CExpressions(names, members);
        this.initializers = new CInitializers(members, expressions);
    }

    Resolution resolve(SourceFile file, SyntaxNode name) {
        if (name.tree() != file.tree()) {
            return onlyOne(name.text());
        }
        SyntaxNode parent = name.parent().orElse(name);
        return switch (parent.kind()) {
            case CKinds.FIELD_EXPRESSION ->
                of(
                        file,
                        name,
                        parent.child(CKinds.ARGUMENT)
                                .map(owner -> expressions.of(file, owner))
                                .orElse(Other.UNKNOWN));
            case CKinds.FIELD_DESIGNATOR -> of(file, name, initializers.owner(file, parent));
            case "offsetof_expression" ->
                of(
                        file,
                        name,
                        parent.child(CKinds.TYPE)
                                .map(type -> CExpressions.described(file, type))
                                .orElse(Other.UNKNOWN));
            default -> onlyOne(name.text());
        };
    }

    private Resolution of(SourceFile file, SyntaxNode name, CType owner) {
        CMembers.Found found = members.find(file, owner, name.text());
        if (found instanceof Own own) {
            boolean isSure = own.isSure() && !CFacts.of(file).isCpp();
            return isSure
                    ? Resolution.certain(CSymbol.declarations(own.symbols()))
                    : new Resolution.Probable(CSymbol.declarations(own.symbols()));
        }
        return found == CMembers.Absent.OUTSIDE ? Resolution.ELSEWHERE : onlyOne(name.text());
    }

    /** A member of an unknown type means that of the only struct or class that has one of its name. */
    private Resolution onlyOne(String name) {
        List<CSymbol> all = names.members(name);
        long owners = all.stream()
                .map(symbol -> symbol.declaration().qualifiedName())
                .distinct()
                .count();
        boolean isCommon = COMMON.contains(name)
                && all.stream().anyMatch(symbol -> CFacts.of(symbol.file()).isCpp());
        return owners == 1 && !isCommon ? new Resolution.Probable(CSymbol.declarations(all)) : Resolution.UNDECIDED;
    }

    /** A name without anything before it that may be a member of the class around it. */
    Resolution implicit(String name, boolean isOther) {
        if (isOther) {
            return Resolution.UNDECIDED;
        }
        return names.members(name).isEmpty() && names.definitions(name) == 0 ? Resolution.ELSEWHERE : onlyOne(name);
    }

    /** The name of a member as an argument of a macro, such as {@code container_of(p, struct s, member)}, after that of its type. */
    Optional<Resolution> argument(SourceFile file, SyntaxNode name) {
        Optional<SyntaxNode> list = name.ancestors()
                .takeWhile(node -> node.is(CKinds.ERROR, "argument_list"))
                .filter(node -> node.is("argument_list"))
                .findFirst();
        if (list.isEmpty() || name.tree() != file.tree()) {
            return Optional.empty();
        }
        List<SyntaxNode> before = list.get().children().stream()
                .limit(MOST_ARGUMENTS)
                .flatMap(one -> one.is(CKinds.ERROR) ? one.children().stream().limit(MOST_ARGUMENTS) : Stream.of(one))
                .takeWhile(one -> !one.equals(name))
                .toList();
        if (before.isEmpty() || !before.get(before.size() - 1).is(CKinds.IDENTIFIER, CKinds.TYPE_IDENTIFIER)) {
            return Optional.empty();
        }
        CType owner = new CType.Named(before.get(before.size() - 1).text());
        return members.find(file, owner, name.text()) instanceof Own own
                ? Optional.of(new Resolution.Probable(CSymbol.declarations(own.symbols())))
                : Optional.empty();
    }
}
