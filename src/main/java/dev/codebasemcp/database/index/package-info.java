/**
 * The tables of a project's database, which indexing writes and the search reads, and the formats of packed columns.
 * The entry points are {@link dev.codebasemcp.database.index.IndexStore} and {@link
 * dev.codebasemcp.database.index.IndexSnapshot}.
 */
@NullMarked
package dev.codebasemcp.database.index;

import org.jspecify.annotations.NullMarked;
