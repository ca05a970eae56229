package dev.codebasemcp.indexing;

import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What one run is about.
 *
 * @param force whether all files are indexed anew
 * @param startedAt when the run began: the time at which its files were looked at, at the earliest
 */
record RunScope(
        RepositoryId repository,
        Path root,
        boolean force,
        Instant startedAt,
        IndexSettings settings,
        Embedder embedder) {}
