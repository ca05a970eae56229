package dev.codebasemcp.project;

import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;

/** What can be the name of a project. */
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
     * A name that somebody types for a new project.
     *
     * @throws RejectedException if it cannot be one
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw new RejectedException(
                    "The name '" + name + "' cannot be used; a project's name is " + ACCEPTED + ".");
        }
        if (ProjectId.parse(name).isPresent()) {
            throw new RejectedException("The name '" + name + "' would be taken for the id of a project, so that the"
                    + " project could not be found by its name; choose a name that is no UUID.");
        }
        return name;
    }

    /** Neither PostgreSQL nor UTF-8 can hold it. */
    static boolean unstorable(int point) {
        return point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
