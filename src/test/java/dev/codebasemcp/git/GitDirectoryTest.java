package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitDirectoryTest {
    @TempDir
    private Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws Exception {
        place = temporary.toRealPath();
    }

    @Test
    void gitsOwnDirectoryIsKnownUnderAnyName() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        GitDirectories.git(place, "clone", "-q", "--bare", repository.toString(), "bare");
        GitDirectories.git(
                place, "init", "-q", "--separate-git-dir", place.resolve("own").toString(), "apart");
        Files.move(repository.resolve(".git"), repository.resolve("dot-git"));

        assertThat(GitDirectory.at(place.resolve("bare"))).isPresent();
        assertThat(GitDirectory.at(place.resolve("own"))).isPresent();
        assertThat(GitDirectory.at(repository.resolve("dot-git"))).isPresent();
        assertThat(GitDirectory.around(place.resolve("bare/refs/heads"))).isPresent();
        assertThat(GitDirectory.around(place.resolve("apart"))).isEmpty();
        assertThat(GitDirectory.around(repository)).isEmpty();
    }

    @Test
    void sourceThatHasSuchNamesIsSource() throws Exception {
        Files.createDirectories(place.resolve("objects"));
        Files.createDirectories(place.resolve("refs"));
        Files.writeString(place.resolve("HEAD"), "Heads up: this is a text.\n");
        assertThat(GitDirectory.at(place)).isEmpty();
    }

    @Test
    void aRefusalNamesTheWorkingTrees() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        GitDirectories.git(place, "clone", "-q", "--bare", repository.toString(), "bare.git");
        GitDirectory bare = GitDirectory.at(place.resolve("bare.git")).orElseThrow();

        assertThat(bare.refusal()).contains("git worktree add");
        GitDirectories.git(
                bare.place(), "worktree", "add", "-q", place.resolve("tree").toString());
        assertThat(bare.refusal()).endsWith("index its working tree " + place.resolve("tree"));
        assertThat(GitDirectory.at(repository.resolve(".git")).orElseThrow().refusal())
                .endsWith("index its working tree " + repository);
    }

    @Test
    void besideABareRepositoryIsNoWorkingTreeButTheLinkedOnes() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        Path project = Files.createDirectory(place.resolve("project"));
        GitDirectories.git(project, "clone", "-q", "--bare", repository.toString(), ".bare");
        Files.writeString(project.resolve(".git"), "gitdir: ./.bare\n");
        GitDirectories.git(project, "worktree", "add", "-q", "one");

        assertThat(GitWorktree.at(project)).isEmpty();
        assertThat(GitWorktree.around(project.resolve("one")))
                .map(GitWorktree::top)
                .contains(project.resolve("one"));
    }
}
