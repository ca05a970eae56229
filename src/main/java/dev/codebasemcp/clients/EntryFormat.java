package dev.codebasemcp.clients;

import java.util.List;
import java.util.Map;

/**
 * A format of clients' files: it adds, changes and removes one entry and leaves all other characters as they are.
 * Values are strings, numbers, booleans, lists and maps. Stateless.
 */
sealed interface EntryFormat permits JsonFormat, TomlFormat, YamlFormat {
    /**
     * Returns the whole document; empty for a text without content.
     *
     * @throws BrokenTextException if the text has another syntax, or is no table of names and values
     */
    Map<String, Object> parse(String text) throws BrokenTextException;

    /**
     * Adds or changes the entry.
     *
     * @param path the keys that lead to the entry; the last one is its name
     * @throws BrokenTextException if the text cannot be edited
     */
    String put(String text, List<String> path, Map<String, Object> entry) throws BrokenTextException;

    /** Removes what is at {@code path}, which exists. */
    String remove(String text, List<String> path) throws BrokenTextException;
}
