package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorktreeTest {
    @TempDir
    Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws Exception {
        place = temporary.toRealPath();
    }

    @Test
    void theTopIsTheNearestDirectoryWithARepository() throws Exception {
        Path outer = GitDirectories.repository(place.resolve("outer"));
        Path inner = GitDirectories.repository(outer.resolve("a/inner"));
        Path below = Files.createDirectories(inner.resolve("src/deep"));
        assertThat(GitWorktree.around(below)).map(GitWorktree::top).contains(inner);
        assertThat(GitWorktree.around(outer.resolve("a"))).map(GitWorktree::top).contains(outer);
        assertThat(GitWorktree.around(place)).isEmpty();
    }

    @Test
    void linkedWorkingTreesHaveTheIdentityOfTheirRepository() throws Exception {
        Path main = GitDirectories.repository(place.resolve("main"));
        Path linked = place.resolve("linked");
        GitDirectories.git(main, "worktree", "add", "-q", linked.toString());
        assertThat(identity(main)).isEqualTo(main.resolve(".git"));
        assertThat(identity(linked)).isEqualTo(main.resolve(".git"));
    }

    @Test
    void workingTreesOfOneBareRepositoryHaveOneIdentity() throws Exception {
        Path main = GitDirectories.repository(place.resolve("main"));
        Path bare = place.resolve("bare.git");
        GitDirectories.git(place, "clone", "-q", "--bare", main.toString(), bare.toString());
        GitDirectories.git(bare, "worktree", "add", "-q", place.resolve("one").toString());
        GitDirectories.git(
                bare, "worktree", "add", "-q", "-b", "two", place.resolve("two").toString());
        assertThat(identity(place.resolve("one"))).isEqualTo(bare);
        assertThat(identity(place.resolve("two"))).isEqualTo(bare);
    }

    @Test
    void aDirectoryThatMerelyPointsToARepositoryIsNoPartOfIt() throws Exception {
        Path main = GitDirectories.repository(place.resolve("main"));
        GitDirectories.git(
                main, "worktree", "add", "-q", place.resolve("linked").toString());
        Path liar = Files.createDirectories(place.resolve("liar"));
        Files.copy(place.resolve("linked/.git"), liar.resolve(".git"));
        assertThat(identity(liar)).isEqualTo(liar.resolve(".git"));
        Files.writeString(liar.resolve(".git"), "gitdir: " + main.resolve(".git") + "\n");
        assertThat(identity(liar)).isEqualTo(liar.resolve(".git"));
    }

    @Test
    void aSubmoduleIsARepositoryOfItsOwn() throws Exception {
        Path library = GitDirectories.repository(place.resolve("library"));
        Path main = GitDirectories.repository(place.resolve("main"));
        GitDirectories.git(main, "submodule", "--quiet", "add", library.toString(), "library");
        assertThat(GitWorktree.around(main.resolve("library")))
                .map(GitWorktree::top)
                .contains(main.resolve("library"));
        assertThat(identity(main.resolve("library"))).isNotEqualTo(identity(main));
    }

    private static Path identity(Path top) {
        return GitWorktree.at(top).orElseThrow().identity();
    }
}
