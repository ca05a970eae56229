package dev.codebasemcp.database;

/**
 * Quotes names and texts for the few SQL statements that cannot bind them as parameters. All other parts of statements
 * are numbers or constants of this program.
 */
public final class Identifiers {
    private Identifiers() {}

    /** Quotes {@code name} as an SQL identifier. */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of a database object: '" + name + "'");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Quotes {@code text} as an SQL string, for statements without parameters. */
    static String quoteText(String text) {
        if (text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text that SQL may read in two ways: " + text);
        }
        return "'" + text.replace("'", "''") + "'";
    }
}
