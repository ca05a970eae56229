package dev.codebasemcp.mcp;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.quoting.Quoted;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts resources to the protocol, and turns their failures into protocol errors. */
final class ResourceEdge {
    /** Marks errors with our own messages; never sent. */
    static final Object OWN_MESSAGE = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(ResourceEdge.class);

    private ResourceEdge() {}

    static SyncResourceSpecification specification(Resource resource) {
        return new SyncResourceSpecification(describe(resource), (exchange, request) -> read(resource));
    }

    static McpSchema.Resource describe(Resource resource) {
        Resource.Description description = resource.description();
        return McpSchema.Resource.builder(description.uri(), description.name())
                .description(description.text())
                .mimeType(description.mimeType())
                .build();
    }

    /**
     * Returns the resource's text.
     *
     * @throws McpError with {@link #OWN_MESSAGE} if it cannot be made
     */
    static McpSchema.ReadResourceResult read(Resource resource) {
        Resource.Description description = resource.description();
        try {
            McpSchema.ResourceContents text = McpSchema.TextResourceContents.builder(description.uri(), resource.read())
                    .mimeType(description.mimeType())
                    .build();
            return McpSchema.ReadResourceResult.builder(List.of(text)).build();
        } catch (CodebaseException failure) {
            LOG.info("{}: {}", description.uri(), failure.getMessage());
            LOG.debug("Why {} could not be made", description.uri(), failure);
            throw error(String.valueOf(failure.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("{} could not be made", description.uri(), bug);
            throw error("Internal error; the log has its cause.");
        }
    }

    private static McpError error(String sentence) {
        return McpError.builder(JsonRpcException.INTERNAL_ERROR)
                .message(Quoted.line(sentence))
                .data(OWN_MESSAGE)
                .build();
    }
}
