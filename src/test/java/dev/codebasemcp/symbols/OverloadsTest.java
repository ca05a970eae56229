package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverloadsTest {
    private static final String ONE = "void put(int a)";
    private static final String OTHER = "void put(String a)";
    private static final String TWO = "void put(int a, int b)";

    @Test
    void anOverloadWithoutItsSignatureIsLost() {
        List<Definition> earlier = List.of(earlier(ONE), earlier(TWO));

        assertThat(lost(earlier, List.of(now(TWO)))).containsExactly(earlier(ONE));
        assertThat(lost(earlier, List.of(now(ONE), now(TWO)))).isEmpty();
        // An edited one is still there.
        assertThat(lost(earlier, List.of(now(OTHER), now(TWO)))).isEmpty();
        // Nothing is left: it is removed whole. And the only one of a name only changes.
        assertThat(lost(earlier, List.of())).isEmpty();
        assertThat(lost(List.of(earlier(ONE)), List.of(now(TWO)))).isEmpty();
    }

    @Test
    void onlyAnOverloadWithAsManyParametersTakesOver() {
        assertThat(new Overloads(Language.JAVA, List.of(earlier(ONE), earlier(TWO)), List.of(now(TWO))).takingOver())
                .isEmpty();
        assertThat(new Overloads(Language.JAVA, List.of(earlier(ONE), earlier(OTHER)), List.of(now(OTHER)))
                        .takingOver())
                .containsExactly(now(OTHER));
    }

    @Test
    void whereCallsAreNotToldAnyOverloadMayTakeOver() {
        assertThat(new Overloads(Language.KOTLIN, List.of(earlier(ONE), earlier(TWO)), List.of(now(TWO))).takingOver())
                .containsExactly(now(TWO));
    }

    @Test
    void anEditedOverloadIsTheOneThatNoOtherWas() {
        List<Definition> earlier = List.of(earlier(ONE), earlier(TWO));

        assertThat(new Overloads(Language.JAVA, earlier, List.of(now(OTHER), now(TWO))).same(earlier(ONE)))
                .contains(now(OTHER));
        assertThat(new Overloads(Language.JAVA, earlier, List.of(now(TWO))).same(earlier(ONE)))
                .isEmpty();
    }

    @Test
    void anOverloadWhoseBodyWasEditedIsNotLost() {
        List<Definition> earlier = List.of(earlier("int put(int x) => G(x)"), earlier("int put(string x) => H(x)"));

        assertThat(lost(Language.CSHARP, earlier, "int put(int x) => G(x, 2)", "int put(string x) => H(x)"))
                .isEmpty();
        // Both were edited, and one of them is gone: the parameters tell which.
        assertThat(lost(Language.CSHARP, earlier, "int put(string x) => H(x, 2)"))
                .containsExactly(earlier.get(0));
    }

    @Test
    void anOverloadIsLostThoughAnotherWithFewerParametersWasEdited() {
        String arrow = "put(cb: (e: E) => void, o: O): void";
        List<Definition> earlier = List.of(earlier(arrow), earlier("put(cb: A): void"));

        assertThat(lost(Language.TYPESCRIPT, earlier, "put(cb: B): void")).containsExactly(earlier.get(0));
        assertThat(lost(Language.TYPESCRIPT, earlier, "put(cb: (e: F) => void, o: O): void", "put(cb: A): void"))
                .isEmpty();
    }

    @Test
    void whatHasNoOverloadsLosesNone() {
        List<Definition> earlier = List.of(earlier(ONE), earlier(TWO));

        assertThat(lost(Language.PYTHON, earlier, ONE)).isEmpty();
        assertThat(new Overloads(Language.PYTHON, earlier, List.of(now(ONE))).takingOver())
                .containsExactly(now(ONE));
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "CSHARP"})
    @Timeout(20)
    void thousandsOfOverloadsAreNotComparedWithEachOther(Language language) {
        int most = 30_000;
        List<Definition> earlier = IntStream.range(0, most)
                .mapToObj(i -> earlier("void put(A" + i + " a)"))
                .toList();
        List<DefinedName> now = IntStream.range(1, most)
                .mapToObj(i -> now("void put(B" + i + " b)"))
                .toList();
        Overloads overloads = new Overloads(language, earlier, now);

        assertThat(overloads.lost()).hasSize(1);
        assertThat(overloads.takingOver()).hasSize(most - 1);
        assertThat(earlier).allSatisfy(one -> assertThat(overloads.same(one)).contains(now.get(0)));
    }

    private static List<Definition> lost(List<Definition> earlier, List<DefinedName> now) {
        return new Overloads(Language.JAVA, earlier, now).lost();
    }

    private static List<Definition> lost(Language language, List<Definition> earlier, String... now) {
        return new Overloads(
                        language,
                        earlier,
                        Stream.of(now).map(OverloadsTest::now).toList())
                .lost();
    }

    private static Definition earlier(String signature) {
        return new Definition("put", "Over.put", DefinitionKind.METHOD, new LineRange(1, 1), signature);
    }

    private static DefinedName now(String signature) {
        return new DefinedName(0, "put", "Over.put", DefinitionKind.METHOD, new LineRange(1, 1), signature);
    }
}
