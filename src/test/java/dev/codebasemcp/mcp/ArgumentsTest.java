package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final String JOB = "6f1c2a60-7b7e-4b0e-9c57-4d3b6c0d2e11";
    private static final ToolSpec TOOL = new ToolSpec(
            "tool",
            "tool",
            "tool",
            List.of(
                    Parameter.cutText("query", 20, "What.").asRequired(),
                    Parameter.text("project_id", 10, "Which."),
                    Parameter.uuid("job_id", "Which."),
                    Parameter.text("directory", "Where."),
                    Parameter.choice("status", List.of("completed", "completed_with_errors"), "Only these."),
                    Parameter.choices("content", List.of("code", "tests", "docs"), "Only these."),
                    Parameter.integer("limit", 1, 50, "How many.").or(10),
                    Parameter.texts("projects", 10, "Which."),
                    Parameter.flag("force", "Whether.")),
            Shape.object(),
            ToolSpec.Effect.READS);

    @Test
    void defaultsStandForWhatIsAbsentNullOrBlank() {
        Map<String, Object> nulls = new HashMap<>();
        for (String name : List.of("project_id", "job_id", "directory", "status", "content", "limit", "force")) {
            nulls.put(name, null);
        }
        Map<String, Object> blank = Map.of("directory", "", "status", " ", "limit", "", "force", "\t", "query", "x");
        for (Map<String, Object> given : List.of(Map.<String, Object>of(), nulls, blank)) {
            Arguments arguments = check(given);
            assertThat(arguments.optionalText("directory")).isEmpty();
            assertThat(arguments.optionalText("status")).isEmpty();
            assertThat(arguments.optionalText("project_id")).isEmpty();
            assertThat(arguments.integer("limit")).isEqualTo(10);
            assertThat(arguments.flag("force")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", " 5 ", "+5", "5.0", "5.000", "05"})
    void aNumberMayBeAText(String text) {
        assertThat(check(Map.of("limit", text)).integer("limit")).isEqualTo(5);
    }

    @Test
    void aWholeNumberMayBeAFraction() {
        assertThat(check(Map.of("limit", 5.0)).integer("limit")).isEqualTo(5);
        assertThat(check(Map.of("limit", 5L)).integer("limit")).isEqualTo(5);
    }

    @Test
    void aListMayBeOneTextOrJson() {
        assertThat(check(Map.of("projects", List.of("a", "b"))).texts("projects"))
                .containsExactly("a", "b");
        assertThat(check(Map.of("projects", " a ")).texts("projects")).containsExactly("a");
        assertThat(check(Map.of("projects", "[\"a\", \"b\"]")).texts("projects"))
                .containsExactly("a", "b");
        assertThat(check(Map.of("projects", "[a")).texts("projects")).containsExactly("[a");
        for (Object absent : List.of("", " ", "[]", List.of())) {
            assertThat(check(Map.of("projects", absent)).texts("projects")).isEmpty();
        }
    }

    @Test
    void aListHasTextsAlone() {
        for (Object wrong : List.of(
                5,
                Map.of(),
                List.of(1),
                List.of("a", ""),
                List.of("longer than ten"),
                "[1]",
                Collections.nCopies(201, "a"))) {
            assertThat(refusal(Map.of("projects", wrong)))
                    .contains(
                            "The argument \"projects\" is ",
                            "it must be a list of up to 200 strings of 1 to 10 characters");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "' TRUE', true", "false, false", "FALSE, false"})
    void aFlagMayBeAText(String text, boolean flag) {
        assertThat(check(Map.of("force", text)).flag("force")).isEqualTo(flag);
    }

    @ParameterizedTest
    @CsvSource({
        "completed, completed",
        "Completed, completed",
        "COMPLETED_WITH_ERRORS, completed_with_errors",
        "completed with errors, completed_with_errors",
        "Completed-With-Errors, completed_with_errors"
    })
    void aChoiceMayHaveAnyCase(String text, String choice) {
        assertThat(check(Map.of("status", text)).optionalText("status")).contains(choice);
    }

    @ParameterizedTest
    @CsvSource({
        "tests, tests",
        "Test, tests",
        "' Testing ', tests",
        "documentation, docs",
        "'code,TESTS', code tests",
        "docs | code | doc, docs code"
    })
    void aListMayBeOneText(String text, String meant) {
        assertThat(check(Map.of("content", text)).texts("content")).containsExactly(meant.split(" ", -1));
        assertThat(check(Map.of("content", List.of(text.split("[,|]", -1)))).texts("content"))
                .containsExactly(meant.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"tests\",\"docs\"]", " [\"Testing\", \"doc\"] ", "[\"tests\",\"docs\",\"test\"]"})
    void aListOfChoicesMayBeWrittenAsJson(String text) {
        assertThat(check(Map.of("content", text)).texts("content")).containsExactly("tests", "docs");
    }

    @Test
    void aListHoldsItsChoicesAlone() {
        assertThat(check(Map.of("content", "[]")).texts("content")).isEmpty();
        assertThat(check(Map.of("content", "[]")).notes())
                .isEqualTo(check(Map.of("content", List.of())).notes())
                .containsExactly("The list content is empty, so it restricts nothing.");
        assertThat(check(Map.of("content", " ")).notes()).isEmpty();
        assertThat(check(Map.of("content", List.of())).texts("content")).isEmpty();
        assertThat(check(Map.of("content", " ")).texts("content")).isEmpty();
        assertThat(check(Map.of()).texts("content")).isEmpty();
        for (Object wrong :
                List.of("source", "[\"x\"]", "[tests", List.of("tests", "x"), List.of(7), 7, Map.of("a", "b"))) {
            assertThatThrownBy(() -> check(Map.of("content", wrong)))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("must be some of code, tests, docs");
        }
    }

    @Test
    void anIdMayHaveBlanksAroundItAndAnyCase() {
        assertThat(check(Map.of("job_id", " " + JOB.toUpperCase(java.util.Locale.ROOT) + "\n"))
                        .uuid("job_id"))
                .hasToString(JOB);
    }

    @ParameterizedTest
    @CsvSource({
        "project_id, ''",
        "project_id, ' '",
        "job_id, ''",
        "query, ''",
        "limit, five",
        "limit, 5.5",
        "limit, 1e1",
        "limit, 99999999999999999999",
        "limit, 0x5",
        "force, yes",
        "force, 1",
        "status, done"
    })
    void whatIsNotClearIsRefused(String name, String text) {
        assertThat(refusal(Map.of(name, text)))
                .startsWith("The argument \"" + name + "\" is \"" + text + "\"; it must be ");
    }

    @Test
    void otherTypesAreRefused() {
        for (Object value : Arrays.asList(List.of(5), Map.of("a", 1), true)) {
            assertThat(refusal(Map.of("limit", value))).startsWith("The argument \"limit\" is ");
        }
        assertThat(refusal(Map.of("limit", "51"))).startsWith("The argument \"limit\" is 51; it must be ");
        assertThat(refusal(Map.of("limit", "0"))).startsWith("The argument \"limit\" is 0; it must be ");
        assertThat(refusal(Map.of("query", 7))).startsWith("The argument \"query\" is 7; ");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Map<String, Object> given = new HashMap<>(
                Map.of("limit", "many", "force", "maybe", "job_id", "7", "qeury", "x", "directory", "fine"));
        given.put("query", null);

        String refusal = words(assertRefused(given));

        assertThat(refusal)
                .isEqualTo("Unknown argument \"qeury\"; tool accepts query, project_id, job_id, directory,"
                        + " status, content, limit, projects, force."
                        + " The argument \"query\" is missing; it must be a string of 1 to 20 characters that is not blank, cut"
                        + " if longer."
                        + " The argument \"job_id\" is \"7\"; it must be a UUID such as 123e4567-e89b-12d3-a456-426614174000."
                        + " The argument \"limit\" is \"many\"; it must be an integer from 1 to 50."
                        + " The argument \"force\" is \"maybe\"; it must be true or false.");
    }

    @Test
    void manyUnknownArgumentsAreCounted() {
        Map<String, Object> given = new java.util.TreeMap<>();
        for (int i = 10; i < 40; i++) {
            given.put("no" + i, 1);
        }
        assertThat(refusal(given))
                .startsWith("Unknown arguments \"no10\", \"no11\", \"no12\", \"no13\", \"no14\" and 25 more; ");
    }

    @Test
    void aTextThatIsTooLongIsCutWithANote() {
        Arguments arguments = check(Map.of("query", "x".repeat(30)));
        assertThat(arguments.text("query")).hasSize(20);
        assertThat(arguments.notes()).singleElement().asString().contains("30 characters");
    }

    private static Arguments check(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        all.putIfAbsent("query", "x");
        return Arguments.check(TOOL, all);
    }

    private static String refusal(Map<String, Object> given) {
        Map<String, Object> all = new java.util.TreeMap<>(given);
        all.putIfAbsent("query", "x");
        return words(assertRefused(all));
    }

    private static RejectedException assertRefused(Map<String, Object> given) {
        try {
            Arguments.check(TOOL, given);
        } catch (RejectedException refusal) {
            return refusal;
        }
        throw new AssertionError("accepted " + given);
    }

    private static String words(RejectedException refusal) {
        return Term.worded(Optional.ofNullable(refusal.getMessage()).orElseThrow(), UnaryOperator.identity());
    }
}
