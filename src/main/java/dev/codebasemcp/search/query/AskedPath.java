package dev.codebasemcp.search.query;

import java.util.Optional;

/**
 * A piece of a query that may be the path or the name of a file. Only the index can tell whether there is such a file.
 *
 * @param path in lower case, with {@code /}, without {@code ./} at the start; absolute paths start with {@code /}
 * @param line the line after it, from 1, as in {@code src/a.py:500}
 * @param certain whether it can hardly mean anything else: it is the whole query, has a directory or a line
 */
public record AskedPath(String path, Optional<Integer> line, boolean certain) {}
