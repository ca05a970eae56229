/** Runs indexing jobs from a queue in PostgreSQL; knows nothing of indexing itself. */
@NullMarked
package dev.codebasemcp.jobs;

import org.jspecify.annotations.NullMarked;
