package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OldVersionsTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();

    @Test
    void aVersionBesideANewerOneIsOld() {
        assertThat(old("src/v3/types.ts", "src/v4/core/types.ts", "src/v10/types.ts", "src/index.ts"))
                .containsExactlyInAnyOrder("src/v3/types.ts", "src/v4/core/types.ts");
        assertThat(old("v1/a.go", "v2/a.go")).containsExactly("v1/a.go");
    }

    @Test
    void aVersionAloneIsCurrent() {
        assertThat(old("api/v1/types.go", "api/types.go", "server/v2/x.go")).isEmpty();
    }

    @Test
    void aVersionWithTheFilesAroundItIsOld() {
        assertThat(old(
                        "lib/v1/main.py",
                        "lib/v1/types.py",
                        "lib/v1/fields.py",
                        "lib/v1/extra.py",
                        "lib/main.py",
                        "lib/types.py",
                        "lib/fields.py"))
                .containsExactlyInAnyOrder("lib/v1/main.py", "lib/v1/types.py", "lib/v1/fields.py", "lib/v1/extra.py");
    }

    @Test
    void versionsOfOtherRepositoriesDoNotCount() {
        FileRef other = FileRef.of(new FileKey(RepositoryId.random(), "src/v4/types.ts"), "typescript");
        FileRef own = FileRef.of(new FileKey(REPOSITORY, "src/v3/types.ts"), "typescript");

        assertThat(OldVersions.of(List.of(own, other)).files()).isEmpty();
    }

    @Test
    void anOldFileIsLoweredUnlessItIsAskedFor() {
        FileRef own = FileRef.of(new FileKey(REPOSITORY, "src/v3/types.ts"), "typescript");
        FileRef newer = FileRef.of(new FileKey(REPOSITORY, "src/v4/types.ts"), "typescript");
        FileRef test = FileRef.of(new FileKey(REPOSITORY, "src/v3/types.test.ts"), "typescript");
        CorpusFacts facts = CorpusFacts.of(List.of(own, newer, test), new FileOrder(List.of(REPOSITORY)));

        assertThat(facts.roleOf(own)).isEqualTo(FileRole.OLD);
        assertThat(facts.roleOf(newer)).isEqualTo(FileRole.SOURCE);
        assertThat(facts.roleOf(test)).isEqualTo(FileRole.TEST);
        assertThat(FileRole.OLD.factor(Weights.CHOSEN)).isLessThan(1);
    }

    private static List<String> old(String... paths) {
        List<FileRef> files = Stream.of(paths)
                .map(path -> FileRef.of(new FileKey(REPOSITORY, path), "text"))
                .toList();
        return OldVersions.of(files).files().stream().map(FileKey::path).toList();
    }
}
