package dev.codebasemcp.search.query;

/**
 * A name whose definition the query may ask for.
 *
 * @param name in lower case, without scope separators
 * @param role how the query mentioned it
 */
public record AskedName(String name, NameRole role) {}
