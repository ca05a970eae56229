package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The files that a resolver may look at. One state of an index, used by one thread. */
public interface CodeBase {
    /** How many definitions of one name are told at most. A name with more decides nothing. */
    int MOST_DEFINITIONS = 400;

    /** Returns the files whose outlines define a plain name, in any case; at most some hundred. */
    List<SourceFile> defining(String name);

    /**
     * Returns the files that may define a name with a package or module before it: those with a definition whose own qualified
     * name is its end.
     *
     * @param qualifiedName joined by {@code .}
     */
    default List<SourceFile> definingQualified(String qualifiedName) {
        return defining(qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1));
    }

    /** Returns those of the files that define a plain name whose places pass a test. Others need not be parsed. */
    default List<SourceFile> defining(String name, Predicate<FileKey> where) {
        return defining(name).stream().filter(file -> where.test(file.key())).toList();
    }

    /**
     * Returns the files whose text has a name as a word and whose places pass a test; none if there are more than some hundred.
     * Others need not be parsed.
     */
    default List<SourceFile> having(String name, Predicate<FileKey> where) {
        return defining(name, where);
    }

    /** Returns the files of a repository whose paths end with a path, at most some. */
    default List<FileKey> ending(RepositoryId repository, String path) {
        return holds(repository, path) ? List.of(new FileKey(repository, path)) : List.of();
    }

    /** Returns how many definitions have exactly this plain name, as the outlines say. */
    int definitions(String name);

    /** Returns a file by its path; empty if it is not indexed or cannot be parsed. */
    Optional<SourceFile> file(FileKey key);

    /** Reads files ahead that will be asked for, if that is faster than one after the other. */
    default void expect(Collection<FileKey> keys) {
        // One after the other is right, too.
    }

    /** Returns the text of a file in any language; empty if it is not indexed. */
    default Optional<String> text(FileKey key) {
        return file(key)
                .map(SourceFile::tree)
                .map(tree -> tree.text().slice(0, tree.text().utf8().length));
    }

    /** Whether a repository has an indexed file at a path. Cheaper than {@link #file}. */
    boolean holds(RepositoryId repository, String path);
}
