package dev.codebasemcp.search.query;

/** How likely a name in a query means a definition, and why. */
public enum NameRole {
    /** The whole query is this name. */
    SYMBOL,
    /** The last component of a qualified name that is the whole query. */
    COMPONENT,
    /** Code in prose: camelCase, snake_case, a call, or in backticks. */
    IDENTIFIER,
    /** A capitalised word in prose, which may name a type. */
    TYPE,
    /** Adjacent words of prose joined: "http client" may mean {@code HttpClient}. */
    JOINED,
    /** The requested name in the other style: {@code is_blank} where {@code isBlank} is asked for. */
    OTHER_STYLE,
    /** A name similar to an undefined name in the query: one that starts with it, or a correction of a misspelling. */
    SIMILAR
}
