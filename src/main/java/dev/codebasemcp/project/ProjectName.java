package dev.codebasemcp.project;

import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;

/** The rules for project names. */
public final class ProjectName {
    static final String ACCEPTED = "text of 1 to 255 characters, not blank";

    private static final int MAX_LENGTH = 255;

    private ProjectName() {}

    static boolean isValid(String name) {
        return !name.isBlank()
                && name.codePointCount(0, name.length()) <= MAX_LENGTH
                && name.codePoints().noneMatch(ProjectName::unstorable);
    }

    /**
     * Validates a user's name for a new project.
     *
     * @throws RejectedException if it is invalid
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw new RejectedException("The name '" + name + "' is not valid; a project's name is " + ACCEPTED + ".");
        }
        if (ProjectId.parse(name).isPresent()) {
            throw new RejectedException("The name '" + name + "' looks like a project id, so the"
                    + " project could not be found by its name; choose a name that is not a UUID.");
        }
        return name;
    }

    /** Whether PostgreSQL or UTF-8 cannot store the code point. */
    static boolean unstorable(int point) {
        return point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
