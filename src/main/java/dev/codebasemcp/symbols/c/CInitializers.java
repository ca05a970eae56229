package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.c.CType.Other;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds the types of lists in braces, which tell what {@code .name =} in them means. */
final class CInitializers {
    private static final int DEEPEST = 50;

    private final CMembers members;
    private final CExpressions expressions;

    CInitializers(CMembers members, CExpressions expressions) {
        this.members = members;
        this.expressions = expressions;
    }

    /** Returns the type that has the field of a designator. */
    CType owner(SourceFile file, SyntaxNode designator) {
        Optional<SyntaxNode> pair = designator.parent();
        Optional<SyntaxNode> list = pair.flatMap(SyntaxNode::parent);
        if (pair.isEmpty() || list.isEmpty() || !list.get().is(CKinds.INITIALIZERS)) {
            return Other.UNKNOWN;
        }
        return designated(file, list(file, list.get(), 0), pair.get(), designator);
    }

    /** The type behind the designators of a pair that come before one of them, or behind all. */
    private CType designated(SourceFile file, CType whole, SyntaxNode pair, SyntaxNode last) {
        CType type = whole;
        for (SyntaxNode one : pair.children()) {
            if (one.equals(last)) {
                return type;
            }
            if (one.is("subscript_designator")) {
                type = type.pointed();
            } else if (one.is(CKinds.FIELD_DESIGNATOR)) {
                Optional<SyntaxNode> name = CKinds.parts(one).stream().findFirst();
                type = name.isPresent()
                        ? expressions.memberType(file, type, name.get().text())
                        : Other.UNKNOWN;
            }
        }
        return type;
    }

    private CType list(SourceFile file, SyntaxNode list, int depth) {
        SyntaxNode parent = list.parent().orElse(list);
        if (depth > DEEPEST) {
            return Other.UNKNOWN;
        }
        return switch (parent.kind()) {
            case CKinds.INIT_DECLARATOR -> declared(file, parent);
            case "compound_literal_expression" ->
                parent.child(CKinds.TYPE)
                        .map(type -> CExpressions.described(file, type))
                        .orElse(Other.UNKNOWN);
            case CKinds.INITIALIZER_PAIR ->
                parent.parent()
                        .map(outer -> designated(file, list(file, outer, depth + 1), parent, list))
                        .orElse(Other.UNKNOWN);
            case CKinds.INITIALIZERS -> at(file, list(file, parent, depth + 1), parent, list);
            default -> Other.UNKNOWN;
        };
    }

    private static CType declared(SourceFile file, SyntaxNode declarator) {
        return declarator
                .parent()
                .map(declaration -> CType.declared(file, declaration, declarator))
                .orElse(Other.UNKNOWN);
    }

    /** The type of a list within another one, by its place. */
    private CType at(SourceFile file, CType outer, SyntaxNode list, SyntaxNode inner) {
        if (outer instanceof CType.Pointer array) {
            return array.to();
        }
        int place = CKinds.parts(list).indexOf(inner);
        List<CMembers.Struct> structs = members.structs(file, outer);
        if (structs.size() != 1 || place < 0) {
            return Other.UNKNOWN;
        }
        List<CSymbol> fields = CNames.of(structs.get(0).members().stream(), Kind.MEMBER);
        boolean isPlain = list.children(CKinds.INITIALIZER_PAIR).isEmpty();
        return isPlain && place < fields.size() ? expressions.typeOf(fields.get(place)) : Other.UNKNOWN;
    }
}
