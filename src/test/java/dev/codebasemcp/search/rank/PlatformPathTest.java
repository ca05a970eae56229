package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformPathTest {
    @ParameterizedTest
    @CsvSource({
        "src/unix/fs.c, src/*/fs.c",
        "src/win/fs.c, src/*/fs.c",
        "src/WIN32/fs.c, src/*/fs.c",
        "os_linux.go, os_*.go",
        "os_linux_amd64.go, os_*.go",
        "lock_x86_64.c, lock_*.c",
        "lock_x86-64.c, lock_*.c",
        "lock_linux_test.go, lock_*_test.go",
        "Foo.ios.ts, Foo.*.ts",
        "Foo.native.js, Foo.*.js",
        "Foo.ios.kt, Foo.*.kt",
        "linux/arm64/start.S, */start.S",
        "linux-arm64/start.S, */start.S",
        "arch/arm64/start.S, arch/*/start.S",
        "core/src/iosMain/kotlin/A.kt, core/src/*Main/kotlin/A.kt",
        "core/src/jvmTest/kotlin/A.kt, core/src/*Test/kotlin/A.kt",
        "CI-win.yml, CI-*.yml",
    })
    void marksTheWordsForPlatforms(String path, String common) {
        assertThat(PlatformPath.of(path)).map(PlatformPath::common).contains(common);
    }

    @ParameterizedTest
    @CsvSource({"src/fs.c", "windowing/a.c", "tree_node.c", "web_server.go", "node.js", "unixtime.go", "a/b.win", ".mac"
    })
    void otherWordsAreNoPlatforms(String path) {
        assertThat(PlatformPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"src/unix/linux.c", "net/windows/mod.rs", "packages/web/src/client.ts", "docs/win/README.md"})
    void filesWithoutANameOfTheirOwnAreLoose(String path) {
        assertThat(PlatformPath.of(path)).map(PlatformPath::isLoose).contains(true);
    }

    @Test
    void aSystemAndAProcessorAreOfTheKindOfTheSystem() {
        assertThat(PlatformPath.of("a_linux_arm64.go")).map(PlatformPath::kind).contains(Platform.Kind.SYSTEM);
        assertThat(PlatformPath.of("a_arm64.go")).map(PlatformPath::kind).contains(Platform.Kind.PROCESSOR);
    }

    @Test
    void onlyBundlersHaveAFileForAllOtherPlatforms() {
        assertThat(PlatformPath.of("ui/my.Button.ios.tsx").flatMap(PlatformPath::fallback))
                .contains("ui/my.Button.tsx");
        assertThat(PlatformPath.of("os_linux.go").flatMap(PlatformPath::fallback))
                .isEmpty();
        assertThat(PlatformPath.of("ui/ios.tsx").flatMap(PlatformPath::fallback))
                .isEqualTo(Optional.empty());
    }
}
