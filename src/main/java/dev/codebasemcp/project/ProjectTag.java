package dev.codebasemcp.project;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.quoting.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for tags of projects: short words without blanks or commas, so that lists of them need no quotes. */
public final class ProjectTag {
    /** What precedes a tag where names of projects are accepted, too. */
    static final String PREFIX = "tag:";

    private static final Pattern VALID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

    private ProjectTag() {}

    /**
     * Returns the tags as they are stored: in lower case, each once.
     *
     * @throws RejectedException if one is invalid
     */
    public static List<String> check(List<String> given) {
        return given.stream().map(ProjectTag::check).distinct().toList();
    }

    private static String check(String given) {
        String tag = normal(given);
        if (!VALID.matcher(tag).matches()) {
            throw new RejectedException("The tag \"" + Quoted.brief(given)
                    + "\" is not valid; a tag is 1 to 64 letters, digits, dots, hyphens and underscores, and begins"
                    + " with a letter or digit.");
        }
        return tag;
    }

    /** Returns the stored form of a tag that may not exist. */
    static String normal(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }
}
