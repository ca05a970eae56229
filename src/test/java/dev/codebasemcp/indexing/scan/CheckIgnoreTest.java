package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the walk with {@code git check-ignore} on working trees in which each ignore pattern has something to match.
 *
 * <p>On real repositories with {@code -Dparity.clones=/path/a,/path/b}.
 */
@Timeout(3_600)
class CheckIgnoreTest {
    @TempDir
    private Path temp;

    private GitUser user;

    @BeforeEach
    void makeUser() throws IOException {
        user = GitUser.of(Files.createDirectory(temp.resolve("home")), Map.of());
        Files.writeString(user.home().resolve(".gitconfig"), "[core]\n\texcludesFile = ~/ignores\n");
        Files.writeString(user.home().resolve("ignores"), "*.global\n!keep.global\n");
    }

    @Test
    void agreesOnEveryFile() throws Exception {
        Path tree = Files.createDirectory(temp.resolve("generated"));
        Git git = new Git(tree, user);
        git.run("init", "-q");
        new RandomTree(7).fill(tree, 3);
        check(tree, false);
        check(tree, true);
    }

    @Test
    void agreesOnRealRepositories() throws Exception {
        String clones = System.getProperty("parity.clones", "");
        int number = 0;
        for (String clone : clones.isEmpty() ? new String[0] : clones.split(",", -1)) {
            Path tree = temp.resolve("clone" + number++);
            new Git(temp, user).run("clone", "-q", "--shared", clone, tree.toString());
            check(tree, number % 4 == 0);
            Path linked = temp.resolve("linked" + number);
            new Git(tree, user).run("worktree", "add", "-q", "--detach", linked.toString());
            check(linked, number % 4 == 0);
        }
    }

    private void check(Path tree, boolean ignoreCase) throws IOException, InterruptedException {
        Git git = new Git(tree, user);
        git.run("config", "core.ignoreCase", String.valueOf(ignoreCase));
        Path common = tree.resolve(git.output("rev-parse", "--git-common-dir").strip());
        Files.createDirectories(common.resolve("info"));
        Files.writeString(common.resolve("info/exclude"), "excluded*\n!excluded-not\n/only-top\n");
        for (String name : List.of("a.global", "keep.global", "excluded", "excluded-not", "only-top", "A.GLOBAL")) {
            write(tree.resolve(name));
            write(tree.resolve("sub-of-test").resolve(name));
        }
        for (Path file : files(tree).filter(CheckIgnoreTest::isIgnoreFile).toList()) {
            materialise(file);
        }
        RecordingListener seen = new RecordingListener();
        assertThat(new RepositoryScanner(user).scan(tree, seen)).isEqualTo(ScanEnd.COMPLETE);
        Set<String> known = seen.skipped.entrySet().stream()
                .filter(entry -> entry.getValue() != SkipReason.IGNORED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> all = files(tree)
                .map(file -> tree.relativize(file).toString())
                .filter(path -> !isAtOrBelow(path, known))
                .toList();
        Set<String> ignored = seen.skipped.entrySet().stream()
                .filter(entry -> entry.getValue() == SkipReason.IGNORED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> ours = new TreeSet<>(
                all.stream().filter(path -> isAtOrBelow(path, ignored)).toList());
        assertThat(ours).as(tree.toString()).isEqualTo(git.ignored(all)).isNotEmpty();
        assertThat(ours.size() + seen.files.size()).isEqualTo(all.size());
    }

    /** Creates files that the patterns of an ignore file may match, next to it and deeper. */
    private static void materialise(Path ignoreFile) throws IOException {
        List<String> lines = Files.readAllLines(ignoreFile, StandardCharsets.ISO_8859_1);
        for (String line : lines.subList(0, Math.min(lines.size(), 200))) {
            String name = line.strip()
                    .replaceAll("^!|\\\\", "")
                    .replaceAll("[*?]+", "x")
                    .replaceAll("\\[.[^]]*]", "a");
            String path = name.replaceAll("^/+|/+$", "");
            if (!path.isEmpty() && !path.startsWith("#") && !path.contains("..") && path.matches("[ -~]{1,100}")) {
                for (String prefix : List.of("", "sub-of-test/")) {
                    write(ignoreFile.resolveSibling(prefix + path));
                    write(ignoreFile.resolveSibling(prefix + path + "-not/file.txt"));
                    write(ignoreFile.resolveSibling(prefix + "as-directory/" + path + "/file.txt"));
                }
            }
        }
    }

    private static void write(Path file) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            if (Files.notExists(file)) {
                Files.writeString(file, "x");
            }
        } catch (FileSystemException taken) {
            // Another pattern already created something else here.
            assertThat(taken.getFile()).isNotNull();
        }
    }

    private static boolean isIgnoreFile(Path file) {
        return file.endsWith(".gitignore");
    }

    private static boolean isAtOrBelow(String path, Set<String> places) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (places.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static Stream<Path> files(Path tree) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(tree)) {
            all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !tree.relativize(file).startsWith(".git"))
                    .forEach(found::add);
        }
        return found.stream();
    }
}
