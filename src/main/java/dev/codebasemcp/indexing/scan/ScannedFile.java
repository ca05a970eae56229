package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.FileStamp;
import java.nio.file.Path;

/**
 * A regular file that the walk found.
 *
 * @param path relative to the scanned root, with {@code /} between the components
 * @param absolutePath where to open it; kept because a name cannot be found again by its text in every locale
 * @param stamp its state when the walk came by
 */
public record ScannedFile(String path, Path absolutePath, FileStamp stamp) {
    /** The last component of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
