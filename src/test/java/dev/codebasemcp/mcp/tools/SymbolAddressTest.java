package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolAddressTest {
    @ParameterizedTest
    @CsvSource({
        "src/a.py:12, src/a.py, 12",
        "src/a.py:12:5, src/a.py, 12",
        "src/a.py:12:, src/a.py, 12",
        "a.py:3, a.py, 3",
        "Makefile:3, Makefile, 3",
        "bin/tool:3, bin/tool, 3",
        "my code/a.py:3, my code/a.py, 3",
        "C:\\src\\a.py:12, C:\\src\\a.py, 12"
    })
    void aPathMayHaveALine(String written, String path, int line) {
        assertThat(SymbolAddress.of(written)).hasValueSatisfying(address -> {
            assertThat(address.path()).isEqualTo(path);
            assertThat(address.line()).contains(line);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "src/a.py:helper, src/a.py, helper",
        "src/a.rs:Type::f, src/a.rs, Type::f",
        "a.ts:A.run, a.ts, A.run",
        "a.py:0, a.py, 0",
        "a.py:12345678901, a.py, 12345678901"
    })
    void aPathMayHaveAName(String written, String path, String name) {
        assertThat(SymbolAddress.of(written)).contains(new SymbolAddress(path, name));
        assertThat(SymbolAddress.of(written).flatMap(SymbolAddress::line)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fromJson",
                "Gson.fromJson",
                "Type#method",
                "pkg::Type::f",
                "src/a.py",
                "list:add",
                "M.sub:add",
                "GET /users:all",
                "::f",
                ":12",
                "a.py:",
                "setX:y:"
            })
    void aNameIsNoPath(String written) {
        assertThat(SymbolAddress.of(written)).isEmpty();
    }
}
