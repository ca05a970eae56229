package dev.codebasemcp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * On a class whose tests cost much and say the same on every JDK, because our own code alone decides. {@code .ci/run}
 * leaves them out on the second JDK. What has native code, processes, the file system, concurrency or the archive of
 * classes as its subject is tested on both JDKs.
 */
@Tag("once")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnOneJdk {}
