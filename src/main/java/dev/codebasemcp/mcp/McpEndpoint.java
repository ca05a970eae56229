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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The process's MCP server: one session over a pair of streams, in any version of the protocol. */
public final class McpEndpoint {
    private static final String INSTRUCTIONS = "Finds code in the repository that you work in, by what it does or by"
            + " name. Call search_code first when you do not know where something is or what it is called, with a"
            + " question such as \"where is an expired session refreshed\" or a name such as UserService.login. It"
            + " answers with path:start-end, symbol and code, so you seldom need to read the files. Use grep for an exact"
            + " string or a pattern, and find_symbol, find_references and analyze_impact for a name that you know. Nothing must be set up: the first search indexes the"
            + " repository, and later ones see your edits.";

    /** Limit for the client's answer about its roots, the only request that it ever gets. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(1);

    /**
     * Claude Code's hints: its tool search does not hide these tools, and it accepts their longest answers, in
     * characters. It reads the first one after the connection, so {@code install} also sets it for the server.
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
        session = new Session(offer.directories());
        ToolEdge edge = new ToolEdge(session, offer.answers(), offer.calls());
        McpSchema.Implementation server = McpSchema.Implementation.builder("codebase-mcp", version)
                .title("Codebase search")
                .build();
        StatelessProtocol stateless = new StatelessProtocol(json, server, INSTRUCTIONS, offer, edge);
        transport = new StdioTransport(json, new RequestGate(json, names, uris), stateless, in, out);
        McpServer.sync(transport.session())
                .jsonMapper(new JacksonMcpJsonMapper(json))
                .jsonSchemaValidator(TRUSTING)
                .validateToolInputs(false)
                .immediateExecution(true)
                .requestTimeout(CLIENT_TIMEOUT)
                .serverInfo(server)
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
     * @param onFirstRequest runs once after the answer to {@code initialize} or to another first request, so that
     * nothing delays it, or beside that request if it may block; not run if the session ends earlier
     * @param onEnd runs when the session has ended, while its last calls finish; must be quick
     */
    public void run(Runnable onFirstRequest, Runnable onEnd) throws InterruptedException {
        transport.start(onFirstRequest, session::rootsChanged);
        transport.awaitEnd(() -> {
            session.end();
            onEnd.run();
        });
    }

    /** Ends the session early. Thread-safe. */
    public void end() {
        transport.end();
    }

    private static SyncToolSpecification specification(Tool tool, AnswerForm answers, ToolEdge edge) {
        return SyncToolSpecification.builder()
                .tool(describe(tool.spec(), answers))
                .callHandler((exchange, request) -> edge.call(tool, CallClient.of(exchange), request))
                .build();
    }

    static McpSchema.Tool describe(ToolSpec spec, AnswerForm answers) {
        boolean reads = spec.effect() == ToolSpec.Effect.READS;
        McpSchema.Tool.Builder tool = McpSchema.Tool.builder(spec.name(), spec.inputSchema());
        // A program reads fields; to a model their schemas are a thousand tokens of each session.
        if (answers == AnswerForm.STRUCTURED) {
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
