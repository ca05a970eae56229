package dev.codebasemcp.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what files were in a commit. Only commands that run no filter of a repository, which may be anybody's: the
 * working tree is compared by its time stamps, and who calls compares the texts. Thread-safe.
 */
public final class GitHistory {
    private static final int MAX_LISTED_BYTES = 64 << 20;
    private static final int MAX_TEXT_BYTES = 64 << 20;
    /** Git lists files whose time stamps alone differ, as after a copy; to read more of them takes too long. */
    private static final int MOST_LISTED = 50_000;
    /** So many, with up to 64 digits each, fit into a pipe. */
    private static final int MOST_IDS = 900;
    /** One entry of {@code diff-index --raw -z}: modes, the id in the commit, the id in the index, what happened, the path. */
    private static final Pattern ENTRY = Pattern.compile(":\\d+ \\d+ ([0-9a-f]+) [0-9a-f]+ ([A-Z])\\d*");

    private static final Pattern ID = Pattern.compile("[0-9a-f]+");
    /** Names a program that converts the files that attributes assign to it. */
    private static final Pattern FILTER = Pattern.compile("filter\\.(.+)\\.(?:clean|process)", Pattern.DOTALL);

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
        Optional<Map<String, Entry>> listed = differing(directory, commit.get()).map(GitHistory::entries);
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

    /** A submodule is another repository: to compare it, git would run a git in it that obeys its configuration. */
    private Optional<byte[]> differing(Path directory, String commit) {
        return withoutFilters(directory).flatMap(options -> {
            List<String> arguments = new ArrayList<>(options);
            arguments.addAll(List.of("diff-index", "--raw", "-z", "--no-renames", "--relative"));
            arguments.addAll(List.of("--ignore-submodules=all", commit, "--"));
            return git.output(directory, MAX_LISTED_BYTES, arguments, "");
        });
    }

    /** A file that is as new as git's index is read through its filters, so there must be none. */
    private Optional<List<String>> withoutFilters(Path directory) {
        return git.output(directory, MAX_LISTED_BYTES, List.of("config", "--list", "--name-only", "-z"), "")
                .map(GitHistory::filters)
                // An option cannot name such a filter.
                .filter(names -> names.stream().noneMatch(name -> name.contains("=")))
                .map(names -> names.stream()
                        .flatMap(name -> Stream.of("clean=", "process=", "required=false")
                                .flatMap(value -> Stream.of("-c", "filter." + name + "." + value)))
                        .toList());
    }

    private static Set<String> filters(byte[] keys) {
        return Stream.of(parts(keys))
                .map(FILTER::matcher)
                .filter(Matcher::matches)
                .map(key -> key.group(1))
                .collect(Collectors.toSet());
    }

    private static String[] parts(byte[] output) {
        return new String(output, StandardCharsets.UTF_8).split(String.valueOf(NUL), -1);
    }

    private Optional<String> commit(Path directory, String revision) {
        return git.output(
                        directory,
                        GitCommand.MAX_OUTPUT_BYTES,
                        List.of("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"),
                        "")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                // With ^ before it, git excludes it.
                .filter(id -> ID.matcher(id).matches());
    }

    /** What is in the commit by path. */
    private static Map<String, Entry> entries(byte[] output) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String[] parts = parts(output);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            Matcher entry = ENTRY.matcher(parts[i]);
            if (entry.matches()) {
                String change = entry.group(2);
                Optional<String> id = change.equals("A") ? Optional.empty() : Optional.of(entry.group(1));
                entries.put(parts[i + 1], new Entry(id, change.equals("D")));
            }
        }
        return entries;
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
