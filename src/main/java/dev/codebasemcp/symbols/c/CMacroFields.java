package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.c.CTokens.Token;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads fields of structs from macros such as {@code #define FIELDS int flags; struct loop* loop;}. Used once. */
final class CMacroFields {
    private static final Set<String> QUALIFIERS = Set.of("const", "volatile", "unsigned", "signed", "long", "short");
    private static final Set<String> TAGS = Set.of("struct", "union", "enum");
    private static final Set<String> NO_TYPES = Set.of(
            "do", "if", "for", "while", "return", "case", "goto", "switch", "else", "static", "extern", "typedef");

    private final SourceFile file;
    private final SyntaxNode macro;
    private final Map<Integer, SyntaxNode> words = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private boolean isOther;

    /**
     * A field.
     *
     * @param type of it, as far as the words before its name tell
     */
    record Field(CSymbol symbol, CType type) {}

    private CMacroFields(SourceFile file, SyntaxNode macro) {
        this.file = file;
        this.macro = macro;
        macro.children().forEach(word -> words.put(word.start(), word));
    }

    /** Returns the fields that a macro declares; none if it stands for something else. */
    static List<Field> of(SourceFile file, SyntaxNode macro) {
        int from = macro.child(CKinds.NAME).map(SyntaxNode::end).orElse(macro.end());
        List<Token> tokens = CTokens.of(file.tree().text().utf8(), from, macro.end());
        if (!macro.is(CKinds.MACRO) || tokens.stream().noneMatch(token -> token.is(';'))) {
            return List.of();
        }
        CMacroFields all = new CMacroFields(file, macro);
        List<Token> statement = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is('{') ? 1 : 0;
            if (depth == 0 && token.is(';')) {
                all.declare(statement);
                statement.clear();
            } else if (depth == 0) {
                statement.add(token);
            }
            depth -= token.is('}') ? 1 : 0;
        }
        return all.isOther ? List.of() : all.fields;
    }

    /** Reads a declaration: the name is the last word, or that in parentheses after a star. */
    private void declare(List<Token> tokens) {
        List<Token> plain = tokens.stream()
                .filter(token -> !token.isWord() || !QUALIFIERS.contains(text(token)))
                .toList();
        isOther |= plain.isEmpty() || !plain.get(0).isWord() || NO_TYPES.contains(text(plain.get(0)));
        int parenthesis = indexOf(plain, '(');
        if (parenthesis >= 0) {
            declarePointer(plain, parenthesis);
        } else {
            declarePlain(plain);
        }
    }

    /** Takes the name from {@code int (*name)(void)}. */
    private void declarePointer(List<Token> tokens, int parenthesis) {
        boolean isPointer =
                parenthesis + 2 < tokens.size() && tokens.get(parenthesis + 1).is('*');
        isOther |= !isPointer;
        if (isPointer) {
            add(tokens.get(parenthesis + 2), CType.Other.UNKNOWN);
        }
    }

    private void declarePlain(List<Token> tokens) {
        CType type = type(tokens);
        for (int i = 1; i < tokens.size(); i++) {
            if (isName(tokens, i)) {
                boolean isPointer = tokens.get(i - 1).is('*') || isAt(tokens, i + 1, '[');
                add(tokens.get(i), isPointer ? new CType.Pointer(type) : type);
            }
        }
    }

    /** Whether a word is neither of the type, nor a length in brackets, nor the width of a bit field. */
    private static boolean isName(List<Token> tokens, int at) {
        Token before = tokens.get(at - 1);
        boolean isLast = at + 1 == tokens.size()
                || !(tokens.get(at + 1).isWord() || tokens.get(at + 1).is('*'));
        return tokens.get(at).isWord() && isLast && !before.is('[') && !before.is(':');
    }

    private static boolean isAt(List<Token> tokens, int at, char sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    private CType type(List<Token> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).isWord()) {
            return CType.Other.UNKNOWN;
        }
        boolean isTag = TAGS.contains(text(tokens.get(0)));
        return isTag && tokens.size() > 1 ? new CType.Tag(text(tokens.get(1))) : new CType.Named(text(tokens.get(0)));
    }

    private void add(Token name, CType type) {
        Optional.ofNullable(words.get(name.from())).ifPresent(word -> {
            Declaration declaration = new Declaration(
                    file, macro.child(CKinds.NAME).map(SyntaxNode::text).orElse("") + "." + word.text(), word, word);
            fields.add(new Field(new CSymbol(Kind.MEMBER, declaration, word, false), type));
        });
    }

    private static int indexOf(List<Token> tokens, char sign) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(sign)) {
                return i;
            }
        }
        return -1;
    }

    private String text(Token token) {
        return file.tree().text().slice(token.from(), token.to());
    }
}
