package dev.codebasemcp.clients;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was done to one file of a client.
 *
 * @param name as users type it
 * @param title as its maker writes it
 * @param file empty if the client has no such file
 * @param problem why the file could not be changed; empty if nothing was wrong
 */
public record ClientChange(String name, String title, Kind kind, Optional<Path> file, Optional<String> problem) {
    /** The kinds of outcome. */
    public enum Kind {
        ADDED,
        UPDATED,
        /** It was as it should be. */
        UNCHANGED,
        REMOVED,
        /** There was nothing to remove. */
        ABSENT,
        /** The file could not be changed; the problem says why. */
        REFUSED
    }
}
