package dev.codebasemcp.search;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import java.util.List;
import java.util.Optional;

/**
 * One found chunk.
 *
 * @param chunkId its id in the project's database
 * @param filePath relative to the repository
 * @param lines from the first line that {@code content} shows to the last
 * @param language the language's id
 * @param definition the definition that {@code content} shows, in whole or part, or whose comment it shows; empty if
 *     there is none
 * @param content the stored text of {@code lines}; in a concise answer, the best of them with line numbers
 * @param score higher is better; comparable within one answer only
 * @param why one line with the signals that found it and other files with the same content
 * @param variants the files that it stands for: the same thing for other platforms, or in old versions
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
        String why,
        Variants variants) {
    /**
     * The definition of a result.
     *
     * @param symbol its qualified name
     * @param partOf the lines of the definition if the result shows only a part of it; empty in concise and further
     *     shortened answers
     */
    public record Definition(DefinitionKind kind, String symbol, Optional<LineRange> partOf) {}

    /**
     * The variants of a result.
     *
     * @param first the best of them
     * @param more the number of the others
     */
    public record Variants(List<Variant> first, int more) {
        /** No variants. */
        public static final Variants NONE = new Variants(List.of(), 0);

        public Variants {
            first = List.copyOf(first);
        }
    }

    /**
     * A file that a result stands for.
     *
     * @param path relative to the repository
     * @param repository its name if it is not that of the result
     * @param line where it defines what the question asks for
     */
    public record Variant(String path, Optional<String> repository, Optional<Integer> line) {}

    /** Returns this result with another score. */
    SearchResult scored(double other) {
        return new SearchResult(
                chunkId, repositoryId, filePath, lines, language, definition, content, other, why, variants);
    }

    /** Returns the kind of {@link #symbol}. */
    public Optional<DefinitionKind> kind() {
        return definition.map(Definition::kind);
    }

    /** Returns the qualified name of the definition. */
    public Optional<String> symbol() {
        return definition.map(Definition::symbol);
    }

    /** Returns the lines of the definition if the result shows only a part of it. */
    public Optional<LineRange> partOf() {
        return definition.flatMap(Definition::partOf);
    }
}
