package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.parser.MacroMarks;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.code.tree.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The macros of a file as a tree of their own. A grammar reads the body of a macro as one text, because it need not be whole code.
 * Here each name in it is a node, at its place in the file.
 *
 * <p>A macro has its name in the field {@code name}, its parameters as {@code parameter}, and then the names of its body: an
 * {@code identifier}, a {@code type_identifier} after {@code struct}, or a {@code field_identifier} after a dot or an arrow. The
 * field {@code function} marks what is called. Marks that the grammar does not see are identifiers outside of macros.
 */
final class CMacros {
    static final String PARAMETER_NAME = "parameter";

    private static final List<String> KINDS = List.of(
            "macros",
            CKinds.MACRO,
            CKinds.MACRO_FUNCTION,
            CKinds.IDENTIFIER,
            CKinds.TYPE_IDENTIFIER,
            CKinds.FIELD_IDENTIFIER,
            PARAMETER_NAME);
    private static final List<String> FIELDS = List.of("", CKinds.NAME, CKinds.CALLED);
    private static final int NO_FIELD = 0;
    private static final int NAME = 1;
    private static final int CALLED = 2;

    private final SyntaxTree file;
    private final byte[] text;
    private final SyntaxTree.Builder builder = new SyntaxTree.Builder(KINDS, FIELDS);

    private CMacros(SyntaxTree file) {
        this.file = file;
        this.text = file.text().utf8();
    }

    /** Reads the macros of a file. */
    static SyntaxTree of(SyntaxTree file) {
        return new CMacros(file).read();
    }

    private SyntaxTree read() {
        int root = builder.open(0, NO_FIELD, -1, 0, text.length);
        for (MacroMarks.Range mark : MacroMarks.in(file.text())) {
            leaf(CKinds.IDENTIFIER, NO_FIELD, root, mark.from(), mark.to());
        }
        for (SyntaxNode macro : file.nodes(Set.of(CKinds.MACRO, CKinds.MACRO_FUNCTION, "preproc_call")::contains)) {
            if (macro.is("preproc_call")) {
                undefined(macro, root);
            } else {
                macro(macro, root);
            }
        }
        builder.close(root);
        return builder.build(file.text());
    }

    /** {@code #undef X}. Other lines, such as {@code #error}, have any text. */
    private void undefined(SyntaxNode line, int root) {
        if (line.child("directive").filter(one -> one.text().endsWith("undef")).isPresent()) {
            line.child(CKinds.ARGUMENT).ifPresent(argument -> body(argument, root, Set.of()));
        }
    }

    private void macro(SyntaxNode macro, int root) {
        List<SyntaxNode> parts = macro.children();
        int end = parts.stream().mapToInt(SyntaxNode::end).max().orElse(macro.end());
        int node = builder.open(KINDS.indexOf(macro.kind()), NO_FIELD, root, macro.start(), end);
        Set<String> parameters = new HashSet<>();
        for (SyntaxNode part : parts) {
            if (part.field().equals(CKinds.NAME)) {
                leaf(CKinds.IDENTIFIER, NAME, node, part.start(), part.end());
            } else if (part.is("preproc_params")) {
                for (SyntaxNode parameter : part.children(CKinds.IDENTIFIER)) {
                    parameters.add(parameter.text());
                    leaf(PARAMETER_NAME, NO_FIELD, node, parameter.start(), parameter.end());
                }
            } else if (part.field().equals(CKinds.VALUE)) {
                body(part, node, parameters);
            }
        }
        builder.close(node);
    }

    private void leaf(String kind, int field, int parent, int from, int to) {
        builder.close(builder.open(KINDS.indexOf(kind), field, parent, from, to));
    }

    private void body(SyntaxNode value, int parent, Set<String> parameters) {
        List<CTokens.Token> tokens = CTokens.of(text, value.start(), value.end());
        for (int i = 0; i < tokens.size(); i++) {
            CTokens.Token token = tokens.get(i);
            if (!token.isWord() || isJoined(tokens, i)) {
                continue;
            }
            String name = new String(text, token.from(), token.to() - token.from(), StandardCharsets.UTF_8);
            boolean isCalled = i + 1 < tokens.size() && tokens.get(i + 1).is('(');
            String kind = parameters.contains(name) ? PARAMETER_NAME : kind(tokens, i);
            leaf(kind, isCalled ? CALLED : NO_FIELD, parent, token.from(), token.to());
        }
    }

    /** Whether a word is only a part of a name, or a text: {@code a ## b}, {@code #a}. */
    private static boolean isJoined(List<CTokens.Token> tokens, int i) {
        return (i > 0 && tokens.get(i - 1).is('#'))
                || (i + 1 < tokens.size() && tokens.get(i + 1).is('#'));
    }

    private String kind(List<CTokens.Token> tokens, int i) {
        if (i == 0) {
            return CKinds.IDENTIFIER;
        }
        CTokens.Token before = tokens.get(i - 1);
        if (before.is('.') || (before.is('>') && i > 1 && tokens.get(i - 2).is('-'))) {
            return CKinds.FIELD_IDENTIFIER;
        }
        return Set.of("struct", "union", "enum").contains(text(before)) ? CKinds.TYPE_IDENTIFIER : CKinds.IDENTIFIER;
    }

    private String text(CTokens.Token token) {
        return file.text().slice(token.from(), token.to());
    }

    /** The names in a file's macros, without those that macros declare. */
    static List<SyntaxNode> mentions(SyntaxTree macros, Set<String> names) {
        List<SyntaxNode> found = new ArrayList<>();
        for (SyntaxNode node : macros.nodes(kind -> kind.endsWith(CKinds.IDENTIFIER))) {
            if (!node.field().equals(CKinds.NAME) && names.contains(node.text())) {
                found.add(node);
            }
        }
        return found;
    }
}
