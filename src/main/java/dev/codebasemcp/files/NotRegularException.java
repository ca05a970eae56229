package dev.codebasemcp.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file was replaced by something that must not be read. */
public final class NotRegularException extends FileSystemException {
    private static final long serialVersionUID = 1;

    public NotRegularException(Path file, String reason) {
        super(file.toString(), null, reason);
    }
}
