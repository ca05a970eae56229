package dev.codebasemcp.database;

/**
 * Quotes names and texts for the few SQL statements that cannot bind them as parameters. Whatever else is put into the text
 * of a statement is a number or a constant of this program.
 */
public final class Identifiers {
    private Identifiers() {}

    /** {@code name} as a quoted SQL identifier. */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of a database object: '" + name + "'");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code text} as an SQL string, for statements that take no parameters. */
    static String quoteText(String text) {
        if (text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text that SQL may read in two ways: " + text);
        }
        return "'" + text.replace("'", "''") + "'";
    }
}
