package dev.codebasemcp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * On a class whose tests cost much and say the same on every JDK: our own code or PostgreSQL decides, or a cheaper class
 * makes the same calls of the JDK. {@code .ci/run} leaves them out on the second JDK. Native code, processes, signals,
 * concurrency and the archive of classes are tested on both JDKs.
 */
@Tag("once")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnOneJdk {}
