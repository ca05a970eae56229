package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRoleTest {
    @ParameterizedTest
    @CsvSource({
        "src/main/java/a/Pool.java, SOURCE",
        "lib/latest.py, SOURCE",
        "src/contest/run.c, SOURCE",
        "starlette/testclient.py, SOURCE",
        "src/Manifest.kt, SOURCE",
        "src/inspect.rb, SOURCE",
        "tests/pool.py, TEST",
        "src/test/java/a/Pool.java, TEST",
        "pkg/pool_test.go, TEST",
        "src/pool.test.ts, TEST",
        "src/pool.spec.js, TEST",
        "spec/pool_spec.rb, TEST",
        "test_pool.py, TEST",
        "Sources/PoolTests.swift, TEST",
        "a/PoolTest.java, TEST",
        "a/__tests__/pool.js, TEST",
        "conftest.py, TEST",
        "tests/data/__init__.py, TEST",
        "examples/pool.rs, EXAMPLE",
        "_examples/rest/main.go, EXAMPLE",
        "benches/pool.rs, EXAMPLE",
        "docs/pool.rst, DOC",
        "README.md, DOC",
        "src/readme.txt, DOC",
        "src/doctor.py, SOURCE",
        "vendor/pool/pool.go, GENERATED",
        "api/pool.pb.go, GENERATED",
        "api/pool_pb2.py, GENERATED",
        "src/pool/__init__.py, ENTRY",
        "a/package-info.java, ENTRY",
        "types/pool.d.ts, DECLARATION",
        "pool.pyi, DECLARATION",
        "config/pool.json, DATA",
        "pom.xml, DATA",
        "app/theme.scss, SOURCE",
        "app/index.html, DATA",
        "app/views/show.html.erb, SOURCE",
        "Pipfile, DATA",
        "CONTRIBUTING, DOC",
        "notebooks/a.ipynb, DATA",
        "types/pool.d.mts, DECLARATION",
        "src/CMakeLists.txt, TOOLING",
        "scripts/release.sh, TOOLING",
        "tools/check/main.go, TOOLING",
        "src/tools.c, SOURCE",
        "LICENSE, LEGAL",
        "LICENSE-APACHE.txt, LEGAL",
        "licenses/mit.txt, LEGAL",
        "NOTICE.md, LEGAL",
        "src/license.ts, SOURCE",
        "src/licenseKey.ts, SOURCE",
        "RELEASE-NOTES, DOC",
        "HISTORY.rst, DOC",
        "src/history.c, SOURCE",
        "core/api/core.api, DATA",
        "Foo.Tests/Pool.cs, TEST",
        "src/PoolSpec.scala, TEST",
        "lib/test-data/pool.c, TEST",
        "src/__snapshots__/pool.js.snap, TEST",
        "docs.adoc, DOC",
        "src/no_extension, SOURCE",
    })
    void derivesTheRoleFromThePath(String path, FileRole role) {
        assertThat(FileRole.of(path)).isEqualTo(role);
    }
}
