package dev.codebasemcp.search;

import dev.codebasemcp.model.DefinitionKind;
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
 * @param definition the one that {@code content} shows, whole or in part, or whose comment it shows; empty if it shows none
 * @param content the stored text of {@code lines}, or in a concise answer the best of them with their numbers
 * @param score higher is better; comparable within one answer only
 * @param why one line: which signals brought it here, and which other files hold the same
 */
public record SearchResult(
        long chunkId,
        RepositoryId repositoryId,
        String filePath,
        LineRange lines,
        String language,
        Optional<Definition> definition,
        String content,
        double score,
        String why) {
    /**
     * What a result is about.
     *
     * @param symbol its qualified name
     * @param partOf its lines, where the result shows only a part of them; empty in a concise answer, and in one that was
     *     shortened further
     */
    public record Definition(DefinitionKind kind, String symbol, Optional<LineRange> partOf) {}

    /** What {@link #symbol} is. */
    public Optional<DefinitionKind> kind() {
        return definition.map(Definition::kind);
    }

    /** The qualified name of the definition. */
    public Optional<String> symbol() {
        return definition.map(Definition::symbol);
    }

    /** The lines of the definition, where only a part of them is shown. */
    public Optional<LineRange> partOf() {
        return definition.flatMap(Definition::partOf);
    }
}
