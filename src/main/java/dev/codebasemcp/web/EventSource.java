package dev.codebasemcp.web;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A state that pages follow by server-sent events.
 *
 * @param path of the stream, below {@code /api/}
 * @param event the name of its events
 * @param state looks at the state, which becomes a JSON document; called by one thread, at most once a second
 */
public record EventSource(String path, String event, Supplier<Map<String, ?>> state) {}
