package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which strings write types. */
final class WrittenTypes {
    /** How far above a string its annotation begins at most. */
    private static final int FARTHEST = 12;

    private static final Pattern TYPE = Pattern.compile("[\\w\\s.,|\\[\\]\"']+");

    private WrittenTypes() {}

    /** Whether a string writes a type with one of these names. */
    static boolean isMention(SyntaxNode string, Set<String> names) {
        String text = Texts.shortText(string);
        return names.stream().anyMatch(text::contains)
                && TYPE.matcher(text).matches()
                && WrittenType.names(text).stream()
                        .anyMatch(name -> Arrays.stream(name.split("\\.", -1)).anyMatch(names::contains))
                && isType(string);
    }

    private static boolean isType(SyntaxNode string) {
        SyntaxNode node = string;
        for (int step = 0; step < FARTHEST; step++) {
            Optional<SyntaxNode> around = node.parent();
            if (around.isEmpty() || around.get().is("block", "module")) {
                return false;
            }
            SyntaxNode parent = around.get();
            if (parent.is("argument_list", "keyword_argument")) {
                return isTypeArgument(parent, node);
            }
            if (node.is("type") && (node.field().equals("type") || node.field().equals("return_type"))) {
                return true;
            }
            if (parent.is("generic_type", "subscript") && isOfValues(parent)) {
                return false;
            }
            node = parent;
        }
        return false;
    }

    /** Whether a subscript has values instead of types. */
    private static boolean isOfValues(SyntaxNode subscript) {
        String name = Texts.lastName(Texts.shortText(subscript.children().get(0)));
        return name.equals("Literal") || name.equals("Annotated");
    }

    /** The first argument of {@code cast}, and the bound of a type variable. */
    private static boolean isTypeArgument(SyntaxNode list, SyntaxNode argument) {
        if (list.is("keyword_argument")) {
            return list.child("name")
                    .filter(name -> name.text().equals("bound"))
                    .isPresent();
        }
        List<SyntaxNode> arguments = list.children();
        boolean first = arguments.get(0).equals(argument);
        return first
                && list.parent()
                        .filter(call -> Texts.lastName(Texts.callee(call)).equals("cast"))
                        .isPresent();
    }
}
