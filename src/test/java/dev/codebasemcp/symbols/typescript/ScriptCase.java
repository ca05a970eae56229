package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.quarantine.Quarantine;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Gives tests parsed sources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScriptCase {
    private Outliner outliner;

    @BeforeAll
    void open(@TempDir Path natives) {
        outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
    }

    @AfterAll
    void close() {
        outliner.close();
    }

    ScriptSources sources() {
        return new ScriptSources(outliner);
    }

    /** Verifies the comments of one file. */
    void verify(String path, String text) {
        sources().with(path, text).verify();
    }
}
