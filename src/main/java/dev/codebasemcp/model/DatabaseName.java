package dev.codebasemcp.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a project's database.
 *
 * @param value matches {@code ^cb_proj_[a-z0-9_]+_[a-f0-9]{8}$}, at most 63 bytes
 */
public record DatabaseName(String value) {
    /** The form of every project database's name; also said in error messages. */
    public static final String FORM = "^cb_proj_[a-z0-9_]+_[a-f0-9]{8}$";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int MAX_BYTES = 63;
    private static final int MAX_NAME_PART = 30;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if {@code value} has not that form
     */
    public DatabaseName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a project database name: " + value);
        }
    }

    /** The name if it has the required form, else empty. */
    public static Optional<DatabaseName> parse(String text) {
        return isValid(text) ? Optional.of(new DatabaseName(text)) : Optional.empty();
    }

    /**
     * The default name of a project's database: {@code cb_proj_}, the project's name in lower case with spaces and
     * hyphens as underscores and everything else dropped, cut to 30 characters ("project" if nothing is left), and the
     * first 8 hex digits of the id.
     */
    public static DatabaseName of(String projectName, ProjectId id) {
        String part =
                projectName.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_").replaceAll("[^a-z0-9_]", "");
        if (part.length() > MAX_NAME_PART) {
            part = part.substring(0, MAX_NAME_PART);
        }
        if (part.isEmpty()) {
            part = "project";
        }
        return new DatabaseName("cb_proj_" + part + "_" + id.toString().substring(0, 8));
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        return text.length() <= MAX_BYTES && PATTERN.matcher(text).matches();
    }
}
