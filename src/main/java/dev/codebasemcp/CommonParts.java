package dev.codebasemcp;

import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.machine.MachineIdFile;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.repositories.DirectoryRule;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The parts that most others need.
 *
 * @param lifetime whether the process continues after its answers
 * @param answers the form of answers with code that callers read
 * @param machine evaluated on first use: the home may not exist earlier
 */
record CommonParts(
        Settings settings,
        Clock clock,
        ProcessLifetime lifetime,
        AnswerForm answers,
        Supplier<MachineId> machine,
        Databases databases,
        ProjectCounts counts,
        ConfigSearch configs,
        FileSystemCalls calls,
        DirectoryRule directories) {
    static CommonParts of(Settings settings, Clock clock, ProcessLifetime lifetime, AnswerForm answers) {
        FileSystemCalls calls = new FileSystemCalls();
        Databases databases = new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()));
        return new CommonParts(
                settings,
                clock,
                lifetime,
                answers,
                new Lazy<>(() -> machine(settings)),
                databases,
                new ProjectCounts(databases),
                new ConfigSearch(settings.allowedRoots(), calls),
                calls,
                new DirectoryRule(settings.allowedRoots(), calls, settings.userHomes()));
    }

    private static MachineId machine(Settings settings) {
        return settings.machine().orElseGet(() -> MachineIdFile.of(settings.home()));
    }

    boolean isSession() {
        return lifetime == ProcessLifetime.SESSION;
    }
}
