/** Tests of the settings. */
@NullMarked
package dev.codebasemcp.config;

import org.jspecify.annotations.NullMarked;
