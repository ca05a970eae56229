package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java scripts, which are not part of the build. */
class ScriptsTest {
    @TempDir
    private Path classes;

    @Test
    void everyScriptInJavaCompiles() throws IOException {
        List<Path> scripts;
        try (Stream<Path> files = Files.list(Path.of("scripts"))) {
            scripts = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(scripts).isNotEmpty();
        for (Path script : scripts) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            output,
                            output,
                            "-proc:none",
                            "-d",
                            classes.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            script.toString());
            assertThat(result).as(output.toString(StandardCharsets.UTF_8)).isZero();
        }
    }
}
