package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.List;
import java.util.Optional;

/** The files that a resolver may look at. One state of an index, used by one thread. */
public interface CodeBase {
    /** Returns the files whose outlines define a plain name, in any case; at most some hundred. */
    List<SourceFile> defining(String name);

    /**
     * Returns the files that may define a name with a package or module before it: those with a definition whose own qualified
     * name is its end.
     *
     * @param qualifiedName joined by {@code .}
     */
    default List<SourceFile> definingQualified(String qualifiedName) {
        return defining(qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1));
    }

    /** Returns how many definitions have exactly this plain name, as the outlines say. */
    int definitions(String name);

    /** Returns a file by its path; empty if it is not indexed or cannot be parsed. */
    Optional<SourceFile> file(FileKey key);

    /** Whether a repository has an indexed file at a path. Cheaper than {@link #file}. */
    boolean holds(RepositoryId repository, String path);
}
