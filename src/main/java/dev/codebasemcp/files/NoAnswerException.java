package dev.codebasemcp.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file system does not answer: most likely a network drive that is not connected. */
public final class NoAnswerException extends FileSystemException {
    private static final long serialVersionUID = 1;

    NoAnswerException(Path place, String reason) {
        super(place.toString(), null, reason + "; if it is a network drive, connect it again");
    }
}
