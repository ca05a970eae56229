package dev.codebasemcp.health;

import java.util.Locale;

/** The overall state of the program. */
public enum HealthStatus {
    /** Everything works. */
    HEALTHY,
    /** Requests are answered, but something is slow, broken for some projects, or about to break. */
    DEGRADED,
    /** No request can be answered. */
    UNHEALTHY;

    /** The name in messages to clients. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
