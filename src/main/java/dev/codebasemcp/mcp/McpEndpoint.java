package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
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

/** The MCP server of this process: a session over a pair of streams, from its first byte to its end. */
public final class McpEndpoint {
    private static final String INSTRUCTIONS = "Semantic code search over indexed repositories. Start with"
            + " set_working_directory; if search_code says that nothing is indexed, call index_repository (or"
            + " start_indexing_background for a large one). Prefer search_code to grep when you do not know the exact"
            + " text.";

    /** How long the client may take to tell its roots: the only thing that it is ever asked. */
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(1);

    private final StdioTransport transport;
    private final Session session;

    /** An endpoint that reads and writes nothing before {@link #run}. */
    public McpEndpoint(ServerOffer offer, String version, ProtocolJson protocol, InputStream in, OutputStream out) {
        JsonMapper json = protocol.mapper();
        List<String> names =
                offer.tools().stream().map(tool -> tool.spec().name()).toList();
        List<String> uris =
                offer.resources().stream().map(one -> one.description().uri()).toList();
        transport = new StdioTransport(json, new RequestGate(json, names, uris), in, out);
        session = new Session(Path.of("").toAbsolutePath(), transport::hasEnded);
        ToolEdge edge = new ToolEdge(session, offer.figures());
        McpServer.sync(transport)
                .jsonMapper(new JacksonMcpJsonMapper(json))
                .jsonSchemaValidator(TRUSTING)
                .validateToolInputs(false)
                .immediateExecution(true)
                .requestTimeout(CLIENT_PATIENCE)
                .serverInfo(McpSchema.Implementation.builder("codebase-mcp", version)
                        .title("Codebase search")
                        .build())
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
     * Serves the session; returns when it has ended and its calls have.
     *
     * @param onInitialized runs behind the answer to {@code initialize}, so that nothing delays that; not at all if the
     *     session ends before
     * @param onEnd runs when the session has ended, while its last calls go on; must be quick
     */
    public void run(Runnable onInitialized, Runnable onEnd) throws InterruptedException {
        transport.start(onInitialized, session::rootsChanged);
        transport.awaitEnd(onEnd);
    }

    /** Ends the session early. Safe for any thread. */
    public void end() {
        transport.end();
    }

    private static SyncToolSpecification specification(Tool tool, ToolEdge edge) {
        return SyncToolSpecification.builder()
                .tool(describe(tool.spec()))
                .callHandler((exchange, request) -> edge.call(tool, exchange, request))
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
     * Takes schemas and answers as valid. {@link Arguments} checks what comes in with better words, and the tests check
     * what goes out; loading a validator would cost a third of the time to the first answer.
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
