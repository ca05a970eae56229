package dev.codebasemcp.indexing;

import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;

/** What one run indexes, and how. */
record RunScope(RepositoryId repositoryId, Path root, IndexSettings settings, Embedder embedder) {}
