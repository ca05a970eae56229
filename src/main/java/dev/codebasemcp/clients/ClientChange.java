package dev.codebasemcp.clients;

/**
 * What was done to one file of a client.
 *
 * @param client its title
 * @param place the file, or the reason why there is none
 */
public record ClientChange(String client, Kind kind, String place) {
    /** The kinds of outcome. */
    public enum Kind {
        ADDED,
        UPDATED,
        /** It was as it should be. */
        UNCHANGED,
        REMOVED,
        /** There was nothing to remove. */
        ABSENT,
        /** The file could not be changed; the place says why. */
        REFUSED
    }
}
