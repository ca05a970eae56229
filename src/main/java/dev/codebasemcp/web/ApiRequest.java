package dev.codebasemcp.web;

import java.util.Map;
import java.util.Objects;

/**
 * A request of the API.
 *
 * @param path the values of the placeholders of the route's path
 * @param body the fields of the JSON object that was sent; empty if nothing was
 */
public record ApiRequest(Map<String, String> path, Map<String, Object> body) {
    public ApiRequest {
        path = Map.copyOf(path);
    }

    /** Returns the value of a placeholder of the route. */
    public String part(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }
}
