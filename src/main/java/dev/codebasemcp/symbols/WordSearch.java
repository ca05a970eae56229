package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds the lines with names in files that no resolver reads, such as templates and settings. It compares words, so it decides
 * nothing. For one question and one thread.
 */
final class WordSearch {
    /** Each is read from the database. */
    private static final int MOST_FILES = 200;

    private static final int SHOWN = 3;

    private final IndexedCode code;
    private final UseSearch search;
    private final Set<WordLines.Place> lines = new HashSet<>();
    private final Set<String> languages = new TreeSet<>();
    private final List<WordLines.Place> first = new ArrayList<>();
    private int read;
    private boolean isWhole = true;

    /** Creates a search that ends when the time of another one is over. */
    WordSearch(IndexedCode code, UseSearch search) {
        this.code = code;
        this.search = search;
    }

    /** Adds the lines with a name, in files whose language is not one of those that a resolver reads for it. */
    void add(String name, Predicate<Language> isResolved) {
        if (name.length() < 2) {
            // Nothing tells which files have it.
            return;
        }
        code.files().containing(name).stream()
                .filter(file -> language(file).filter(isResolved).isEmpty())
                .sorted(Comparator.comparing(WordSearch::isProse))
                .forEach(file -> add(name, file));
    }

    private void add(String name, IndexedFile file) {
        if (read == MOST_FILES || search.isOver()) {
            isWhole = false;
            return;
        }
        read++;
        boolean isProse = isProse(file);
        List<String> text = code.files().text(file).lines().toList();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i);
            if (isProse ? CommentMentions.isIn(line, name) : CommentMentions.hasWord(line, name)) {
                found(new WordLines.Place(file.ref(), i + 1));
            }
        }
    }

    private void found(WordLines.Place place) {
        if (lines.add(place)) {
            languages.add(place.file().language());
            if (first.size() < SHOWN) {
                first.add(place);
            }
        }
    }

    private static Optional<Language> language(IndexedFile file) {
        return Language.byId(file.ref().language());
    }

    private static boolean isProse(IndexedFile file) {
        return language(file).filter(Language::isProse).isPresent();
    }

    /** Notes that some names are not looked for, so that there may be more lines. */
    void leaveOut() {
        isWhole = false;
    }

    /** Returns what was found so far. */
    WordLines found() {
        int files =
                (int) lines.stream().map(place -> place.file().key()).distinct().count();
        return new WordLines(lines.size(), files, List.copyOf(languages), first, isWhole);
    }
}
