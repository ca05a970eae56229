package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which names other files can refer to. */
class FileOnlyTest {
    @TempDir
    private static Path natives;

    @Test
    void aModuleKeepsWhatItDoesNotExport() {
        try (SourceTrees code = new SourceTrees(natives, TypeScriptResolver::new)) {
            code.with("module.ts", """
                            export function shown() {}
                            function named() {}
                            function own() {}
                            class Own { run() {} }
                            export { named as other };
                            """)
                    .with("importing.ts", "import './module';\nfunction own() {}\n")
                    .with("script.js", "function global() {}\n")
                    .with("common.js", "function a() {}\nmodule.exports = { a };\n")
                    .with("value.ts", "function a() {}\nexport default wrap(a);\n");

            assertThat(code.ofFileOnly("module.ts")).containsExactly("own", "Own");
            assertThat(code.ofFileOnly("importing.ts")).containsExactly("own");
            assertThat(code.ofFileOnly("script.js")).isEmpty();
            assertThat(code.ofFileOnly("common.js")).isEmpty();
            assertThat(code.ofFileOnly("value.ts")).isEmpty();
        }
    }
}
