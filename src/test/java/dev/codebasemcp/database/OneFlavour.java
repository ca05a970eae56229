package dev.codebasemcp.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class whose {@link PostgresTest}s do not depend on the vector flavour. Each of them runs in one flavour, chosen by its
 * name, and in every flavour for a release.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneFlavour {}
