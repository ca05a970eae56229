package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.symbols.ChangedDefinitions.Lost;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RemovedDefinitionsTest {
    @Test
    void whatIsInALostTypeGoesWithIt() {
        assertThat(outermost("Shop", "Shop.sell", "Shop.Size.twice", "Shopping", "a.b.c", "a.b.d", "a"))
                .containsExactly("Shop", "Shopping", "a");
        assertThat(outermost("Shop.sell", "Shop.Size.twice", "..", ".x"))
                .containsExactly("Shop.sell", "Shop.Size.twice", "..", ".x");
    }

    @Test
    @Timeout(20)
    void thousandsOfLostDefinitionsAreNotComparedWithEachOther() {
        String[] names =
                IntStream.range(0, 60_000).mapToObj(i -> "Shop.method" + i).toArray(String[]::new);

        assertThat(outermost(names)).hasSize(names.length);
    }

    private static List<String> outermost(String... names) {
        List<Lost> lost = Stream.of(names)
                .map(name ->
                        new Definition(name, name, DefinitionKind.METHOD, new LineRange(1, 1), "void " + name + "()"))
                .map(one -> new Lost(one, Optional.empty(), false))
                .toList();
        return RemovedDefinitions.outermost(lost)
                .map(one -> one.definition().qualifiedName())
                .toList();
    }
}
