/** Settings: parses environment variables into validated records, and reports all faults together. */
@NullMarked
package dev.codebasemcp.config;

import org.jspecify.annotations.NullMarked;
