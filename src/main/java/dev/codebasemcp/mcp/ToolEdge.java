package dev.codebasemcp.mcp;

import dev.codebasemcp.mcp.CallStats.Outcome;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.quoting.Quoted;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge between tools and protocol: the only place where a tool's failure becomes an answer. */
final class ToolEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ToolEdge.class);
    /** How far causes are followed. */
    private static final int CAUSES = 20;
    /** In characters; longer than any of ours about names and paths of ordinary length. */
    private static final int LONGEST_SENTENCE = 8_000;

    private final Session session;
    private final CallStats figures;

    ToolEdge(Session session, CallStats figures) {
        this.session = session;
        this.figures = figures;
    }

    /** Answers one call; never throws an exception. */
    CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        long start = System.nanoTime();
        Ended ended = answer(tool, exchange, request);
        figures.record(tool.spec().name(), ended.outcome(), System.nanoTime() - start);
        return ended.result();
    }

    private Ended answer(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        Map<String, Object> given = Optional.ofNullable(request.arguments()).orElse(Map.of());
        try {
            Arguments arguments = Arguments.check(tool.spec(), given);
            return new Ended(
                    Outcome.OK,
                    success(tool.call(arguments, new Call(exchange, request)).worded(UnaryOperator.identity())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return cancelled(tool);
        } catch (RejectedException refusal) {
            return isStop(refusal) ? cancelled(tool) : refused(tool, refusal);
        } catch (CodebaseException unavailable) {
            return isStop(unavailable)
                    ? cancelled(tool)
                    : unavailable(tool, unavailable, new GivenText(tool.spec(), given));
        } catch (RuntimeException | Error bug) {
            return isStop(bug) ? cancelled(tool) : failed(tool, bug, new GivenText(tool.spec(), given));
        }
    }

    /** Whether a call failed because nobody waits for it any more: what it was in the midst of broke off then. */
    private static boolean isStop(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < CAUSES; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException))) {
                return true;
            }
            depth++;
        }
        return false;
    }

    private static Ended cancelled(Tool tool) {
        LOG.debug("{}: the call was cancelled", tool.spec().name());
        return new Ended(Outcome.CANCELLED, failure("The call was cancelled."));
    }

    /** What was wrong is the caller's to know: the sentence quotes what was given, and is not logged. */
    private static Ended refused(Tool tool, RejectedException refusal) {
        LOG.debug("{}: refused", tool.spec().name());
        return new Ended(Outcome.REFUSED, failure(String.valueOf(refusal.getMessage())));
    }

    private static Ended unavailable(Tool tool, CodebaseException failure, GivenText given) {
        String sentence = String.valueOf(failure.getMessage());
        LOG.info("{}: {}", tool.spec().name(), given.withheldFrom(sentence));
        LOG.debug("Why {} could not be done", tool.spec().name(), given.withheldFrom(failure));
        return new Ended(Outcome.REFUSED, failure(sentence));
    }

    private static Ended failed(Tool tool, Throwable bug, GivenText given) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Internal error {} in {}", id, tool.spec().name(), given.withheldFrom(bug));
        return new Ended(Outcome.FAILED, failure("Internal error; the log has its cause under the id " + id + "."));
    }

    /** How a call ended. */
    private record Ended(Outcome outcome, CallToolResult result) {}

    private static CallToolResult success(ToolAnswer answer) {
        return CallToolResult.builder()
                .addTextContent(Quoted.lines(answer.text()))
                .structuredContent(answer.structured())
                .isError(false)
                .build();
    }

    private static CallToolResult failure(String sentence) {
        return CallToolResult.builder()
                .addTextContent(Quoted.brief(sentence, LONGEST_SENTENCE))
                .isError(true)
                .build();
    }

    private final class Call implements ToolCall {
        private final McpSyncServerExchange exchange;
        private final Optional<Object> progressToken;
        private double told = -1;

        Call(McpSyncServerExchange exchange, CallToolRequest request) {
            this.exchange = exchange;
            this.progressToken = Optional.ofNullable(request.progressToken());
        }

        @Override
        public SessionContext session() {
            return session.snapshot(exchange);
        }

        @Override
        public String sessionId() {
            return session.id();
        }

        @Override
        public void setWorkingDirectory(Path directory) {
            session.setWorkingDirectory(directory);
        }

        @Override
        public boolean sessionEnded() {
            return session.isOver();
        }

        /** MCP demands that each value is larger than the one before; what is not is not told. */
        @Override
        public synchronized void progress(double done, double total, String message) {
            if (done <= told) {
                return;
            }
            told = done;
            progressToken.ifPresent(token -> exchange.progressNotification(ProgressNotification.builder(token, done)
                    .total(total)
                    .message(message)
                    .build()));
        }
    }
}
