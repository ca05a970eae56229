/** Settings: raw environment values in, validated records out, every fault reported at once. */
@NullMarked
package dev.codebasemcp.config;

import org.jspecify.annotations.NullMarked;
