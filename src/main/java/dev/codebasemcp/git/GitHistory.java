package dev.codebasemcp.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what files were in a commit. Only by commands that read no file of the working tree, because git would convert such files by
 * programs that the repository names, and that may be anybody's. Thread-safe.
 */
public final class GitHistory {
    private static final int MAX_LISTED_BYTES = 64 << 20;
    private static final int MAX_TEXT_BYTES = 64 << 20;
    /** Each is read, to compare it. */
    private static final int MOST_LISTED = 50_000;
    /** So many, with up to 64 digits each, fit into a pipe. */
    private static final int MOST_IDS = 900;
    /** A file as {@code ls-tree -l} lists it: its id, size and path. Links and submodules are no files. */
    private static final Pattern ENTRY = Pattern.compile("100\\d+ blob ([0-9a-f]+) +(\\d{1,18})\t(.+)", Pattern.DOTALL);

    /** Larger ones are not indexed. */
    private static final int LARGEST_FILE = 4 << 20;
    /** Stands for a byte of a name that is not UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Pattern ID = Pattern.compile("[0-9a-f]+");
    private static final char NUL = '\0';

    private final GitCommand git;

    public GitHistory(GitCommand git) {
        this.git = git;
    }

    /**
     * A file that may differ from a commit.
     *
     * @param path relative to the directory that was asked about, with {@code /}
     * @param before its text in the commit; empty if it is new
     * @param isGone whether git no longer has it
     */
    public record OldFile(String path, Optional<String> before, boolean isGone) {}

    /** What came of a comparison with a commit. */
    public sealed interface Answer {}

    /**
     * The differences are known.
     *
     * @param files those that may differ
     * @param untracked paths of files that git neither tracks nor ignores
     */
    public record Differences(List<OldFile> files, List<String> untracked) implements Answer {
        public Differences {
            files = List.copyOf(files);
            untracked = List.copyOf(untracked);
        }
    }

    /** The differences are not known. */
    public record Unknown(Reason reason) implements Answer {}

    /** Why differences are not known. */
    public enum Reason {
        /** No commit has this name. */
        REVISION,
        /** Git is missing, fails, or is too slow. */
        GIT,
        /** There are more than anybody looks at. */
        TOO_MANY
    }

    /** The id of a file in the commit, if it is not new. */
    private record Entry(Optional<String> id, boolean isGone) {}

    /**
     * Returns the files below a directory that may differ from a commit; files that git does not track are not among them.
     *
     * @param revision as git knows it, such as {@code HEAD~3} or {@code main}
     * @param most the most files to read
     */
    public Answer changedSince(Path directory, String revision, int most) {
        Optional<String> commit = commit(directory, revision);
        if (commit.isEmpty()) {
            boolean isReadable = git.output(
                            directory, GitCommand.MAX_OUTPUT_BYTES, List.of("rev-parse", "--git-dir"), "")
                    .isPresent();
            return new Unknown(isReadable ? Reason.REVISION : Reason.GIT);
        }
        Optional<Map<String, Entry>> listed = listed(directory, commit.get());
        if (listed.isEmpty()) {
            return new Unknown(Reason.GIT);
        }
        if (listed.get().size() > MOST_LISTED) {
            return new Unknown(Reason.TOO_MANY);
        }
        Map<String, Entry> entries = new LinkedHashMap<>(listed.get());
        entries.entrySet()
                .removeIf(entry -> entry.getValue()
                        .id()
                        .filter(id -> BlobId.is(id, directory, entry.getKey()))
                        .isPresent());
        return entries.size() > most
                ? new Unknown(Reason.TOO_MANY)
                : withTexts(directory, entries)
                        .<Answer>map(files -> new Differences(files, untracked(directory)))
                        .orElse(new Unknown(Reason.GIT));
    }

    private List<String> untracked(Path directory) {
        return git.output(directory, MAX_LISTED_BYTES, List.of("ls-files", "-z", "--others", "--exclude-standard"), "")
                .map(bytes ->
                        Stream.of(parts(bytes)).filter(path -> !path.isEmpty()).toList())
                .orElse(List.of());
    }

    /**
     * The files of the commit, and those that git tracks since. Git compares none of them with the working tree: for that it would
     * run the filters that a repository configures.
     */
    private Optional<Map<String, Entry>> listed(Path directory, String commit) {
        Optional<byte[]> tree =
                git.output(directory, MAX_LISTED_BYTES, List.of("ls-tree", "-r", "-l", "-z", commit), "");
        Optional<byte[]> tracked = git.output(directory, MAX_LISTED_BYTES, List.of("ls-files", "-s", "-z"), "");
        if (tree.isEmpty() || tracked.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (String part : parts(tree.get())) {
            Matcher entry = ENTRY.matcher(part);
            if (entry.matches() && entry.group(3).indexOf(UNREADABLE) < 0) {
                String path = entry.group(3);
                known.add(path);
                if (Long.parseLong(entry.group(2)) <= LARGEST_FILE) {
                    boolean isGone = !Files.exists(directory.resolve(path), LinkOption.NOFOLLOW_LINKS);
                    entries.put(path, new Entry(Optional.of(entry.group(1)), isGone));
                }
            }
        }
        for (String part : parts(tracked.get())) {
            String path = part.substring(part.indexOf('\t') + 1);
            if (part.startsWith("100") && !known.contains(path)) {
                entries.put(path, new Entry(Optional.empty(), false));
            }
        }
        return Optional.of(entries);
    }

    private static String[] parts(byte[] output) {
        return new String(output, StandardCharsets.UTF_8).split(String.valueOf(NUL), -1);
    }

    /** A revision may end with a text to look for, to which nothing can be added: it is an object first, then a commit. */
    private Optional<String> commit(Path directory, String revision) {
        return id(directory, revision).flatMap(object -> id(directory, object + "^{commit}"));
    }

    private Optional<String> id(Path directory, String revision) {
        return git.output(
                        directory,
                        GitCommand.MAX_OUTPUT_BYTES,
                        List.of("rev-parse", "--verify", "--quiet", "--end-of-options", revision),
                        "")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                // With ^ before it, git excludes it.
                .filter(id -> ID.matcher(id).matches());
    }

    private Optional<List<OldFile>> withTexts(Path directory, Map<String, Entry> entries) {
        List<String> ids = entries.values().stream()
                .flatMap(entry -> entry.id().stream())
                .distinct()
                .toList();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            String input = String.join("\n", ids.subList(from, Math.min(ids.size(), from + MOST_IDS))) + "\n";
            Optional<byte[]> output = git.output(directory, MAX_TEXT_BYTES, List.of("cat-file", "--batch"), input);
            if (output.isEmpty()) {
                return Optional.empty();
            }
            texts.putAll(texts(output.get()));
        }
        return Optional.of(files(entries, texts));
    }

    private static List<OldFile> files(Map<String, Entry> entries, Map<String, String> texts) {
        List<OldFile> files = new ArrayList<>();
        entries.forEach((path, entry) -> {
            Optional<String> text = entry.id().map(texts::get);
            // What is no file, such as a submodule, has no text.
            if (entry.id().isEmpty() || text.isPresent()) {
                files.add(new OldFile(path, text, entry.isGone()));
            }
        });
        return files;
    }

    /** Reads {@code ID blob SIZE}, a line break, the bytes and a line break, for each; {@code ID missing} for what is not there. */
    private static Map<String, String> texts(byte[] output) {
        Map<String, String> texts = new LinkedHashMap<>();
        int at = 0;
        while (at < output.length) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (at < output.length && output[at] != '\n') {
                head.write(output[at++]);
            }
            at++;
            String[] words = head.toString(StandardCharsets.UTF_8).split(" ", -1);
            if (words.length == 3) {
                int size = Integer.parseInt(words[2]);
                if (words[1].equals("blob")) {
                    texts.put(words[0], new String(output, at, size, StandardCharsets.UTF_8));
                }
                at += size + 1;
            }
        }
        return texts;
    }
}
