package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** The process's MCP server: one session over a pair of streams, in any version of the protocol. */
public final class McpEndpoint {
    private static final String INSTRUCTIONS = "Semantic code search over indexed repositories. Start with"
            + " set_working_directory; if search_code says that nothing is indexed, call index_repository (or"
            + " start_indexing_background for a large one). Prefer search_code to grep when you do not know the exact"
            + " text.";

    /** Limit for the client's answer about its roots, the only request that it ever gets. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(1);

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
        ToolEdge edge = new ToolEdge(session, offer.calls());
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
                        .map(tool -> specification(tool, edge))
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

    private static SyncToolSpecification specification(Tool tool, ToolEdge edge) {
        return SyncToolSpecification.builder()
                .tool(describe(tool.spec()))
                .callHandler((exchange, request) -> edge.call(tool, CallClient.of(exchange), request))
                .build();
    }

    static McpSchema.Tool describe(ToolSpec spec) {
        boolean reads = spec.effect() == ToolSpec.Effect.READS;
        return McpSchema.Tool.builder(spec.name(), spec.inputSchema())
                .title(spec.title())
                .description(spec.description())
                .outputSchema(spec.outputSchema())
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
