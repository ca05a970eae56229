/**
 * The tables of a project's database: what indexing writes and search reads, with the formats of packed columns. The
 * doors are {@link dev.codebasemcp.database.index.IndexStore} and {@link
 * dev.codebasemcp.database.index.IndexSnapshot}.
 */
@NullMarked
package dev.codebasemcp.database.index;

import org.jspecify.annotations.NullMarked;
