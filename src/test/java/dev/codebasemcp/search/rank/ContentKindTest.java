package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Parameter;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentKindTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();

    @ParameterizedTest
    @CsvSource({
        "src/main/java/a/Pool.java, CODE",
        "src/pool/__init__.py, CODE",
        "types/pool.d.ts, CODE",
        "examples/pool.rs, CODE",
        "docs_src/tutorial.py, CODE",
        "vendor/pool/pool.go, CODE",
        "api/pool.pb.go, CODE",
        "app/index.html, CODE",
        "app/theme.scss, CODE",
        "db/V1__pool.sql, CODE",
        "src/solver.f90, CODE",
        "bin/no_extension, CODE",
        "notebooks/pool.ipynb, CODE",
        "docs/pool.ipynb, DOCS",
        "tests/pool.py, TESTS",
        "tests/README.md, TESTS",
        "tests/data/pool.json, TESTS",
        "test/Makefile, TESTS",
        "pkg/pool_test.go, TESTS",
        "README.md, DOCS",
        "LICENSE, DOCS",
        "AUTHORS, DOCS",
        "docs/pool.rst, DOCS",
        "docs/conf.py, DOCS",
        "docs/images/pool.svg, DOCS",
        "examples/README.md, DOCS",
        "vendor/pool/NOTES.md, DOCS",
        "notes.txt, DOCS",
        "config/pool.json, CONFIG",
        "pom.xml, CONFIG",
        "Makefile, CONFIG",
        "docs/Makefile, CONFIG",
        "CMakeLists.txt, CONFIG",
        "src/CMakeLists.txt, CONFIG",
        "requirements-dev.txt, CONFIG",
        "Dockerfile, CONFIG",
        "infra/main.tf, CONFIG",
        "build.gradle.kts, CONFIG",
        "webpack.config.js, CONFIG",
        ".eslintrc.js, CONFIG",
        ".gitignore, CONFIG",
        ".github/workflows/ci.yml, CONFIG",
        ".github/CONTRIBUTING.md, DOCS",
        "go.mod, CONFIG",
        "examples/compose.yaml, CONFIG",
        "data/prices.csv, CONFIG"
    })
    void eachFileIsOfOneKind(String path, ContentKind kind) {
        FileRef file =
                FileRef.of(new FileKey(REPOSITORY, path), Language.of(path, "").id());

        assertThat(ContentKind.of(file)).isEqualTo(kind);
        assertThat(ContentKind.labelled(kind.label())).isEqualTo(kind);
    }

    @Test
    void theToolOffersAllKinds() {
        assertThat(CodeToolSpecs.SEARCH_CODE.parameters())
                .filteredOn(parameter -> parameter.name().equals("content"))
                .singleElement()
                .extracting(Parameter::choices)
                .isEqualTo(Arrays.stream(ContentKind.values())
                        .map(ContentKind::label)
                        .toList());
    }
}
