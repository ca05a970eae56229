package dev.codebasemcp.search.query;

import java.util.List;
import java.util.Optional;

/**
 * What of a query may be files.
 *
 * @param paths what may be paths or names of files, in order of appearance
 * @param whole the whole query as a path that has blanks, brackets or the like; empty if it is none
 */
public record AskedFiles(List<AskedPath> paths, Optional<AskedPath> whole) {
    public AskedFiles {
        paths = List.copyOf(paths);
    }
}
