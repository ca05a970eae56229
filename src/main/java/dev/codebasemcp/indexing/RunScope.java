package dev.codebasemcp.indexing;

import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;

/** The repository, settings and model of one run. */
record RunScope(RepositoryId repositoryId, Path root, IndexSettings settings, Embedder embedder) {}
