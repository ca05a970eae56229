package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.Outline;
import dev.codebasemcp.symbols.OutlineCut;
import dev.codebasemcp.symbols.OutlineEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an outline is of, and what is left out of it. */
record OutlineNotes(Outline outline, OutlineCut cut) {
    private static final int SHOWN_DIRECTORIES = 5;
    private static final int NAME = 120;

    /** Returns the first line; empty without an outline. */
    Optional<String> heading(String path) {
        String name = Quoted.name(Quoted.start(path, Quoted.BRIEF));
        if (outline instanceof Outline.OfFile file) {
            return Optional.of(name + ": " + Counted.of(file.entries().size(), "definition"));
        }
        return outline instanceof Outline.OfDirectory directory
                ? Optional.of(name + ": " + Counted.of(directory.files().size(), "file")
                        + ", the most used ones first; [n]: how many other files have the name, [~n]: about so many")
                : Optional.empty();
    }

    /** Returns the sentences on what is left out and how to get it. */
    List<String> notes() {
        if (outline instanceof Outline.Missing missing) {
            return missing.reason().isEmpty() ? List.of() : List.of(missing.reason());
        }
        return outline instanceof Outline.OfDirectory directory ? ofDirectory(directory) : ofFile();
    }

    private List<String> ofFile() {
        if (cut.omitted().isEmpty()) {
            return List.of();
        }
        OutlineEntry first = cut.omitted().get(0);
        boolean partly = cut.shown().stream().anyMatch(entry -> entry.level() == first.level());
        String from = first.definition()
                .map(definition -> String.valueOf(definition.lines().start()))
                .orElse("");
        return List.of(left(cut.omitted().size(), "definition") + ": those at level " + (first.level() + 1)
                + (partly ? " from line " + from + " on, and all deeper ones" : " and deeper")
                + ". Raise " + Term.of("max_tokens") + " to get more.");
    }

    private List<String> ofDirectory(Outline.OfDirectory directory) {
        Set<FileKey> shown =
                cut.shown().stream().map(entry -> entry.file().key()).collect(Collectors.toSet());
        List<FileRef> others = directory.files().stream()
                .filter(file -> !shown.contains(file.key()))
                .toList();
        List<String> notes = new ArrayList<>();
        if (!others.isEmpty()) {
            notes.add(more(others));
        }
        long definitions = cut.omitted().stream()
                .filter(entry -> entry.definition().isPresent())
                .filter(entry -> shown.contains(entry.file().key()))
                .count();
        if (definitions > 0) {
            notes.add(left(definitions, "definition") + " of these files.");
        }
        if (!notes.isEmpty()) {
            notes.add("Give a file or a directory of these as " + Term.of("path") + ", or raise "
                    + Term.of("max_tokens") + ".");
        }
        return notes;
    }

    /** Says how many files are left out and where: {@code And 70 more files in 9 directories: src/a (40)}. */
    private static String more(List<FileRef> others) {
        String around = common(others);
        Map<String, Long> below = others.stream()
                .collect(Collectors.groupingBy(file -> child(around, file.path()), Collectors.counting()));
        long directories =
                others.stream().map(file -> parent(file.path())).distinct().count();
        return "And " + Counted.of(others.size(), "more file") + " in "
                + (directories == 1 ? "1 directory" : directories + " directories") + ": "
                + below.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(SHOWN_DIRECTORIES)
                        .map(entry -> Quoted.name(Quoted.start(entry.getKey(), NAME)) + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + (below.size() > SHOWN_DIRECTORIES ? " and others." : ".");
    }

    /** The innermost directory around all of the files; empty for the root. */
    private static String common(List<FileRef> files) {
        String around = files.get(0).path();
        for (FileRef file : files) {
            while (!around.isEmpty() && !file.path().startsWith(around + "/")) {
                around = around.substring(0, Math.max(0, around.lastIndexOf('/')));
            }
        }
        return around;
    }

    /** The file or directory directly in a directory with a path below it. */
    private static String child(String directory, String path) {
        int end = path.indexOf('/', directory.isEmpty() ? 0 : directory.length() + 1);
        return end < 0 ? parent(path) : path.substring(0, end);
    }

    private static String parent(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "." : path.substring(0, end);
    }

    private static String left(long count, String noun) {
        return Counted.of(count, noun) + (count == 1 ? " is" : " are") + " left out";
    }
}
