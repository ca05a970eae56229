package dev.codebasemcp.search.query;

/** How sure it is that a name of a query is meant as the name of a definition. */
public enum NameRole {
    /** The whole query is this name. */
    SYMBOL,
    /** The last component of a dotted or otherwise qualified name that is the whole query. */
    COMPONENT,
    /** Written as code inside prose: camelCase, snake_case, a call, in backticks. */
    IDENTIFIER,
    /** A capitalised word inside prose, which may name a type. */
    TYPE,
    /** Neighbouring words of prose joined: "http client" may mean {@code HttpClient}. */
    JOINED,
    /** Like the name that the query gave, which nothing has: the beginning of this one, or misspelt. */
    SIMILAR
}
