/**
 * Makes what others wrote harmless to show: names and texts from files, clients and configs, in answers, logs and on terminals.
 */
@NullMarked
package dev.codebasemcp.quoting;

import org.jspecify.annotations.NullMarked;
