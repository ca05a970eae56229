package dev.codebasemcp.jobs;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.model.MachineId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Limits this machine to {@value #AT_ONCE} running jobs over all its server processes. Each slot is an advisory lock,
 * which the server releases when the process dies. Used by the worker's loop only.
 */
final class MachineSlots {
    /** A job uses all cores. The second slot keeps a small repository from waiting for a large one. */
    static final int AT_ONCE = 2;

    private final Supplier<AdvisoryLocks> locks;
    private final Supplier<MachineId> machine;
    private final Map<Integer, AdvisoryLocks.Held> held = new HashMap<>();

    MachineSlots(Supplier<AdvisoryLocks> locks, Supplier<MachineId> machine) {
        this.locks = locks;
        this.machine = machine;
    }

    /** Takes all free slots; returns how many this process holds. */
    int take() {
        held.values().removeIf(lock -> !lock.isAlive());
        for (int slot = 0; slot < AT_ONCE; slot++) {
            if (!held.containsKey(slot)) {
                Optional<AdvisoryLocks.Held> lock =
                        locks.get().tryHold(LockKey.of("job-slot", machine.get() + "/" + slot));
                if (lock.isPresent()) {
                    held.put(slot, lock.get());
                }
            }
        }
        return held.size();
    }

    /** Releases all but {@code count} slots. */
    void keep(int count) {
        for (int slot = 0; slot < AT_ONCE && held.size() > count; slot++) {
            AdvisoryLocks.Held lock = held.remove(slot);
            if (lock != null) {
                lock.close();
            }
        }
    }
}
