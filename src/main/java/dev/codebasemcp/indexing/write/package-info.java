/**
 * Turns chunks into rows. Several {@link dev.codebasemcp.indexing.write.ContentIndexer}s prepare one file each in
 * parallel; {@link dev.codebasemcp.indexing.write.BatchAssembler} gathers their results into batches for the database.
 */
@NullMarked
package dev.codebasemcp.indexing.write;

import org.jspecify.annotations.NullMarked;
