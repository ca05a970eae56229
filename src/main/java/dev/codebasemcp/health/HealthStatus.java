package dev.codebasemcp.health;

import java.util.Locale;

/** How well the program can do its work now. */
public enum HealthStatus {
    /** Everything works. */
    HEALTHY,
    /** Requests are answered, but something is slow, broken for some projects, or about to break. */
    DEGRADED,
    /** No request can be answered. */
    UNHEALTHY;

    /** As clients read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
