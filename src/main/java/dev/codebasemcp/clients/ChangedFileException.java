package dev.codebasemcp.clients;

/** Another program changed a file after it was read. The file is as that program left it. */
final class ChangedFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangedFileException(String message) {
        super(message);
    }
}
