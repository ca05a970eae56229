package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolCatalogTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_TOKENS = 3_000;
    private static final int CHARACTERS_PER_TOKEN = 4;

    static List<ToolSpec> tools() {
        return ToolCatalog.all();
    }

    @Test
    void allToolsTogetherFitTheBudget() throws IOException {
        List<McpSchema.Tool> tools = ToolCatalog.all().stream()
                .map(spec -> McpEndpoint.describe(spec, AnswerForm.TEXT))
                .toList();

        int tokens = JSON.writeValueAsString(tools).length() / CHARACTERS_PER_TOKEN;

        assertThat(tools).hasSizeBetween(8, 12);
        assertThat(tokens).isBetween(1_000, MAX_TOKENS);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void schemasAreValidAndFreeOfUnions(ToolSpec tool) {
        for (var schema : List.of(tool.inputSchema(), tool.outputSchema())) {
            McpJsonDefaults.getSchemaValidator().assertConforms(tool.name(), schema);
            JsonNode tree = JSON.valueToTree(schema);
            assertThat(tree.findValues("type"))
                    .as(tree.toString())
                    .filteredOn(type -> !type.isObject())
                    .allMatch(JsonNode::isTextual);
            assertThat(tree.findValues("anyOf")).isEmpty();
            assertThat(tree.findValues("oneOf")).isEmpty();
        }
        assertThat(JSON.<JsonNode>valueToTree(tool.inputSchema())
                        .path("additionalProperties")
                        .asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyToolAndArgumentIsDescribed(ToolSpec tool) {
        assertThat(tool.description()).endsWith(".").hasSizeGreaterThan(50);
        assertThat(tool.parameters())
                .allSatisfy(
                        parameter -> assertThat(parameter.text()).isNotBlank().endsWith("."));
    }

    /**
     * To regenerate the page after a change of the catalog: {@code mvn test -Dtest=ToolCatalogTest
     * -Dgolden.update=true}.
     */
    @Test
    void thePageInTheDocsIsMadeFromTheCatalog() throws IOException {
        Path page = Path.of("docs/tools.md");
        String expected = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Tools

                What the MCP server offers. This page is made from `ToolCatalog`; a test fails when they differ. A `project` may also have
                `warnings`, a list of sentences.
                """);
        for (ToolSpec tool : ToolCatalog.all()) {
            page.append("\n## ").append(tool.name()).append("\n\n").append(tool.description());
            page.append(
                    tool.effect() == ToolSpec.Effect.READS && tool.content() == ToolSpec.Content.FACTS
                            ? " Changes nothing.\n"
                            : "\n");
            if (!tool.parameters().isEmpty()) {
                page.append("\n| argument | type | default | meaning |\n|---|---|---|---|\n");
                tool.parameters().forEach(parameter -> page.append(row(parameter)));
            }
            page.append(
                            tool.content() == ToolSpec.Content.CODE
                                    ? "\nResult: text. `CODEBASE_MCP_ANSWERS=structured` adds fields.\n\nFields: "
                                    : "\nResult: ")
                    .append(fields(JSON.valueToTree(tool.outputSchema())))
                    .append(".\n");
        }
        return page.toString();
    }

    private static String row(Parameter parameter) {
        String standard = parameter.required()
                ? "required"
                : parameter.fallback().map(value -> "`" + value + "`").orElse("–");
        return "| `" + parameter.name() + "` | " + parameter.accepted() + " | " + standard + " | " + parameter.text()
                + " |\n";
    }

    private static String fields(JsonNode schema) {
        StringBuilder fields = new StringBuilder();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (!required.isEmpty() && !schema.path("properties").has(required.get(0))) {
            return "`" + String.join("`, `", required) + "`";
        }
        schema.path("properties").properties().forEach(entry -> {
            fields.append(fields.isEmpty() ? "`" : ", `").append(entry.getKey());
            fields.append(required.contains(entry.getKey()) ? "`" : "`?");
            boolean list = entry.getValue().has("items");
            JsonNode inner = list ? entry.getValue().path("items") : entry.getValue();
            if (!inner.path("properties").isEmpty() || inner.has("required")) {
                fields.append(list ? " [" : " {").append(fields(inner)).append(list ? "]" : "}");
            }
        });
        return fields.toString();
    }
}
