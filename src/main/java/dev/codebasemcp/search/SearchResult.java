package dev.codebasemcp.search;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import java.util.Optional;

/**
 * One found chunk.
 *
 * @param chunkId its id in the project's database
 * @param filePath relative to the repository
 * @param lines from the first line that {@code content} shows to the last
 * @param language the language's id
 * @param kind what {@code symbol} is, as {@link dev.codebasemcp.code.DefinitionKind#label}
 * @param symbol the qualified name of the definition that {@code content} shows, whole or in part, or its comment
 * @param partOf the lines of that definition where {@code content} shows only a part of them; empty for a concise answer
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
        Optional<LineRange> partOf,
        String content,
        double score,
        String why) {}
