package dev.codebasemcp.provisioning;

import dev.codebasemcp.project.ResolvedProject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the provisioning steps of this process. Thread-safe. */
public final class ProvisioningStats implements ProvisioningListener {
    private final Map<ProvisioningStep, LongAdder> done = new ConcurrentHashMap<>();

    @Override
    public void done(ProvisioningStep step, ResolvedProject project) {
        of(step).increment();
    }

    /** How often a step completed since the start of the process. */
    public long count(ProvisioningStep step) {
        return of(step).sum();
    }

    private LongAdder of(ProvisioningStep step) {
        return done.computeIfAbsent(step, first -> new LongAdder());
    }
}
