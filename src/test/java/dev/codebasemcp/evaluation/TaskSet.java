package dev.codebasemcp.evaluation;

import dev.codebasemcp.model.LineRange;
import java.util.List;

/**
 * The tasks of one repository.
 *
 * @param name the name of its directory
 * @param language the one that most of it is written in
 * @param root the part of it that is indexed, relative to its directory; empty for all
 */
public record TaskSet(String name, String language, String root, List<Task> tasks) {
    public TaskSet {
        tasks = List.copyOf(tasks);
    }

    /** A found path as the targets have it. */
    String fromTop(String foundPath) {
        return root.isEmpty() ? foundPath : root + "/" + foundPath;
    }

    /** A hit anywhere in a found file, since candidates do not know their lines. */
    Hit inFile(String foundPath) {
        return new Hit(fromTop(foundPath), new LineRange(1, 1), 0, "");
    }
}
