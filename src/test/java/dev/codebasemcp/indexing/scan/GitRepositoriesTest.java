package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.git.GitDirectories;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tracked files, git's own directories, and nested repositories. */
class GitRepositoriesTest {
    @TempDir
    private Path temporary;

    private final RecordingListener listener = new RecordingListener();
    private Path temp;
    private Path root;
    private GitUser user;

    @BeforeEach
    void makeDirectories() throws IOException {
        temp = temporary.toRealPath();
        root = Files.createDirectory(temp.resolve("root"));
        user = GitUser.of(Files.createDirectory(temp.resolve("home")), Map.of());
    }

    @Test
    void findsTrackedFilesInAnIgnoredDirectoryUnlessOurRulesMatch() throws Exception {
        git(root).run("init", "-q");
        write("out/kept/a.py", "");
        write("out/kept/.gitignore", "!*.txt\n");
        write("out/other/b.py", "");
        write("c.log", "");
        write("d.log", "");
        write("e.py", "");
        git(root).run("add", "-f", "out/kept/a.py", "c.log", "e.py");
        write(".gitignore", "out/\n*.log\n");
        write(".codebase-mcp/ignore", "e.py\n");
        write("out/kept/f.txt", "");
        scan();
        assertThat(listener.paths()).containsExactly(".gitignore", "c.log", "out/kept/a.py");
        assertThat(listener.skipped)
                .containsEntry("out/other", SkipReason.IGNORED)
                .containsEntry("out/kept/f.txt", SkipReason.IGNORED)
                .containsEntry("e.py", SkipReason.IGNORED);
    }

    @Test
    void reachesAnIgnoredDirectoryWithTrackedFiles() throws Exception {
        git(root).run("init", "-q");
        write("out/a/b.py", "");
        write("out/c/d.py", "");
        git(root).run("add", "out/a/b.py");
        write(".gitignore", "out/\n");
        RepositoryScanner scanner = new RepositoryScanner(user);
        assertThat(scanner.reaches(root, root.resolve("out/a"))).isTrue();
        assertThat(scanner.reaches(root, root.resolve("out/c"))).isFalse();
    }

    @Test
    void gitsOwnFilesAreNeverFoundWhateverTheirDirectoryIsCalled() throws Exception {
        write("a.py", "");
        write("bare/x", "");
        git(root.resolve("bare")).run("init", "-q", "--bare", ".");
        git(root).run("init", "-q", "--separate-git-dir=" + root.resolve("elsewhere.git"));
        scan();
        assertThat(listener.paths()).containsExactly("a.py");
        assertThat(listener.skipped)
                .containsEntry("bare", SkipReason.GIT_DIRECTORY)
                .containsEntry("elsewhere.git", SkipReason.GIT_DIRECTORY);
    }

    @Test
    void findsOnlyWorkingTreesInABareRepository() throws Exception {
        Path source = GitDirectories.repository(Files.createDirectory(temp.resolve("source")));
        GitDirectories.git(root, "clone", "-q", "--bare", source.toString(), "project.git");
        GitDirectories.git(root.resolve("project.git"), "worktree", "add", "-q", "one");
        write("project.git/one/a.py", "");
        scan();
        assertThat(listener.paths()).containsExactly("project.git/one/a.py");
        RecordingListener inside = new RecordingListener();
        new RepositoryScanner(user).scan(root.resolve("project.git"), inside);
        assertThat(inside.paths()).containsExactly("one/a.py");
        assertThatThrownBy(() -> new RepositoryScanner(user).scan(root.resolve("project.git/hooks"), inside))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(root.resolve("project.git/one").toString());
    }

    @Test
    void reportsSubmodulesAndWalksThemOnRequest() throws Exception {
        Path library = GitDirectories.repository(Files.createDirectory(temp.resolve("library")));
        Files.writeString(library.resolve("l.py"), "");
        Files.writeString(library.resolve(".gitignore"), "*.tmp\n");
        GitDirectories.git(library, "add", "-A");
        GitDirectories.git(library, "commit", "-q", "-m", "second");
        GitDirectories.repository(root);
        GitDirectories.git(root, "submodule", "--quiet", "add", library.toString(), "libs/one");
        GitDirectories.git(root, "submodule", "--quiet", "add", library.toString(), "libs/two");
        GitDirectories.git(root, "submodule", "--quiet", "deinit", "-f", "libs/two");
        GitDirectories.git(root, "clone", "-q", library.toString(), "libs/clone");
        write("libs/one/x.tmp", "");
        scan();
        assertThat(listener.paths()).containsExactly(".gitmodules");
        assertThat(listener.skipped)
                .containsEntry("libs/one", SkipReason.SUBMODULE)
                .containsEntry("libs/two", SkipReason.SUBMODULE)
                .containsEntry("libs/clone", SkipReason.NESTED_REPOSITORY);

        RecordingListener wanted = new RecordingListener();
        new RepositoryScanner(user, path -> true, asked -> true).scan(root, wanted);
        assertThat(wanted.paths()).containsExactly(".gitmodules", "libs/one/.gitignore", "libs/one/l.py");
        assertThat(wanted.skipped)
                .containsEntry("libs/two", SkipReason.SUBMODULE)
                .doesNotContainKey("libs/one");
    }

    @Test
    void reportsAnIgnoreFileThatLinksOutside() throws Exception {
        write("a.py", "");
        Files.writeString(temp.resolve("outside"), "a.py\n");
        Files.createDirectories(root.resolve(".codebase-mcp"));
        Files.createSymbolicLink(root.resolve(".codebase-mcp/ignore"), temp.resolve("outside"));
        new RepositoryScanner(user, path -> path.startsWith(root), asked -> false).scan(root, listener);
        assertThat(listener.paths()).containsExactly("a.py");
        assertThat(listener.skipped).containsEntry(".codebase-mcp/ignore", SkipReason.OUTSIDE_ALLOWED_ROOTS);

        RecordingListener everywhere = new RecordingListener();
        new RepositoryScanner(user).scan(root, everywhere);
        assertThat(everywhere.paths()).isEmpty();
    }

    @Test
    void usesTheHomeOfTheEnvironment() throws Exception {
        Path home = Files.createDirectory(temp.resolve("other-home"));
        assertThat(GitUser.of(user.home(), Map.of("HOME", home.toString())).home())
                .isEqualTo(home);
        GitUser global =
                GitUser.of(home, Map.of("GIT_CONFIG_GLOBAL", temp.resolve("g").toString(), "GIT_CONFIG_NOSYSTEM", "1"));
        assertThat(global.configs()).containsExactly(temp.resolve("g"));
        assertThat(GitUser.of(home, Map.of("GIT_CONFIG_SYSTEM", "/s")).configs())
                .containsExactly(Path.of("/s"), home.resolve(".config/git/config"), home.resolve(".gitconfig"));
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
}
