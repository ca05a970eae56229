package dev.codebasemcp.symbols.python;

import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Optional;

/**
 * A module or package of the code base.
 *
 * @param path of its file without ending, or of its directory; empty for the root of the repository
 * @param file empty for a package without {@code __init__.py}
 */
record Module(RepositoryId repository, String path, Optional<SourceFile> file) {}
