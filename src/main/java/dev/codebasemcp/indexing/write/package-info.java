/**
 * Turns chunks into rows: {@link dev.codebasemcp.indexing.write.ContentIndexer} works on one file at a time and in
 * parallel, {@link dev.codebasemcp.indexing.write.BatchAssembler} gathers what it made into batches for the database.
 */
@NullMarked
package dev.codebasemcp.indexing.write;

import org.jspecify.annotations.NullMarked;
