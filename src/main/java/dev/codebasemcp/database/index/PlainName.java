package dev.codebasemcp.database.index;

import java.util.Locale;

/** Reads a plain name as it is written from a stored definition, which keeps it in lower case. */
final class PlainName {
    private PlainName() {}

    /** Returns the end of a qualified name that its key stands for. */
    static String of(String qualifiedName, String nameKey) {
        int start = qualifiedName.length() - nameKey.length();
        // If lower case changes the length of a name, the name is assumed to follow the last dot.
        return start >= 0
                        && qualifiedName
                                .substring(start)
                                .toLowerCase(Locale.ROOT)
                                .equals(nameKey)
                ? qualifiedName.substring(start)
                : qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }
}
