package dev.codebasemcp.mcp;

import dev.codebasemcp.config.AnswerForm;
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

/** Adapts tools to the protocol. Only here does a tool's failure become an answer. */
final class ToolEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ToolEdge.class);
    /** The maximum number of causes to inspect. */
    private static final int CAUSES = 20;
    /** In characters; more than any of our messages with names and paths of ordinary length. */
    private static final int LONGEST_SENTENCE = 8_000;

    private final Session session;
    private final AnswerForm answers;
    private final CallStats stats;

    ToolEdge(Session session, AnswerForm answers, CallStats stats) {
        this.session = session;
        this.answers = answers;
        this.stats = stats;
    }

    /** Answers one call; never throws an exception. */
    CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        long start = System.nanoTime();
        Result answered = answer(tool, exchange, request);
        stats.record(tool.spec().name(), answered.outcome(), System.nanoTime() - start);
        return answered.result();
    }

    private Result answer(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        Map<String, Object> given = Optional.ofNullable(request.arguments()).orElse(Map.of());
        try {
            Arguments arguments = Arguments.check(tool.spec(), given);
            return new Result(
                    Outcome.OK,
                    success(
                            tool.spec(),
                            tool.call(arguments, new Call(exchange, request)).worded(UnaryOperator.identity())));
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

    /** Whether a call failed because it was interrupted: nobody waits for it any more. */
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

    private static Result cancelled(Tool tool) {
        LOG.debug("{}: the call was cancelled", tool.spec().name());
        return new Result(Outcome.CANCELLED, failure("The call was cancelled."));
    }

    /** The message may quote the arguments, so only the caller gets it, not the log. */
    private static Result refused(Tool tool, RejectedException refusal) {
        LOG.debug("{}: refused", tool.spec().name());
        return new Result(Outcome.REFUSED, failure(String.valueOf(refusal.getMessage())));
    }

    private static Result unavailable(Tool tool, CodebaseException failure, GivenText given) {
        String sentence = String.valueOf(failure.getMessage());
        LOG.info("{}: {}", tool.spec().name(), given.withheldFrom(sentence));
        LOG.debug("Why {} could not be done", tool.spec().name(), given.withheldFrom(failure));
        return new Result(Outcome.REFUSED, failure(sentence));
    }

    private static Result failed(Tool tool, Throwable bug, GivenText given) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Internal error {} in {}", id, tool.spec().name(), given.withheldFrom(bug));
        return new Result(Outcome.FAILED, failure("Internal error; the log has its cause under the id " + id + "."));
    }

    /** The outcome and result of a call. */
    private record Result(Outcome outcome, CallToolResult result) {}

    private CallToolResult success(ToolSpec spec, ToolAnswer answer) {
        CallToolResult.Builder result = CallToolResult.builder()
                .addTextContent(Quoted.lines(answer.text()))
                .isError(false);
        if (!spec.textOnly(answers)) {
            result.structuredContent(answer.structured());
        }
        return result.build();
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
        private double lastProgress = -1;

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

        /** MCP requires increasing values; others are not sent. */
        @Override
        public synchronized void progress(double done, double total, String message) {
            if (done <= lastProgress) {
                return;
            }
            lastProgress = done;
            progressToken.ifPresent(token -> exchange.progressNotification(ProgressNotification.builder(token, done)
                    .total(total)
                    .message(message)
                    .build()));
        }
    }
}
