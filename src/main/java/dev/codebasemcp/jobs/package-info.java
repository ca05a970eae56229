/** Runs indexing jobs from a queue in PostgreSQL; independent of indexing itself. */
@NullMarked
package dev.codebasemcp.jobs;

import org.jspecify.annotations.NullMarked;
