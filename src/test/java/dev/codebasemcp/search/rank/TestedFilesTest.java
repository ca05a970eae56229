package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestedFilesTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();

    /** The directory's name is all that such a test has, and many directories have the same. */
    @Test
    void anIndexTestSpeaksForTheNearestFilesAlone() {
        assertThat(tested(
                        "web/button/index.test.ts",
                        "web/button/index.ts",
                        "web/button/index.css",
                        "admin/button/index.ts",
                        "web/other/button/index.ts",
                        "admin/button.ts",
                        "web/button/view.ts"))
                .containsExactly("web/button/index.ts", "web/button/index.css");
        assertThat(tested("web/test/button/index.test.ts", "web/src/button/index.ts", "admin/src/button/index.ts"))
                .containsExactly("web/src/button/index.ts");
        assertThat(tested("web/button/index.test.ts", "web/button.ts", "admin/button/index.ts"))
                .containsExactly("web/button.ts");
    }

    @Test
    void anotherTestSpeaksForAllFilesOfItsName() {
        assertThat(tested("test/pool_test.go", "pool.go", "src/deep/pool.go", "poolside.go", "src/pool/index.ts"))
                .containsExactly("pool.go", "src/deep/pool.go", "src/pool/index.ts");
    }

    private static List<String> tested(String test, String... files) {
        TestedFiles tested = new TestedFiles(Stream.of(files).map(TestedFilesTest::file));
        tested.add(file(test), 1);
        return Stream.of(files).filter(path -> tested.points(file(path)) > 0).toList();
    }

    private static FileRef file(String path) {
        return FileRef.of(new FileKey(REPOSITORY, path), "typescript");
    }
}
