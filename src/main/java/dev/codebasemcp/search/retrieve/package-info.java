/**
 * Finds candidates; {@link dev.codebasemcp.search.retrieve.Retrieval} is the entry point. Filters apply before any cut,
 * and each retriever makes one round trip to the database.
 */
@NullMarked
package dev.codebasemcp.search.retrieve;

import org.jspecify.annotations.NullMarked;
