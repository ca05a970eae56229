package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;

/** Reads short texts of nodes. */
final class Texts {
    private static final int LONGEST = 200;

    private Texts() {}

    /** The text of what is called, or of an expression that is no call. */
    static String callee(SyntaxNode node) {
        SyntaxNode callee = node.is("call") ? node.child("function").orElse(node) : node;
        return shortText(callee);
    }

    /** The text of a name with dots; empty if it is too long for one. */
    static String shortText(SyntaxNode node) {
        return node.end() - node.start() > LONGEST ? "" : node.text();
    }

    static String lastName(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    /** A short decimal number, or {@link Source#WHOLE}. */
    static int number(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : Source.WHOLE;
    }
}
