package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The process's MCP server: one session over a pair of streams. */
public final class McpEndpoint {
    private static final String INSTRUCTIONS = "Finds code in the repository that you work in, by what it does or by"
            + " name. Call search_code first when you do not know where something is or what it is called, with a"
            + " question such as \"where is an expired session refreshed\" or a name such as UserService.login. It"
            + " answers with path:start-end, symbol and code, so you seldom need to read the files. Use grep for an exact"
            + " string, a pattern, or all uses of a known name. Nothing must be set up: the first search indexes the"
            + " repository, and later ones see your edits.";

    /** Limit for the client's answer about its roots, the only request that it ever gets. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(1);

    /**
     * Claude Code's hints: it loads these tools in the first turn and accepts their longest answers, in characters.
     */
    private static final Map<String, Object> CLIENT_HINTS =
            Map.of("anthropic/alwaysLoad", true, "anthropic/maxResultSizeChars", 100_000);

    private final StdioTransport transport;
    private final Session session;

    /** Creates an endpoint that reads and writes nothing before {@link #run}. */
    public McpEndpoint(ServerOffer offer, String version, ProtocolJson protocol, InputStream in, OutputStream out) {
        JsonMapper json = protocol.mapper();
        List<String> names =
                offer.tools().stream().map(tool -> tool.spec().name()).toList();
        List<String> uris = offer.resources().stream()
                .map(resource -> resource.description().uri())
                .toList();
        transport = new StdioTransport(json, new RequestGate(json, names, uris), in, out);
        session = new Session(Path.of("").toAbsolutePath(), transport::hasEnded);
        ToolEdge edge = new ToolEdge(session, offer.answers(), offer.calls());
        McpServer.sync(transport)
                .jsonMapper(new JacksonMcpJsonMapper(json))
                .jsonSchemaValidator(TRUSTING)
                .validateToolInputs(false)
                .immediateExecution(true)
                .requestTimeout(CLIENT_TIMEOUT)
                .serverInfo(McpSchema.Implementation.builder("codebase-mcp", version)
                        .title("Codebase search")
                        .build())
                .instructions(INSTRUCTIONS)
                .capabilities(McpSchema.ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build())
                .tools(offer.tools().stream()
                        .map(tool -> specification(tool, offer.answers(), edge))
                        .toList())
                .resources(offer.resources().stream()
                        .map(ResourceEdge::specification)
                        .toList())
                .build();
    }

    /**
     * Serves the session and returns after its end and that of its calls.
     *
     * @param onInitialized runs after the answer to {@code initialize}, so that nothing delays it; not run if the
     * session ends earlier
     * @param onEnd runs when the session has ended, while its last calls finish; must be quick
     */
    public void run(Runnable onInitialized, Runnable onEnd) throws InterruptedException {
        transport.start(onInitialized, session::rootsChanged);
        transport.awaitEnd(onEnd);
    }

    /** Ends the session early. Thread-safe. */
    public void end() {
        transport.end();
    }

    private static SyncToolSpecification specification(Tool tool, AnswerForm answers, ToolEdge edge) {
        return SyncToolSpecification.builder()
                .tool(describe(tool.spec(), answers))
                .callHandler((exchange, request) -> edge.call(tool, exchange, request))
                .build();
    }

    static McpSchema.Tool describe(ToolSpec spec, AnswerForm answers) {
        boolean reads = spec.effect() == ToolSpec.Effect.READS;
        McpSchema.Tool.Builder tool = McpSchema.Tool.builder(spec.name(), spec.inputSchema());
        if (!spec.textOnly(answers)) {
            tool.outputSchema(spec.outputSchema());
        }
        if (spec.content() == ToolSpec.Content.CODE) {
            tool.meta(CLIENT_HINTS);
        }
        return tool.title(spec.title())
                .description(spec.description())
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(reads)
                        .destructiveHint(false)
                        .idempotentHint(true)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    /**
     * Skips validation of schemas and answers. {@link Arguments} validates input with better messages, and tests
     * validate output. Loading a validator would cost a third of the time to the first answer.
     */
    private static final JsonSchemaValidator TRUSTING = new JsonSchemaValidator() {
        @Override
        public ValidationResponse validate(java.util.Map<String, Object> schema, Object content) {
            return ValidationResponse.asValid(null);
        }

        @Override
        public ValidationResponse validateSchema(java.util.Map<String, Object> schema) {
            return ValidationResponse.asValid(null);
        }
    };
}
