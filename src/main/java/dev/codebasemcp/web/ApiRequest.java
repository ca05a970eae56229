package dev.codebasemcp.web;

import dev.codebasemcp.model.RejectedException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request of the API.
 *
 * @param path the values of the placeholders of the route's path
 * @param query the parameters after the question mark
 * @param body the fields of the JSON object that was sent; empty if nothing was
 */
public record ApiRequest(Map<String, String> path, Map<String, String> query, Map<String, Object> body) {
    public ApiRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    /** Returns the value of a placeholder of the route. */
    public String part(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    /** Returns a parameter, if it is given and not blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Returns a parameter that must be given.
     *
     * @throws RejectedException if it is not
     */
    public String required(String name) {
        return parameter(name).orElseThrow(() -> new RejectedException(name + ": missing; it must have a value."));
    }
}
