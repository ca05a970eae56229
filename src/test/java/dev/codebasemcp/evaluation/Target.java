package dev.codebasemcp.evaluation;

import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A place that answers a query.
 *
 * @param path of the file; it may have more or fewer directories in front than what is found
 * @param lines empty for the whole file
 */
public record Target(String path, Optional<LineRange> lines) {
    /** Whether a found place is (part of) this one. */
    boolean isAnsweredBy(String foundPath, LineRange foundLines) {
        boolean sameFile = foundPath.equals(path) || foundPath.endsWith("/" + path) || path.endsWith("/" + foundPath);
        return sameFile && lines.map(foundLines::overlaps).orElse(true);
    }
}
