package dev.codebasemcp.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file has been replaced by something that is not read. */
public final class NotRegularException extends FileSystemException {
    private static final long serialVersionUID = 1;

    public NotRegularException(Path file, String reason) {
        super(file.toString(), null, reason);
    }
}
