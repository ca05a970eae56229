package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RepositoryScannerTest {
    @TempDir
    Path temp;

    private Path root;
    private GitUser user;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void makeDirectories() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        user = GitUser.of(Files.createDirectory(temp.resolve("home")), Map.of());
    }

    @Test
    void reportsFilesInTheOrderOfTheirNamesWithTheirStamps() throws IOException {
        write("b/z.txt", "zz");
        write("b/a/x.txt", "x");
        write("a.txt", "aaa");
        write("c.txt", "");
        Instant modified = Instant.parse("2026-01-02T03:04:05.123456789Z");
        Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.from(modified));
        scan();
        assertThat(listener.paths()).containsExactly("a.txt", "b/a/x.txt", "b/z.txt", "c.txt");
        FileStamp stamp = listener.files.get(0).stamp();
        assertThat(stamp.sizeBytes()).isEqualTo(3);
        assertThat(Instant.EPOCH.plusNanos(stamp.modifiedNanos())).isEqualTo(modified);
        assertThat(stamp.inode()).isEqualTo(Files.getAttribute(root.resolve("a.txt"), "unix:ino"));
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        write("dir/file", "");
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "");
        Files.createSymbolicLink(root.resolve("cycle"), root);
        Files.createSymbolicLink(root.resolve("dir/out"), outside);
        Files.createSymbolicLink(root.resolve("to-file"), root.resolve("dir/file"));
        Files.createSymbolicLink(root.resolve("nowhere"), Path.of("missing"));
        scan();
        assertThat(listener.paths()).containsExactly("dir/file");
        assertThat(listener.skipped.keySet()).containsExactly("cycle", "dir/out", "nowhere", "to-file");
        assertThat(listener.skipped.values()).containsOnly(SkipReason.SYMLINK);
    }

    @Test
    @Timeout(30)
    void neverOpensAFifoNotEvenAsAnIgnoreFile() throws Exception {
        write("a", "");
        shell("mkfifo pipe .gitignore");
        scan();
        assertThat(listener.paths()).containsExactly("a");
        assertThat(listener.skipped)
                .containsOnly(
                        Map.entry(".gitignore", SkipReason.SPECIAL_FILE), Map.entry("pipe", SkipReason.SPECIAL_FILE));
    }

    @Test
    void skipsDirectoriesThatAreNeverSource() throws IOException {
        write("node_modules/x/index.js", "");
        write("src/__pycache__/a.pyc", "");
        write("src/.codebase-mcp/config.json", "");
        write("src/a.py", "");
        write("src/.venv", "a file of that name is none");
        scan();
        assertThat(listener.paths()).containsExactly("src/.venv", "src/a.py");
        assertThat(listener.skipped.keySet()).containsExactly("node_modules", "src/.codebase-mcp", "src/__pycache__");
    }

    @Test
    void doesNotDescendIntoIgnoredDirectories() throws IOException {
        write(".gitignore", "build/\n!build/keep\n");
        write("build/keep", "");
        write("build/deep/x", "");
        scan();
        assertThat(listener.paths()).containsExactly(".gitignore");
        assertThat(listener.skipped).containsExactly(Map.entry("build", SkipReason.IGNORED));
    }

    @Test
    void theProjectsOwnIgnoreFileIsTheStrongest() throws IOException {
        write(".gitignore", "*.gen\n/data\n");
        write("sub/.gitignore", "!b.txt\n");
        write(".codebase-mcp/ignore", "!keep.gen\n!/data\nb.txt\n");
        write("a.gen", "");
        write("sub/keep.gen", "");
        write("sub/b.txt", "");
        write("data/x", "");
        scan();
        assertThat(listener.paths()).containsExactly(".gitignore", "data/x", "sub/.gitignore", "sub/keep.gen");
    }

    @Test
    void readsTheRulesAfreshForEachScan() throws IOException {
        write("a.log", "");
        scan();
        write(".gitignore", "*.log\n");
        RecordingListener second = new RecordingListener();
        new RepositoryScanner(user).scan(root, second);
        assertThat(listener.paths()).containsExactly("a.log");
        assertThat(second.paths()).containsExactly(".gitignore");
    }

    @Test
    void anIgnoredDirectoryIsIndexedIfTheUserAsksForIt() throws Exception {
        write(".gitignore", "out/\n*.tmp\n");
        write("out/lib/a.txt", "");
        write("out/lib/b.tmp", "");
        git(root).run("init", "-q");
        new RepositoryScanner(user).scan(root.resolve("out/lib"), listener);
        assertThat(listener.paths()).containsExactly("a.txt", "b.tmp");
    }

    @Test
    void findsTheExcludeFileOfALinkedWorkingTree() throws Exception {
        git(root).run("init", "-q");
        git(root).run("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "start");
        git(root).run("worktree", "add", "-q", temp.resolve("linked").toString());
        Files.writeString(root.resolve(".git/info/exclude"), "local.txt\n");
        Files.createFile(temp.resolve("linked/local.txt"));
        Files.createFile(temp.resolve("linked/other.txt"));
        new RepositoryScanner(user).scan(temp.resolve("linked"), listener);
        assertThat(listener.paths()).containsExactly("other.txt");
        assertThat(listener.skipped)
                .containsOnly(
                        Map.entry(".git", SkipReason.BUILT_IN_DIRECTORY), Map.entry("local.txt", SkipReason.IGNORED));
    }

    @Test
    void readsTheUsersOwnIgnoreFileFromItsUsualPlace() throws IOException {
        Path file = user.home().resolve(".config/git/ignore");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "*.swp\n");
        write("x/a.swp", "");
        scan();
        assertThat(listener.skipped).containsExactly(Map.entry("x/a.swp", SkipReason.IGNORED));
    }

    @Test
    void skipsRepositoriesInsideAWorkingTree() throws Exception {
        git(root).run("init", "-q");
        write("clone/a.txt", "");
        git(root.resolve("clone")).run("init", "-q");
        write("no-repository/.git/x", "");
        write("no-repository/b.txt", "");
        scan();
        assertThat(listener.paths()).containsExactly("no-repository/b.txt");
        assertThat(listener.skipped).containsEntry("clone", SkipReason.NESTED_REPOSITORY);
    }

    @Test
    void walksTheRepositoriesInAFolderOfProjectsEachWithItsOwnRules() throws Exception {
        write(".codebase-mcp/ignore", "never.txt\n");
        write(".gitignore", "*.txt\n");
        write("one/a.txt", "");
        write("one/never.txt", "");
        write("one/local.md", "");
        write("one/sub/x", "");
        git(root.resolve("one")).run("init", "-q");
        git(root.resolve("one/sub")).run("init", "-q");
        Files.writeString(root.resolve("one/.git/info/exclude"), "/local.md\n");
        scan();
        assertThat(listener.paths()).containsExactly(".gitignore", "one/a.txt");
        assertThat(listener.skipped)
                .containsEntry("one/never.txt", SkipReason.IGNORED)
                .containsEntry("one/local.md", SkipReason.IGNORED)
                .containsEntry("one/sub", SkipReason.NESTED_REPOSITORY);
    }

    @Test
    void namesAreTextInAnyLocaleAndOthersAreSkipped() throws Exception {
        shell("touch \"$(printf 'b\\303\\251')\" \"$(printf 'bad\\377')\" \"$(printf 'two\\nlines')\" 'per%20cent'");
        scan();
        assertThat(listener.paths()).containsExactly("b\u00e9", "per%20cent");
        assertThat(listener.skipped)
                .containsOnly(
                        Map.entry("bad\\xff", SkipReason.UNREPRESENTABLE_NAME),
                        Map.entry("two\\x0alines", SkipReason.UNREPRESENTABLE_NAME));
    }

    @Test
    void reportsAnUnreadableDirectoryAndContinues() throws IOException {
        write("closed/a", "");
        write("open/a", "");
        Path closed = root.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed), "root may read everything");
        scan();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertThat(listener.paths()).containsExactly("open/a");
        assertThat(listener.failed).containsOnlyKeys("closed");
    }

    @Test
    void stopsOnRequest() throws IOException {
        write("a", "");
        write("b", "");
        write("c", "");
        RecordingListener stopping = new RecordingListener() {
            @Override
            public boolean stopRequested() {
                return files.size() == 2;
            }
        };
        assertThat(new RepositoryScanner(user).scan(root, stopping)).isEqualTo(ScanEnd.STOPPED);
        assertThat(stopping.paths()).containsExactly("a", "b");
    }

    @Test
    void stopsWhenInterruptedAndKeepsTheFlag() throws IOException {
        write("a", "");
        Thread.currentThread().interrupt();
        ScanEnd end = new RepositoryScanner(user).scan(root, listener);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(end).isEqualTo(ScanEnd.STOPPED);
        assertThat(listener.files).isEmpty();
    }

    @Test
    void rejectsARootThatIsNotADirectory() throws IOException {
        write("file", "");
        RepositoryScanner scanner = new RepositoryScanner(user);
        assertThatThrownBy(() -> scanner.scan(root.resolve("missing"), listener))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> scanner.scan(root.resolve("file"), listener)).isInstanceOf(RejectedException.class);
    }

    private void scan() {
        assertThat(new RepositoryScanner(user).scan(root, listener)).isEqualTo(ScanEnd.COMPLETE);
    }

    private Git git(Path directory) {
        return new Git(directory, user);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void shell(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void reportsAPathThatIsTooLongForTheIndex() throws Exception {
        // Deeper than any path that one call can open.
        String name = "d".repeat(200);
        sh("i=0; while [ $i -lt 25 ]; do echo x > f; mkdir " + name + "; cd " + name
                + "; i=$((i+1)); done; echo x > end");
        try {
            scan();
        } finally {
            sh("rm -rf " + name);
        }
        assertThat(listener.failed).isEmpty();
        assertThat(listener.paths()).hasSize(13).allMatch(path -> path.length() <= RepositoryScanner.MAX_PATH_BYTES);
        assertThat(listener.skipped.values()).containsExactly(SkipReason.PATH_TOO_LONG);
    }

    /** At full size with {@code -Dscan.files=100000}. */
    @Test
    void walksADirectoryWithManyFiles() throws IOException {
        int files = Integer.getInteger("scan.files", 3_000);
        for (int i = 0; i < files; i++) {
            Files.createFile(root.resolve("f" + i));
        }
        scan();
        assertThat(listener.paths()).hasSize(files).isSorted();
    }

    @Test
    void aLargeDirectoryIsWalkedWithTheDirectoriesInIt() throws IOException {
        for (int i = 0; i < 4_200; i++) {
            Files.createFile(root.resolve("f" + i));
        }
        write("dir/inner/a", "");
        write("zig/b", "");
        scan();
        assertThat(listener.paths())
                .hasSize(4_202)
                .contains("dir/inner/a", "zig/b")
                .isSorted();
    }

    private void sh(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
