package dev.codebasemcp;

import dev.codebasemcp.config.Settings;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.threads.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process that stays does beside its answers: it starts the database, runs jobs, and rests when idle. */
final class BackgroundWork {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

    private BackgroundWork() {}

    /** Work that ends when its thread is interrupted. */
    @FunctionalInterface
    interface Waiting {
        void run() throws InterruptedException;
    }

    /** Starts everything; none of it is waited for. */
    static void of(Application application, Settings settings, Activity activity) {
        settings.warnings().forEach(LOG::warn);
        Logging.bridge();
        application.databases().startServer();
        application.worker().start();
        start("model", () -> loadModel(application));
        Rest rest = new Rest(activity, Rest.AFTER, application::release);
        start(
                "rest",
                () -> rest.run(() -> {
                    if (settings.session().archivesClasses()) {
                        Rest.archive(settings.home());
                    }
                }));
    }

    /** Loaded early, or the first search or job would wait. A processor is free while the database starts. */
    private static void loadModel(Application application) {
        try {
            LOG.debug("Loaded the model {}", application.embedder().model());
        } catch (RuntimeException failure) {
            LOG.error("The embedding model cannot be loaded", failure);
        }
    }

    /** Runs {@code work} in a thread that does not keep the process alive. */
    static void start(String name, Waiting work) {
        new NamedThreads(name)
                .newThread(() -> {
                    try {
                        work.run();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }
}
