package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.JavaCommand;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A server process with the SDK's own client; checks every answer against its schema. */
final class ToolClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final McpSyncClient client;
    private final Map<String, Tool> tools;

    private ToolClient(McpSyncClient client) {
        this.client = client;
        client.initialize();
        tools = client.listTools().tools().stream().collect(Collectors.toMap(Tool::name, tool -> tool));
    }

    static ToolClient start(Consumer<ProgressNotification> onProgress) {
        ServerParameters server = ServerParameters.builder(JavaCommand.program())
                .args(ServerProgram.arguments())
                .env(ServerProgram.environment())
                .build();
        StdioClientTransport transport = new StdioClientTransport(server, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(line -> {});
        return new ToolClient(McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(120))
                .initializationTimeout(Duration.ofSeconds(60))
                .progressConsumer(onProgress)
                .build());
    }

    Map<String, Tool> tools() {
        return tools;
    }

    Tool tool(String name) {
        return Optional.ofNullable(tools.get(name)).orElseThrow();
    }

    /** The structured answer of a call that succeeds. */
    JsonNode answer(String tool, Map<String, Object> arguments) {
        return structured(call(tool, arguments));
    }

    /** The sentence of a call that fails. */
    String failure(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isTrue();
        return text(result);
    }

    CallToolResult call(String tool, Map<String, Object> arguments) {
        return call(CallToolRequest.builder(tool)
                .arguments(new HashMap<>(arguments))
                .build());
    }

    CallToolResult call(CallToolRequest request) {
        CallToolResult result = client.callTool(request);
        if (!Boolean.TRUE.equals(result.isError())) {
            var validation = McpJsonDefaults.getSchemaValidator()
                    .validate(tool(request.name()).outputSchema(), result.structuredContent());
            assertThat(validation.valid()).as(validation.errorMessage()).isTrue();
        }
        return result;
    }

    @Override
    public void close() {
        client.closeGracefully();
    }

    static JsonNode structured(CallToolResult result) {
        assertThat(result.isError()).as(text(result)).isFalse();
        return JSON.valueToTree(result.structuredContent());
    }

    static String text(CallToolResult result) {
        assertThat(result.content()).hasSize(1);
        return ((TextContent) result.content().get(0)).text();
    }
}
