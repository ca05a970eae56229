package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadsTest {
    private static final String ONE = "void put(int a)";
    private static final String OTHER = "void put(String a)";
    private static final String TWO = "void put(int a, int b)";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    void put() | 0
                    @A("x") void put(int a) | 1
                    void put(Map<String, List<T>> a, int b) | 2
                    void put(@A(x = 1, y = 2) int a) throws E | 1
                    """)
    void parametersAreCounted(String signature, int count) {
        assertThat(Overloads.parameters(signature)).hasValue(count);
    }

    @Test
    void anUnknownNumberOfParametersIsNotCounted() {
        assertThat(Overloads.parameters("int a")).isEmpty();
        assertThat(Overloads.parameters("void put(int... a)")).isEmpty();
        assertThat(Overloads.list("void put(@A(1) int a) throws E")).isEqualTo("(@A(1) int a)");
    }

    @Test
    void anOverloadWithoutItsSignatureIsLost() {
        List<Definition> earlier = List.of(earlier(ONE), earlier(TWO));

        assertThat(Overloads.lost(earlier, List.of(now(TWO)))).containsExactly(earlier(ONE));
        assertThat(Overloads.lost(earlier, List.of(now(ONE), now(TWO)))).isEmpty();
        // An edited one is still there.
        assertThat(Overloads.lost(earlier, List.of(now(OTHER), now(TWO)))).isEmpty();
        // Nothing is left: it is removed whole. And the only one of a name only changes.
        assertThat(Overloads.lost(earlier, List.of())).isEmpty();
        assertThat(Overloads.lost(List.of(earlier(ONE)), List.of(now(TWO)))).isEmpty();
    }

    @Test
    void onlyAnOverloadWithAsManyParametersTakesOver() {
        assertThat(Overloads.takingOver(Language.JAVA, List.of(earlier(ONE), earlier(TWO)), List.of(now(TWO))))
                .isEmpty();
        assertThat(Overloads.takingOver(Language.JAVA, List.of(earlier(ONE), earlier(OTHER)), List.of(now(OTHER))))
                .containsExactly(now(OTHER));
    }

    @Test
    void whereCallsAreNotToldAnyOverloadMayTakeOver() {
        assertThat(Overloads.takingOver(Language.KOTLIN, List.of(earlier(ONE), earlier(TWO)), List.of(now(TWO))))
                .containsExactly(now(TWO));
    }

    @Test
    void anEditedOverloadIsTheOneThatNoOtherWas() {
        List<Definition> earlier = List.of(earlier(ONE), earlier(TWO));

        assertThat(Overloads.same(earlier(ONE), earlier, List.of(now(OTHER), now(TWO))))
                .contains(now(OTHER));
        assertThat(Overloads.same(earlier(ONE), earlier, List.of(now(TWO)))).isEmpty();
    }

    private static Definition earlier(String signature) {
        return new Definition("put", "Over.put", DefinitionKind.METHOD, new LineRange(1, 1), signature);
    }

    private static DefinedName now(String signature) {
        return new DefinedName(0, "put", "Over.put", DefinitionKind.METHOD, new LineRange(1, 1), signature);
    }
}
