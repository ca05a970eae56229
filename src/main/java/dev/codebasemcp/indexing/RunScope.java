package dev.codebasemcp.indexing;

import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;

/**
 * What one run is about.
 *
 * @param force whether all files are indexed anew
 */
record RunScope(RepositoryId repositoryId, Path root, IndexSettings settings, Embedder embedder) {}
