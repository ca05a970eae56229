package dev.codebasemcp.search;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import java.util.Optional;

/**
 * One found chunk.
 *
 * @param chunkId its id in the project's database
 * @param filePath relative to the repository
 * @param lines the lines that {@code content} shows, in a concise answer those of the chunk
 * @param language the language's id
 * @param kind what its main definition defines, as {@link dev.codebasemcp.code.DefinitionKind#label}
 * @param symbol the qualified name of its main definition
 * @param content the stored text of {@code lines}, or in a concise answer the best of them with their numbers
 * @param score higher is better; comparable within one answer only
 * @param why one line: which signals brought it here, and which other files hold the same
 */
public record SearchResult(
        long chunkId,
        RepositoryId repository,
        String filePath,
        LineRange lines,
        String language,
        Optional<String> kind,
        Optional<String> symbol,
        String content,
        double score,
        String why) {}
