/**
 * Records contents that ended native code, or were being read when their process ended, for all processes of a home.
 */
@NullMarked
package dev.codebasemcp.quarantine;

import org.jspecify.annotations.NullMarked;
