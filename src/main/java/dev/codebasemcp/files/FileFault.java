package dev.codebasemcp.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Describes I/O failures in words. An exception's own text is often only the path, and its class name means nothing
 * to users.
 */
public final class FileFault {
    private FileFault() {}

    /** Returns a few words without a full stop, with the path if the exception knows it. */
    public static String words(IOException failure) {
        if (failure instanceof FileSystemException about) {
            return reason(about) + (about.getFile() == null ? "" : ": " + about.getFile());
        }
        if (failure instanceof CharacterCodingException) {
            return "not in the expected encoding";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "input or output failed" : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileSystemLoopException) {
            return "its links lead in a circle";
        }
        return failure.getReason() == null ? "input or output failed" : failure.getReason();
    }
}
