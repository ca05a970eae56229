package dev.codebasemcp.database.index;

import java.util.Locale;

/**
 * A form of plain names, where {@code *} stands for any characters. Every other character is literal.
 *
 * @param written in lower case
 */
public record NameForm(String written) {
    public NameForm {
        written = written.toLowerCase(Locale.ROOT);
    }

    /** What is before the first {@code *}. */
    String prefix() {
        int star = written.indexOf('*');
        return star < 0 ? written : written.substring(0, star);
    }

    /** The form as a pattern of {@code like}. */
    String like() {
        return written.replaceAll("[\\\\%_]", "\\\\$0").replaceAll("\\*+", "%");
    }
}
