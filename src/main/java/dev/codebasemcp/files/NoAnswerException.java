package dev.codebasemcp.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** A file system does not respond, most likely a disconnected network drive. */
public final class NoAnswerException extends FileSystemException {
    private static final long serialVersionUID = 1;

    NoAnswerException(Path place, Duration timeout) {
        super(place.toString(), null, told(timeout) + "; if it is a network drive, connect it again");
    }

    /** Describes the missing response. */
    public static String told(Duration timeout) {
        return "the file system has not answered for " + timeout.toMillis() / 1e3 + " s";
    }
}
