package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.search.rank.FileRef;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The part of a project to search: a test of files, and the contents with a passing file. */
public final class Selection {
    private final Predicate<FileRef> filter;
    private final BitSet contents;
    private final boolean everything;

    private Selection(Predicate<FileRef> filter, BitSet contents, boolean everything) {
        this.filter = filter;
        this.contents = contents;
        this.everything = everything;
    }

    /** Selects all of {@code catalogue}. */
    static Selection everything(Catalogue catalogue) {
        return everything(catalogue.contentCount());
    }

    /** Selects all of this number of contents. */
    static Selection everything(int contents) {
        BitSet all = new BitSet();
        all.set(0, contents);
        return new Selection(file -> true, all, true);
    }

    /** Selects the files that pass {@code filter}. */
    static Selection of(Catalogue catalogue, Predicate<FileRef> filter) {
        BitSet passing = new BitSet();
        for (int content = 0; content < catalogue.contentCount(); content++) {
            if (catalogue.filesOf(content).stream().anyMatch(filter)) {
                passing.set(content);
            }
        }
        return new Selection(filter, passing, false);
    }

    boolean isEverything() {
        return everything;
    }

    /** Whether no file passes. */
    public boolean isEmpty() {
        return contents.isEmpty();
    }

    /** Whether a content has a passing file; false for -1, the content of deleted chunks. */
    boolean contains(int content) {
        return content >= 0 && contents.get(content);
    }

    IntStream contents() {
        return contents.stream();
    }

    /** Returns the selected ones of {@code some} contents. */
    IntStream restrict(BitSet some) {
        return some.stream().filter(contents::get);
    }

    /** Returns all passing files of {@code catalogue}. */
    List<FileRef> files(Catalogue catalogue) {
        return contents.stream()
                .mapToObj(catalogue::filesOf)
                .flatMap(this::filesOf)
                .toList();
    }

    /** Returns the first passing one of {@code files}; there must be one. */
    FileRef firstOf(List<FileRef> files) {
        return files.size() == 1 || everything
                ? files.get(0)
                : filesOf(files).findFirst().orElseThrow();
    }

    /** Returns the passing ones of {@code files}. */
    Stream<FileRef> filesOf(List<FileRef> files) {
        return files.stream().filter(filter);
    }
}
