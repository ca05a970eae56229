package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.c.CType.Other;
import dev.codebasemcp.symbols.resolve.NodeMemo;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the types of expressions. */
final class CExpressions {
    /** What is nested deeper has no known type. */
    private static final int DEEPEST = 200;

    private final CNames names;
    private final CMembers members;
    private final NodeMemo<CType> known = new NodeMemo<>(DEEPEST, Other.UNKNOWN);

    CExpressions(CNames names, CMembers members) {
        this.names = names;
        this.members = members;
    }

    /** Returns the type of an expression in a file. */
    CType of(SourceFile file, SyntaxNode node) {
        return known.of(node, () -> compute(file, node));
    }

    private CType compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case CKinds.IDENTIFIER -> identifier(file, node);
            case CKinds.FIELD_EXPRESSION -> field(file, node);
            case CKinds.CALL -> call(file, node);
            case CKinds.SUBSCRIPT -> child(file, node, CKinds.ARGUMENT).pointed();
            case CKinds.POINTER_EXPRESSION -> pointer(file, node);
            case CKinds.PARENTHESIZED ->
                CKinds.parts(node).stream()
                        .findFirst()
                        .map(inner -> of(file, inner))
                        .orElse(Other.UNKNOWN);
            case "cast_expression", "compound_literal_expression" ->
                node.child(CKinds.TYPE).map(type -> described(file, type)).orElse(Other.UNKNOWN);
            default -> operation(file, node);
        };
    }

    private CType operation(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "assignment_expression" -> child(file, node, CKinds.LEFT);
            case "comma_expression" -> child(file, node, "right");
            case "update_expression" -> child(file, node, CKinds.ARGUMENT);
            case "conditional_expression" -> either(child(file, node, "consequence"), child(file, node, "alternative"));
            case "binary_expression" -> sum(child(file, node, CKinds.LEFT), child(file, node, "right"));
            case "number_literal",
                    "string_literal",
                    "char_literal",
                    "sizeof_expression",
                    "unary_expression",
                    "true",
                    "false",
                    "null",
                    "concatenated_string" -> Other.PLAIN;
            default -> Other.UNKNOWN;
        };
    }

    private static CType either(CType one, CType other) {
        return one instanceof Other ? other : one;
    }

    /** A pointer and a number are a pointer. */
    private static CType sum(CType left, CType right) {
        if (left instanceof CType.Pointer) {
            return left;
        }
        return right instanceof CType.Pointer || left == Other.PLAIN ? right : left;
    }

    private CType child(SourceFile file, SyntaxNode node, String field) {
        return node.child(field).map(child -> of(file, child)).orElse(Other.UNKNOWN);
    }

    /** The type that a cast or a literal writes. */
    static CType described(SourceFile file, SyntaxNode descriptor) {
        CType base = descriptor
                .child(CKinds.TYPE)
                .map(type -> CType.written(file, type))
                .orElse(Other.UNKNOWN);
        return descriptor
                .child(CKinds.DECLARATOR)
                .map(declarator -> CType.wrapped(base, declarator))
                .orElse(base);
    }

    private CType pointer(SourceFile file, SyntaxNode node) {
        CType inner = child(file, node, CKinds.ARGUMENT);
        boolean isAddress = node.tree().text().utf8()[node.start()] == '&';
        return isAddress && inner != Other.UNKNOWN ? new CType.Pointer(inner) : inner.pointed();
    }

    private CType identifier(SourceFile file, SyntaxNode node) {
        List<CLocal> locals = CFacts.of(file).scopes().all(node.text(), node);
        return locals.isEmpty()
                ? global(file, node.text())
                : CType.any(locals.stream().map(one -> CType.declared(file, one.declaration(), one.declarator())));
    }

    private CType global(SourceFile file, String name) {
        List<CSymbol> found = names.visible(file, name);
        List<CSymbol> used = found.isEmpty() ? names.outlined(name) : found;
        return CType.any(used.stream().map(this::typeOf));
    }

    /** The type of what a symbol names. */
    CType typeOf(CSymbol symbol) {
        Optional<CType> ofMacro = CFacts.of(symbol.file()).macroType(symbol);
        if (ofMacro.isPresent()) {
            return ofMacro.get();
        }
        if (symbol.declarator().field().equals(CKinds.TYPE)) {
            // What a macro declares by its name, such as a bit.
            return Other.UNKNOWN;
        }
        return switch (symbol.kind()) {
            case FUNCTION, VARIABLE, MEMBER, METHOD ->
                CType.declared(symbol.file(), symbol.declaration().node(), symbol.declarator());
            case CONSTANT -> Other.PLAIN;
            default -> Other.UNKNOWN;
        };
    }

    private CType field(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> name = node.child("field");
        if (name.isEmpty()) {
            return Other.UNKNOWN;
        }
        return memberType(file, child(file, node, CKinds.ARGUMENT), name.get().text());
    }

    /** The type of a member. */
    CType memberType(SourceFile file, CType owner, String name) {
        return members.find(file, owner, name) instanceof CMembers.Own own
                ? CType.any(own.symbols().stream().map(this::typeOf))
                : Other.UNKNOWN;
    }

    private CType call(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> called = node.child(CKinds.CALLED);
        if (called.isEmpty()) {
            return Other.UNKNOWN;
        }
        CType type = of(file, called.get());
        for (int i = 0; i < CType.DEEPEST; i++) {
            if (type instanceof CType.Function function) {
                return function.result();
            }
            if (type instanceof CType.Variants variants) {
                type = variants.types().get(0);
            } else if (type instanceof CType.Pointer pointer) {
                type = pointer.to();
            } else if (type instanceof CType.Named named) {
                type = members.named(file, named.name()).stream().findFirst().orElse(Other.UNKNOWN);
            } else {
                break;
            }
        }
        return called.get().is(CKinds.IDENTIFIER) ? macro(file, called.get(), node) : Other.UNKNOWN;
    }

    /** A macro that casts to a parameter, such as {@code container_of(pointer, type, member)}. */
    private CType macro(SourceFile file, SyntaxNode called, SyntaxNode call) {
        List<CSymbol> macros = CNames.of(names.visible(file, called.text()).stream(), Kind.MACRO);
        List<SyntaxNode> arguments =
                call.child(CKinds.ARGUMENTS).map(CKinds::parts).orElse(List.of());
        for (CSymbol macro : macros) {
            List<SyntaxNode> parts = macro.declaration().node().children();
            String body = macro.declaration().node().text();
            if (body.length() > LONGEST_MACRO) {
                continue;
            }
            int number = 0;
            for (SyntaxNode part : parts) {
                if (!part.is(CMacros.PARAMETER_NAME) || number >= arguments.size()) {
                    continue;
                }
                if (isCastTo(body, part.text())) {
                    return new CType.Pointer(
                            new CType.Named(arguments.get(number).text()));
                }
                number++;
            }
        }
        return macros.isEmpty()
                ? Other.UNKNOWN
                : macros.stream().map(CExpressions::cast).findFirst().orElse(Other.UNKNOWN);
    }

    private static boolean isCastTo(String body, String parameter) {
        return Pattern.compile("\\(\\s*(?:struct\\s+)?" + Pattern.quote(parameter) + "\\s*\\*\\s*\\)")
                .matcher(body)
                .find();
    }

    private static final int LONGEST_MACRO = 1_000;

    private static final Pattern CAST = Pattern.compile(
            "^\\s*#\\s*define\\s+\\w+\\s*\\([^)]*\\)[\\s\\\\]*\\(+\\s*(struct\\s+)?(\\w+)\\s*(\\*+)\\s*\\)\\s*[(\\w].*");

    /** A macro whose body begins with a cast. */
    private static CType cast(CSymbol macro) {
        String text = macro.declaration().node().text();
        Matcher matcher = CAST.matcher(text);
        if (text.length() > LONGEST_MACRO || !matcher.find()) {
            return Other.UNKNOWN;
        }
        CType base = matcher.group(1) == null ? new CType.Named(matcher.group(2)) : new CType.Tag(matcher.group(2));
        return new CType.Pointer(base);
    }
}
