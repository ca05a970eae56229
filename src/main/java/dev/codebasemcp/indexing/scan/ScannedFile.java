package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.FileStamp;
import java.nio.file.Path;

/**
 * A regular file that the walk found.
 *
 * @param path relative to the scanned root, with {@code /} between the components
 * @param absolutePath where to open it; kept because some locales cannot map a name's text back to the file
 * @param stamp its state during the walk
 */
public record ScannedFile(String path, Path absolutePath, FileStamp stamp) {
    /** The last component of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
