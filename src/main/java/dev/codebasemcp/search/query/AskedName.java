package dev.codebasemcp.search.query;

/**
 * A name whose definition the asker may want.
 *
 * @param name in lower case, without separators of scopes
 * @param role how the query gave it
 */
public record AskedName(String name, NameRole role) {}
